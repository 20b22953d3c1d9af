// Screens: each address is of one screen, and the bar at 390 px leads to all of them.
import { expect, test } from '@jest/globals';
import {
  barEntries,
  SCREEN_NAMES,
  SCREENS,
  screenAt,
  segmentsBelow,
} from '../../console/page/state/screens.js';

test('each path is that of its own screen; what is below a screen that has none is no screen', () => {
  for (const name of SCREEN_NAMES) expect(screenAt(SCREENS[name].path)).toBe(name);
  expect(screenAt('/')).toBe('home');
  expect(screenAt('/tables/bills')).toBe('tables');
  expect(screenAt('/plan/bills')).toBeUndefined();
  expect(segmentsBelow('/tables/a%2Fb/c', 'tables')).toEqual(['a/b', 'c']);
});

test('the bar has room for five; the others are behind its last entry, and none is lost', () => {
  const { shown, more } = barEntries();
  expect(shown.length).toBeLessThanOrEqual(5);
  expect(shown[0]).toBe('home');
  expect([...shown, ...more].sort()).toEqual([...SCREEN_NAMES].sort());
});

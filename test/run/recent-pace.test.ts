// The time that is left, as live lines say it: by the pace of the last seconds.
import { describe, expect, test } from '@jest/globals';
import { RecentPace } from '../../connector/run/recent-pace.js';
import type { RunProgress } from '../../connector/run/run-state.js';
import { progressLines, progressText } from '../../connector/text/live-text.js';

/** Asked four times a second, as the live line does; `doneAt` says how much is done after so many seconds. */
function paceAfter(seconds: number, doneAt: (second: number) => number): number | undefined {
  const pace = new RecentPace();
  for (let at = 0; at <= seconds * 1000; at += 250) pace.add(at, Math.floor(doneAt(at / 1000)));
  return pace.perSecond(seconds * 1000);
}

describe('the pace', () => {
  test('is that of an even load, within a tenth, from the first seconds on', () => {
    for (const seconds of [4, 10, 60, 600]) {
      const found = paceAfter(seconds, (second) => second * 5) ?? 0;
      expect(Math.abs(found - 5)).toBeLessThan(0.5);
    }
  });

  test('forgets a slow start: nothing for a minute, then ten a second', () => {
    const doneAt = (second: number) => (second < 60 ? second / 30 : 2 + (second - 60) * 10);
    expect(paceAfter(75, doneAt)).toBeGreaterThan(9);
  });

  test('follows when the API slows down', () => {
    const doneAt = (second: number) => (second < 60 ? second * 20 : 1200 + (second - 60) * 2);
    expect(paceAfter(75, doneAt)).toBeLessThan(2.5);
  });

  test('sinks while nothing gets done, and is never nothing', () => {
    const doneAt = (second: number) => Math.min(second, 20) * 10;
    const [soon, later] = [paceAfter(25, doneAt) ?? 0, paceAfter(80, doneAt) ?? 0];
    expect(soon).toBeGreaterThan(later);
    expect(later).toBeGreaterThan(0);
  });

  test('of portions that are done together is between portion and portion that of all', () => {
    const doneAt = (second: number) => Math.floor(second / 3) * 50;
    for (const seconds of [20, 21, 22, 40]) {
      const found = paceAfter(seconds, doneAt) ?? 0;
      expect(found).toBeGreaterThan(50 / 3 / 1.5);
      expect(found).toBeLessThan((50 / 3) * 1.5);
    }
  });

  test('is not known before something is done, nor at once: what was known before comes at once', () => {
    expect(paceAfter(30, () => 0)).toBeUndefined();
    expect(paceAfter(1, (second) => second * 100)).toBeUndefined();
    expect(paceAfter(30, () => 5_000)).toBeUndefined();
    const doneAt = (second: number) => 5_000 + second * 2;
    expect(paceAfter(10, doneAt)).toBeLessThan(2.5);
  });
});

describe('the words', () => {
  const tree = { root: 'bill_ids', rootsListed: 600, rootsDone: 320 };
  const progress = {
    ...{ tree, trees: [{ ...tree, stage: 'reading', calls: 1900, rows: 900 }] },
    ...{ calls: 1900, rows: 900, statistics: { calls: 1900, retries: 0 } },
  } as unknown as RunProgress;
  const elapsed = (rootsPerSecond?: number) => ({ seconds: 5760, number: 1, of: 1, rootsPerSecond });

  test('an hour of waiting does not count: 280 items at ten a second are 28 s', () => {
    expect(progressText(progress, elapsed(10))).toMatch(/320 of 600 done .* about 28 s left$/);
    expect(progressLines(progress, elapsed(10))[0]).toMatch(/about 28 s left$/);
  });

  test('nothing is said where nothing is known', () => {
    expect(progressText(progress, elapsed())).not.toMatch(/left/);
    expect(progressLines(progress, elapsed()).join()).not.toMatch(/left/);
  });
});

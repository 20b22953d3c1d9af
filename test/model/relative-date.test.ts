// Dates that follow the calendar, and what a configuration may write.
import { describe, expect, test } from '@jest/globals';
import { openWithoutKeys } from '../../connector/app/open.js';
import { datedQuery, dateText } from '../../connector/model/relative-date.js';

const at = (text: string) => Date.parse(text);

describe('relative dates', () => {
  test.each([
    [{ daysAgo: 0 }, '2026-11-21T23:59:59Z', '2026-11-21T00:00:00Z'],
    [{ daysAgo: 1 }, '2026-03-01T00:00:00Z', '2026-02-28T00:00:00Z'],
    [{ daysAgo: 366 }, '2025-01-01T05:00:00Z', '2024-01-01T00:00:00Z'],
    [{ monthsAgo: 0 }, '2026-11-21T12:00:00Z', '2026-11-01T00:00:00Z'],
    [{ monthsAgo: 1 }, '2026-03-31T12:00:00Z', '2026-02-01T00:00:00Z'],
    [{ monthsAgo: 14 }, '2026-01-31T12:00:00Z', '2024-11-01T00:00:00Z'],
  ])('%j at %s is %s', (date, now, expected) => {
    expect(dateText(date, at(now))).toBe(expected);
  });

  test('other values stay as they are', () => {
    expect(datedQuery({ a: 'x', b: 1, c: true, d: { daysAgo: 0 } }, at('2026-01-02T03:04:05Z'))).toEqual({
      a: 'x',
      b: 1,
      c: true,
      d: '2026-01-02T00:00:00Z',
    });
  });
});

describe('in a configuration', () => {
  const clock = { now: () => at('2026-05-17T10:00:00Z'), random: () => 0, sleep: async () => undefined };
  const open = (entry: object) =>
    openWithoutKeys(
      { region: 'eu', endpoints: [entry] },
      { env: {}, home: '/nowhere', cwd: '/nowhere', clock },
    );

  test('of a definition and of a preset, by the clock of the source', () => {
    const own = open({ name: 'bills', path: '/me/bill', query: { 'date.from': { monthsAgo: 2 } } });
    expect(own.plan.nodes[0]?.definition.query).toEqual({ 'date.from': '2026-03-01T00:00:00Z' });
    const preset = open({ preset: 'consumption_history', query: { beginDate: { monthsAgo: 12 } } });
    expect(preset.plan.nodes[0]?.definition.query).toEqual({
      beginDate: '2025-05-01T00:00:00Z',
      endDate: '2026-05-17T00:00:00Z',
    });
  });

  test.each([
    [{ daysAgo: -1 }],
    [{ daysAgo: 1.5 }],
    [{ daysAgo: '3' }],
    [{ daysAgo: 1, monthsAgo: 1 }],
    [{ weeksAgo: 1 }],
  ])('%j is refused with what is allowed', (date) => {
    const entry = { name: 'bills', path: '/me/bill', query: { from: date } };
    expect(() => open(entry)).toThrow(/\{ daysAgo: 30 \}/);
  });
});

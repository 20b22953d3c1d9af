// When ticks come: the days on which the clock changes, the last one before an instant, and what is no expression.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cronProblem, isTimeZone, shortestGap, ticksOf } from '../../connector/schedule/cron.js';
import { localTime } from '../../connector/text/local-time.js';

const PARIS = 'Europe/Paris';

function ticksFrom(cron: string, from: string, count: number, zone = PARIS): string[] {
  const ticks = ticksOf(cron, zone);
  const found: string[] = [];
  let at = ticks.after(Date.parse(from));
  while (at !== undefined && found.length < count) {
    found.push(localTime(at, zone));
    at = ticks.after(at);
  }
  return found;
}

describe('days on which the clock changes in Paris', () => {
  test('daily at 02:30: in spring at 03:00, as 02:30 is not there; in autumn once', () => {
    expect(ticksFrom('30 2 * * *', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T02:30:00+01:00',
      '2026-03-29T03:00:00+02:00',
      '2026-03-30T02:30:00+02:00',
    ]);
    expect(ticksFrom('30 2 * * *', '2026-10-24T00:00:00Z', 3)).toEqual([
      '2026-10-24T02:30:00+02:00',
      '2026-10-25T02:30:00+02:00',
      '2026-10-26T02:30:00+01:00',
    ]);
  });

  test('every half hour: none is lost, none comes twice', () => {
    expect(ticksFrom('*/30 * * * *', '2026-10-24T23:40:00Z', 6)).toEqual([
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T02:00:00+01:00',
      '2026-10-25T02:30:00+01:00',
      '2026-10-25T03:00:00+01:00',
      '2026-10-25T03:30:00+01:00',
    ]);
    expect(ticksFrom('*/30 * * * *', '2026-03-29T00:10:00Z', 3)).toEqual([
      '2026-03-29T01:30:00+01:00',
      '2026-03-29T03:00:00+02:00',
      '2026-03-29T03:30:00+02:00',
    ]);
  });

  test('daily at 06:00: at 06:00, 23 and 25 hours apart', () => {
    const ticks = ticksOf('0 6 * * *', PARIS);
    const hours = (from: string) => {
      const first = ticks.after(Date.parse(from)) ?? 0;
      return ((ticks.after(first) ?? 0) - first) / 3_600_000;
    };
    expect([hours('2026-03-28T00:00:00Z'), hours('2026-10-24T00:00:00Z')]).toEqual([23, 25]);
  });
});

describe('the last tick up to an instant', () => {
  test.each(['30 2 * * *', '*/30 * * * *', '0 6 * * 1-5', '0 0 1 * *', '*/7 * * * * *'])(
    '%s: what `after` says',
    (cron) => {
      const ticks = ticksOf(cron, PARIS);
      const [from, to] = [Date.parse('2026-03-20T00:00:00Z'), Date.parse('2026-11-10T00:00:00Z')];
      fc.assert(
        fc.property(fc.integer({ min: from, max: to }), (instant) => {
          const last = ticks.upTo(instant) ?? 0;
          const next = ticks.after(instant) ?? 0;
          expect(last).toBeLessThanOrEqual(instant);
          expect(next).toBeGreaterThan(instant);
          expect(ticks.after(last)).toBe(next);
          expect(ticks.upTo(next)).toBe(next);
          expect(ticks.after(next - 1)).toBe(next);
          expect(ticks.upTo(next - 1)).toBe(last);
        }),
        { numRuns: 60 },
      );
    },
  );
});

test.each([
  ['0 6 * * *', undefined],
  ['@daily', undefined],
  ['0 0 L * *', undefined],
  ['*/5 * * * * *', undefined],
  ['61 * * * *', 'minute'],
  ['0 25 * * *', 'hour'],
  ['* * * *', 'five, six, or seven'],
  ['every day', 'five, six, or seven'],
  ['2027-01-01T00:00:00', 'a date'],
  ['@reboot', 'not supported'],
])('an expression: %s', (cron, problem) => {
  if (problem === undefined) expect(cronProblem(cron)).toBeUndefined();
  else expect(cronProblem(cron)).toContain(problem);
});

test.each([
  ['Europe/Paris', true],
  ['UTC', true],
  ['America/Montreal', true],
  ['Europe/Pari', false],
  ['+02:00', false],
  ['', false],
])('a time zone: %s', (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});

test('the shortest time between two ticks', () => {
  const gap = (cron: string) => shortestGap(ticksOf(cron, 'UTC'), Date.parse('2026-01-01T00:00:00Z'));
  expect(gap('0 6 * * *')).toBe(86_400_000);
  expect(gap('0,10 * * * *')).toBe(600_000);
  expect(gap('0 0 0 1 1 * 2026-2026')).toBeUndefined();
});

// The lines that a person reads of a service: one for each kind of event, with what there is to know.
import { describe, expect, test } from '@jest/globals';
import type { ScheduleEvent } from '../../connector/schedule/schedule-events.js';
import { localTime, untilWords } from '../../connector/text/local-time.js';
import { eventLines } from '../../connector/text/schedule-event-text.js';
import { scheduleText } from '../../connector/text/schedule-text.js';

const NOW = Date.parse('2026-10-25T01:10:00Z');
const of = { schedule: 'bills', tick: '2026-10-25T00:30:00.000Z' };
const lines = (event: ScheduleEvent) =>
  eventLines(event, NOW, (name) => (name === 'bills' ? 'Europe/Paris' : 'UTC'));

describe('events', () => {
  test.each<[ScheduleEvent, RegExp]>([
    [
      {
        kind: 'waiting',
        next: [
          { ...of, at: '2026-10-25T01:30:00.000Z' },
          { ...of, schedule: 'x', at: '2026-10-26T01:30:00.000Z' },
        ],
      },
      /^2026-10-25T01:10:00Z next run: bills 2026-10-25T02:30:00\+01:00 \(in 20 min\), x 2026-10-26T01:30:00\+00:00 \(in 24 h\)$/,
    ],
    [{ kind: 'waiting', next: [] }, /no run comes any more/],
    [
      { kind: 'started', ...of, cause: 'tick', connections: [] },
      /bills: started, due 2026-10-25T02:30:00\+02:00$/,
    ],
    [{ kind: 'started', ...of, cause: 'overlap', connections: [] }, /put off until the run before had ended/],
    [{ kind: 'caught-up', ...of, cause: 'missed', missed: 3 }, /one run for 3 ticks that nobody ran/],
    [{ kind: 'caught-up', ...of, cause: 'missed', missed: 100 }, /100 ticks or more/],
    [{ kind: 'caught-up', ...of, cause: 'abandoned', missed: 1 }, /a run that did not end/],
    [
      { kind: 'skipped', ...of, cause: 'overlap', count: 1 },
      /left out 1 tick, the last due 2026-10-25T02:30:00\+02:00: the run before went on/,
    ],
    [{ kind: 'skipped', ...of, cause: 'given-up', count: 1 }, /three processes have ended in it/],
    [
      { kind: 'busy', ...of, message: 'in use by 7', again: '2026-10-25T01:10:10.000Z' },
      /waiting, again at 2026-10-25T02:10:10\+01:00: in use by 7/,
    ],
    [{ kind: 'failed', ...of, message: 'the disk is gone' }, /bills: FAILED, due .*: the disk is gone/],
    [{ kind: 'reloaded', taken: true, issues: [], schedules: ['a', 'b'] }, /configuration read again: a, b/],
    [{ kind: 'stopping' }, /Z stopping$/],
    [{ kind: 'stopping', running: 'bills' }, /the slice in flight of bills is finished first/],
  ])('%j', (event, words) => {
    expect(lines(event).join('\n')).toMatch(words);
  });

  test('a configuration that is refused: each mistake on a line of its own', () => {
    const issues = [{ where: 'source.yaml:3:9', key: 'region', message: 'is missing' }];
    expect(lines({ kind: 'reloaded', taken: false, issues, schedules: [] })).toEqual([
      '2026-10-25T01:10:00Z new configuration refused, the old one goes on:',
      '  source.yaml:3:9: region: is missing',
    ]);
  });
});

test('an instant on the wall, and how far away it is', () => {
  expect(localTime(NOW, 'Asia/Kolkata')).toBe('2026-10-25T06:40:00+05:30');
  expect(localTime(Date.parse('2026-01-01T00:00:00Z'), 'UTC')).toBe('2026-01-01T00:00:00+00:00');
  const words = [0, 40, 119, 120, 7199, 7200, 172_800].map((seconds) => untilWords(seconds * 1000));
  expect(words).toEqual(['now', 'in 40 s', 'in 119 s', 'in 2 min', 'in 120 min', 'in 2 h', 'in 2 d']);
});

test('schedule: what was missed, and what becomes of it', () => {
  const pipeline = {
    name: 'bills',
    cron: '30 2 * * *',
    timeZone: 'Europe/Paris',
    jitter: 0,
    catchUp: true,
    overlap: 'skip',
  } as const;
  const last = { tick: '2026-10-22T00:30:00.000Z', state: 'done', outcome: 'complete' } as const;
  const leftover = { cause: 'missed', tick: Date.parse(of.tick), count: 3 } as const;
  const text = scheduleText([{ pipeline, last, leftover }], [], NOW);
  expect(text).toMatch(
    /bills: next 2026-10-26T02:30:00\+01:00; last run due 2026-10-22T02:30:00\+02:00, complete; 3 runs missed since, the last at 2026-10-25T02:30:00\+02:00; `serve` makes up for that by one run when it starts$/,
  );
  const never = scheduleText([{ pipeline: { ...pipeline, catchUp: false }, last, leftover }], [], NOW);
  expect(never).toMatch(/it is not caught up \(catchUp: false\)$/);
});

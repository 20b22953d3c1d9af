// The lines that a person reads of a service: one for each kind of event, with what there is to know.
import { describe, expect, test } from '@jest/globals';
import type { ScheduleEvent } from '../../connector/model/events/schedule-events.js';
import { scheduleOutput } from '../../connector/text/event-text.js';
import { localTime, untilWords } from '../../connector/text/local-time.js';
import { scheduleText } from '../../connector/text/schedule-text.js';

const NOW = Date.parse('2026-10-25T01:10:00Z');
const of = { pipeline: 'bills', tick: '2026-10-25T00:30:00.000Z' };
const lines = (event: ScheduleEvent) =>
  scheduleOutput(event, NOW, (name) => (name === 'bills' ? 'Europe/Paris' : 'UTC'));

describe('events', () => {
  test.each<[ScheduleEvent, RegExp]>([
    [
      {
        event: 'schedule.waiting',
        next: [
          { ...of, at: '2026-10-25T01:30:00.000Z' },
          { ...of, pipeline: 'x', at: '2026-10-26T01:30:00.000Z' },
        ],
      },
      /^2026-10-25T01:10:00Z next run: bills 2026-10-25T02:30:00\+01:00 \(in 20 min\), x 2026-10-26T01:30:00\+00:00 \(in 24 h\)$/,
    ],
    [{ event: 'schedule.waiting', next: [] }, /no run is left/],
    [
      { event: 'schedule.started', ...of, cause: 'tick', connections: [] },
      /bills: started, due 2026-10-25T02:30:00\+02:00$/,
    ],
    [{ event: 'schedule.started', ...of, cause: 'overlap', connections: [] }, /delayed by the previous run/],
    [{ event: 'schedule.caught_up', ...of, cause: 'missed', missed: 3 }, /one run for 3 missed ticks/],
    [{ event: 'schedule.caught_up', ...of, cause: 'missed', missed: 100 }, /100 missed ticks or more/],
    [{ event: 'schedule.caught_up', ...of, cause: 'abandoned', missed: 1 }, /the last run did not end/],
    [
      { event: 'schedule.skipped', ...of, cause: 'overlap', count: 1 },
      /skipped 1 tick, the last due 2026-10-25T02:30:00\+02:00: the previous run was still active/,
    ],
    [{ event: 'schedule.skipped', ...of, cause: 'given-up', count: 1 }, /three processes died in it/],
    [
      {
        event: 'schedule.busy',
        ...of,
        code: 'destination-in-use',
        message: 'in use by 7',
        again: '2026-10-25T01:10:10.000Z',
      },
      /waiting, next attempt at 2026-10-25T02:10:10\+01:00: in use by 7/,
    ],
    [
      { event: 'schedule.failed', ...of, code: 'destination-disk', message: 'the disk is gone' },
      /bills: FAILED, due .*: the disk is gone/,
    ],
    [
      { event: 'schedule.reloaded', taken: true, issues: [], pipelines: ['a', 'b'] },
      /configuration reloaded: a, b/,
    ],
    [{ event: 'schedule.stopping' }, /Z stopping$/],
    [{ event: 'schedule.stopping', running: 'bills' }, /stopping after the slice in flight of bills/],
  ])('%j', (event, words) => {
    expect(lines(event).join('\n')).toMatch(words);
  });

  test('a configuration that is refused: each mistake on a line of its own', () => {
    const issues = [
      { code: 'region-unknown' as const, where: 'source.yaml:3:9', key: 'region', message: 'is missing' },
    ];
    expect(lines({ event: 'schedule.reloaded', taken: false, issues, pipelines: [] })).toEqual([
      '2026-10-25T01:10:00Z the new configuration is refused, the old one stays:',
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
    /bills: next 2026-10-26T02:30:00\+01:00; last run due 2026-10-22T02:30:00\+02:00, complete; 3 runs missed since, the last at 2026-10-25T02:30:00\+02:00; `serve` catches up with one run when it starts$/,
  );
  const never = scheduleText([{ pipeline: { ...pipeline, catchUp: false }, last, leftover }], [], NOW);
  expect(never).toMatch(/it is skipped \(catchUp: false\)$/);
  // Nobody knows what was missed where the destination cannot be read.
  const unread = scheduleText([{ pipeline, problem: 'no server answers there' }], [], NOW);
  expect(unread).toMatch(/what is stored of its runs could not be read: no server answers there$/);
});

// `schedule` in a configuration: what it becomes, and each kind of mistake at its place.
import { describe, expect, test } from '@jest/globals';
import { AUTH, load, wrong } from '../config/fixtures.js';

const ENDPOINTS = 'endpoints:\n  - preset: bills\n  - { name: me, path: /me }\n';
const read = (schedule: string) => load(`${schedule}\nregion: eu\n${AUTH}${ENDPOINTS}`).schedule;

describe('what it becomes', () => {
  test('one for the whole source, with its defaults; none without', () => {
    expect(read('schedule: { cron: "0 6 * * *", timeZone: Europe/Paris }')).toEqual([
      { name: 'all', cron: '0 6 * * *', timeZone: 'Europe/Paris', jitter: 0, catchUp: true, overlap: 'skip' },
    ]);
    expect(read('')).toEqual([]);
  });

  test('several by pipeline: source objects and presets by name', () => {
    const found = read(
      'schedule:\n  - { name: a, cron: "@hourly", only: [me, bills] }\n  - { name: b, cron: "0 6 * * *", presets: [bills], only: [me], jitter: 30, catchUp: false, overlap: after }',
    );
    expect(found.map(({ name, only }) => [name, only])).toEqual([
      ['a', ['me', 'bills']],
      ['b', ['me', 'bill_ids', 'bills', 'bill_lines']],
    ]);
    expect(found[1]).toMatchObject({ jitter: 30, catchUp: false, overlap: 'after', timeZone: 'UTC' });
  });

  test('a year that is over is no mistake: what was right stays right', () => {
    expect(read('schedule: { cron: "0 0 0 1 1 * 2020" }')).toHaveLength(1);
  });

  test('connections by name', () => {
    const text = `schedule: { cron: "0 6 * * *", connections: [two] }\nconnections:\n${['one', 'two']
      .map((name) => `  - { name: ${name}, region: eu, auth: { token: ${name} } }\n`)
      .join('')}${ENDPOINTS}`;
    expect(() => load(text)).toThrow(/several connections \(one, two\)/);
    expect(() => load(text.replace('[two]', '[tow]'))).toThrow(
      'source.yaml:1:46: schedule.connections[0]: unknown connection: found "tow" (did you mean "two"?); allowed: one, two',
    );
  });
});

describe('one mistake is one issue, at its place', () => {
  test.each([
    [
      'schedule: { cron: "61 * * * *" }',
      'source.yaml:1:19: schedule.cron: found "61 * * * *"; allowed: a cron expression',
    ],
    ['schedule: { cron: "0 0 30 2 *" }', 'source.yaml:1:19: schedule.cron: found "0 0 30 2 *": never comes'],
    ['schedule: { timeZone: UTC }', 'schedule.cron: is missing; allowed: a cron expression'],
    [
      'schedule: { cron: "0 6 * * *", timeZone: Europe/Pariss }',
      'schedule.timeZone: found "Europe/Pariss"; allowed: a time zone such as Europe/Paris or UTC (did you mean "Europe/Paris"?)',
    ],
    ['schedule: { cron: "0 6 * * *", timeZone: "+02:00" }', 'found "+02:00"; allowed: a time zone'],
    [
      'schedule: { cron: "0 * * * *", jitter: 3600 }',
      'schedule.jitter: found 3600; allowed: less than the 3600 seconds between two runs',
    ],
    ['schedule: { cron: "0 6 * * *", jitter: -1 }', 'schedule.jitter: found -1; allowed: a number from 0'],
    [
      'schedule: { cron: "0 6 * * *", overlap: wait }',
      'schedule.overlap: found "wait"; allowed: one of skip, after',
    ],
    [
      'schedule: { cron: "0 6 * * *", catchup: true }',
      'schedule.catchup: unknown key (did you mean "catchUp"?)',
    ],
    ['schedule: "0 6 * * *"', 'schedule: found "0 6 * * *"; allowed: a group of keys'],
    ['schedule: []', 'schedule: found an empty list; allowed: a list of pipelines'],
    ['schedule: [{ cron: "0 6 * * *" }]', 'schedule[0].name: is missing; allowed: a technical name'],
    [
      'schedule: [{ name: a, cron: "0 6 * * *" }, { name: a, cron: "0 7 * * *" }]',
      'schedule[1].name: "a" is taken',
    ],
    [
      'schedule: { cron: "0 6 * * *", only: [bill_id] }',
      'schedule.only[0]: unknown source object: found "bill_id" (did you mean "bill_ids"?); allowed: bill_ids',
    ],
    [
      'schedule: { cron: "0 6 * * *", presets: [bils] }',
      'schedule.presets[0]: not a preset of "endpoints": found "bils"',
    ],
    [
      'schedule: { cron: "0 6 * * *", connections: [a] }',
      'schedule.connections: narrows to connections, but',
    ],
  ])('%s', (text, expected) => {
    const found = wrong(text);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test('a preset under "only"', () => {
    const text = 'schedule: { cron: "0 6 * * *", only: [locations] }\nendpoints:\n  - preset: locations\n';
    expect(wrong(text)).toEqual([expect.stringContaining('it is a preset: write it under "presets"')]);
  });

  test('wrong endpoints are told once, not by the schedule too', () => {
    const text = 'schedule: { cron: "0 6 * * *", presets: [bils] }\nendpoints:\n  - preset: bils\n';
    expect(wrong(text)).toEqual([expect.stringContaining('endpoints[0].preset: unknown preset')]);
  });
});

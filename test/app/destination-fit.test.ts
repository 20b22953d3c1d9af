// What a destination cannot do is refused before the first call, by definition, option and destination.
import { describe, expect, test } from '@jest/globals';
import { refuseExcluded, requireState } from '../../connector/app/destination-fit.js';
import { openWithoutKeys } from '../../connector/app/open.js';
import { openScheduled } from '../../connector/app/schedule/scheduled-source.js';
import { rowSink } from '../../connector/destinations/kit/row-sink.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { ConfigError } from '../../connector/model/errors.js';

const AUTH = { applicationKey: 'k', applicationSecret: 's', consumerKey: 'c' };
const SINK = rowSink('queue', () => undefined, { location: 'queue at 127.0.0.1' });

function sourceWith(endpoints: object[]) {
  return openWithoutKeys({ region: 'eu', auth: AUTH, endpoints }, { env: {}, home: '/nowhere' });
}

const IDS = { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } };
const withOptions = (options: object) =>
  sourceWith([
    IDS,
    {
      name: 'bills',
      path: '/me/bill/{billId}',
      parameters: { billId: { from: 'bill_ids' } },
      ...options,
    },
  ]);

function issuesOf(work: () => void): [key: string | undefined, message: string][] {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ key, message }) => [key, message]);
    throw error;
  }
  return [];
}

describe('options that a row sink excludes', () => {
  test.each([
    [
      { sync: { mode: 'known' } },
      'bills.sync.mode',
      /"known" needs to know.*queue at 127\.0\.0\.1 keeps nothing/,
    ],
    [{ sync: { mode: 'open', until: { status: ['PAID'] } } }, 'bills.sync.mode', /"open" needs to know/],
    [{ write: { disposition: 'replace' } }, 'bills.write.disposition', /"replace".*queue at 127\.0\.0\.1/],
    [{ sync: { deletions: true } }, 'bills.sync.deletions', /marked.*queue at 127\.0\.0\.1/],
  ])('%j', (options, key, message) => {
    const source = withOptions(options);
    expect(issuesOf(() => refuseExcluded(source, SINK))).toEqual([[key, expect.stringMatching(message)]]);
    expect(issuesOf(() => refuseExcluded(source, new MemoryDestination()))).toEqual([]);
  });

  test('a window', () => {
    const source = sourceWith([{ ...IDS, sync: { mode: 'window', window: { from: 'date.from' } } }]);
    expect(issuesOf(() => refuseExcluded(source, SINK))).toEqual([
      ['bill_ids.sync.mode', expect.stringMatching(/"window" needs to know/)],
    ]);
  });

  test('a mode that the use of a preset writes', () => {
    const source = sourceWith([{ preset: 'bills', definitions: { bills: { sync: { mode: 'known' } } } }]);
    expect(issuesOf(() => refuseExcluded(source, SINK))).toEqual([
      ['bills.sync.mode', expect.stringMatching(/"known" needs to know/)],
    ]);
  });

  test('all of them at once', () => {
    const options = { sync: { mode: 'known', deletions: true }, write: { disposition: 'merge' } };
    expect(issuesOf(() => refuseExcluded(withOptions(options), SINK)).map(([key]) => key)).toEqual([
      'bills.sync.mode',
      'bills.sync.deletions',
    ]);
  });
});

test('what a sink can do is not refused: full, snapshots, appends, presets, and what is read wholly on request', () => {
  expect(issuesOf(() => refuseExcluded(withOptions({}), SINK))).toEqual([]);
  expect(issuesOf(() => refuseExcluded(withOptions({ sync: { mode: 'snapshot' } }), SINK))).toEqual([]);
  expect(issuesOf(() => refuseExcluded(withOptions({ write: { disposition: 'append' } }), SINK))).toEqual([]);
  expect(issuesOf(() => refuseExcluded(sourceWith([{ preset: 'bills' }]), SINK))).toEqual([]);
  const bills = sourceWith([{ preset: 'bills', definitions: { bills: { table: { drift: 'freeze' } } } }]);
  expect(issuesOf(() => refuseExcluded(bills, SINK))).toEqual([]);
  const known = withOptions({ sync: { mode: 'known' } });
  expect(issuesOf(() => refuseExcluded(known, SINK, { refresh: true }))).toEqual([]);
  expect(issuesOf(() => refuseExcluded(known, SINK, { refresh: ['bills'] }))).toEqual([]);
  expect(issuesOf(() => refuseExcluded(known, SINK, { refresh: ['bill_ids'] }))).toHaveLength(1);
});

test('a retry, and commands that look at runs, need state', () => {
  const refused = [
    ['retry', expect.stringMatching(/queue at 127\.0\.0\.1 keeps nothing: there are no runs/)],
  ];
  expect(issuesOf(() => refuseExcluded(withOptions({}), SINK, { retry: {} }))).toEqual(refused);
  expect(issuesOf(() => requireState(new MemoryDestination(), 'retry'))).toEqual([]);
});

test('a schedule is refused where standard output is the destination, by its place', () => {
  const config = {
    region: 'eu',
    auth: AUTH,
    endpoints: [IDS],
    destination: { type: 'jsonl', path: '-' },
    schedule: { cron: '0 6 * * *' },
  };
  expect(issuesOf(() => void openScheduled(config, { env: {}, home: '/nowhere' }))).toEqual([
    ['schedule', expect.stringMatching(/standard output keeps nothing/)],
  ]);
});

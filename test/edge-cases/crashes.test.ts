// Edge cases of ends: between a bill and its lines, on a full disk, by a second run. Killed processes: test/cli/crash.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import { DestinationError } from '../../connector/model/errors.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { changedDestination } from '../integration/changed-destination.js';
import { type Invented, inventedApi, type Script } from './account.js';

let api: Invented;
let ended: AbortController;
/** What to do when the lines of this bill are asked for. */
let onLines: Record<string, Script>;

const ENDPOINTS = [
  { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
  { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'bill_ids' } } },
  {
    name: 'lines',
    path: '/me/bill/{billId}/details',
    parameters: { billId: { from: 'bill_ids' } },
    read: { item: 'line' },
  },
];
const BILLS = ['FR1', 'FR2', 'FR3', 'FR4', 'FR5', 'FR6'];
const small = { sliceRoots: 2 };

beforeEach(async () => {
  ended = new AbortController();
  onLines = {};
  const routes: Record<string, Script> = { '/me/bill': JSON.stringify(BILLS) };
  for (const bill of BILLS) {
    routes[`/me/bill/${bill}`] = '{"orderId":1}';
    routes[`/me/bill/${bill}/details`] = (url) => {
      const script = onLines[bill] ?? '["1","2"]';
      return typeof script === 'function' ? script(url) : script;
    };
  }
  api = await inventedApi(routes);
});
afterEach(() => api.close());

const withoutLines = () =>
  api.rows('select bill_id from bills where bill_id not in (select bill_id from lines)');
const everything = () =>
  api.rows('select bill_id, count(*) as lines from bills join lines using (bill_id) group by 1');
const WHOLE = BILLS.map((bill_id) => ({ bill_id, lines: 2n }));

test('41: killed between a bill and its lines; a full disk; a second run at the same time', async () => {
  // The lines of a bill never come.
  onLines.FR4 = () => {
    ended.abort();
    return new Promise<never>(() => undefined);
  };
  const first = await api.load(ENDPOINTS, {}, { ...small, signal: ended.signal });
  expect(first.outcome).toBe('incomplete');
  expect(withoutLines()).toEqual([]);
  expect(api.rows('select count(*) as n from bills')[0]?.n).toBeLessThan(4n);

  // The disk is full in the middle: what was committed stays.
  let commits = 0;
  const destination = changedDestination(sqliteDestination(api.database), (session) => ({
    commit: async (slice) => {
      if (++commits === 2) throw new DestinationError('destination-full', 'ovh.db: the disk is full');
      return session.commit(slice);
    },
  }));
  onLines = {};
  const full = await api.load(ENDPOINTS, {}, { ...small, destination });
  expect(full.outcome).toBe('failed');
  expect(noticeLines(full.reasons).join()).toContain('the disk is full');
  expect(withoutLines()).toEqual([]);

  // The next goes on; while it runs, another is refused.
  const committed = api.rows('select bill_id from bills').map(({ bill_id }) => bill_id);
  let other: unknown;
  onLines.FR6 = async () => {
    other = await api.load(ENDPOINTS, {}, small).catch((error: unknown) => error);
    return '["1","2"]';
  };
  api.calls.length = 0;
  const second = await api.load(ENDPOINTS, {}, small);
  expect(second.outcome).toBe('complete');
  expect(other).toBeInstanceOf(DestinationError);
  for (const bill of committed) expect(api.calls).not.toContain(`/me/bill/${bill}`);
  expect(everything()).toEqual(WHOLE);
});

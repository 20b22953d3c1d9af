// Edge cases of length: lists that change while they are read, and lists that do not fit into memory.
import { afterEach, expect, test } from '@jest/globals';
import { extent } from '../extent.js';
import { type Invented, inventedApi, standardAccount } from './account.js';

let api: Invented | undefined;

afterEach(async () => {
  await api?.close();
  api = undefined;
});

/** A page of a list that pages by `page` and `pageSize`. */
const page = (ids: readonly number[], url: URL) => {
  const size = Number(url.searchParams.get('pageSize'));
  const at = Math.max(1, Number(url.searchParams.get('page') ?? 1)) - 1;
  return JSON.stringify(ids.slice(at * size, (at + 1) * size).map((id) => ({ id })));
};

test('4: a list of ids changes between two pages (one comes, one goes)', async () => {
  let ids = [10, 20, 30, 40, 50, 60];
  api = await inventedApi({
    '/ticket': (url) => {
      const answer = page(ids, url);
      // One comes before what was read: the next page repeats an item, and the list is read again.
      if (ids.length === 6) ids = [5, ...ids];
      return answer;
    },
  });
  const paging = { by: 'page' as const, parameter: 'page', size: 'pageSize', pageSize: 2, first: 1 };
  const report = await api.load([
    { name: 'ticket', path: '/ticket', table: { primaryKey: ['id'] }, read: { pagination: paging } },
  ]);
  expect(report.outcome).toBe('complete');
  expect(api.rows('select id from ticket order by id').map(({ id }) => Number(id))).toEqual([
    5, 10, 20, 30, 40, 50, 60,
  ]);
  // Expanded pages whose total does not agree any more are given up for the plain list: nothing is missing.
  for (const expanded of ['inserted', 'deleted'] as const) {
    const account = await standardAccount(['bills'], { bills: 30, edges: false, expanded });
    expect(account.report.outcome).toBe('complete');
    const [row] = account.rows('select count(*) as bills from bills');
    expect(row?.bills).toBe(BigInt(account.ledger('bill_ids').listed));
    await account.close();
  }
});

/** 1,000,000 with `LIST_LENGTH=1000000`. */
const LENGTH = extent(20_000, 300_000, 'LIST_LENGTH');

test('40: a list of 1,000,000 ids (api logs)', async () => {
  const list = `[${Array.from({ length: LENGTH }, (_, at) => 9_007_199_254_740_993n + BigInt(at)).join(',')}]`;
  api = await inventedApi({ '/log': list });
  const logs = [{ name: 'log_ids', path: '/log', read: { item: 'logId' } }];
  const ended = new AbortController();
  // Ended in the middle: what was committed stays, and is not committed again.
  const first = await api.load(
    logs,
    {},
    {
      signal: ended.signal,
      sliceRecords: 500,
      onProgress: (progress) => {
        const timer = setInterval(() => {
          if (progress().slices < 5) return;
          clearInterval(timer);
          ended.abort();
        }, 1);
      },
    },
  );
  expect(first.outcome).toBe('incomplete');
  const [some] = api.rows('select count(*) as n from log_ids');
  expect(some?.n).toBeGreaterThan(0n);
  expect(some?.n).toBeLessThan(BigInt(LENGTH));
  const second = await api.load(logs);
  expect(second.outcome).toBe('complete');
  expect(second.sources[0]?.ledger).toMatchObject({ listed: LENGTH, known: Number(some?.n) });
  expect(
    api.rows('select count(*) as n, min(log_id) as least, max(log_id) - min(log_id) as span from log_ids'),
  ).toEqual([{ n: BigInt(LENGTH), least: 9_007_199_254_740_993n, span: BigInt(LENGTH - 1) }]);
});

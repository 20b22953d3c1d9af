import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countRoots } from '../../connector/app/count.js';
import type { ApiOutcome, ApiRequest } from '../../connector/model/api.js';
import type { Pagination } from '../../connector/model/definition.js';
import type { Destination } from '../../connector/model/destination.js';
import type { JsonValue } from '../../connector/model/json.js';
import { replyOf } from '../../connector/read/page.js';
import { type PagedRequest, readPages } from '../../connector/read/pages.js';
import { extent } from '../extent.js';
import { type Answer, planOf, readAll, ScriptedClient } from './scripted-client.js';

const BY_PAGE: Pagination = { by: 'page', parameter: 'page', size: 'size', pageSize: 10 };
const ids = (count: number): JsonValue[] => Array.from({ length: count }, (_, n) => `i${n}`);
const objects = (count: number): JsonValue[] => Array.from({ length: count }, (_, n) => ({ id: `i${n}` }));

const numberIn = (request: ApiRequest, name: string) => {
  const value = request.query?.[name];
  return value === undefined ? undefined : Number(value);
};

/** Reads one list; what came of it, in the order in which it came. */
async function read(paging: Pagination | undefined, answer: (request: ApiRequest) => Answer) {
  const client = new ScriptedClient((_, request) => {
    if (client.calls.length > 2000) throw new Error('it goes on for ever');
    return answer(request);
  });
  const plan = planOf([{ name: 'l', path: '/l', ...(paging ? { read: { pagination: paging } } : {}) }]);
  const told = await readAll(plan, client);
  return {
    items: told.records.map((record) => record.payload),
    problems: told.missing.map(({ reason, message }) => `${reason}: ${message}`),
    calls: client.calls.length,
    tally: told.tallies.get('l'),
  };
}

/** An API that counts pages from `base`, and gives at most `cap` items. */
function pagesOf(all: JsonValue[], { base = 1, cap = 1000, clamps = false, cutsOnly = false } = {}) {
  return (request: ApiRequest): Answer => {
    const asked = numberIn(request, 'size') ?? 5;
    const size = Math.min(asked, cap);
    const step = cutsOnly ? asked : size;
    const last = Math.max(0, Math.ceil(all.length / size) - 1);
    const page = (numberIn(request, 'page') ?? base) - base;
    const start = (clamps ? Math.min(page, last) : page) * step;
    return all.slice(start, start + size);
  };
}

describe('pages by number', () => {
  test.each([0, 1])('an API that counts from %d', async (base) => {
    for (const count of [0, 1, 2, 9, 10, 11, 20, 25]) {
      for (const all of [ids(count), objects(count)]) {
        const found = await read(BY_PAGE, pagesOf(all, { base }));
        expect(found.items).toEqual(all);
        expect(found.problems).toEqual([]);
        expect(found.tally).toMatchObject({ listed: count, duplicates: 0 });
      }
    }
  });

  test('a first page that is given is asked for; pages are read twice, and none twice in one reading', async () => {
    const pages: (number | undefined)[] = [];
    const found = await read({ ...BY_PAGE, first: 1 }, (request) => {
      pages.push(numberIn(request, 'page'));
      return pagesOf(ids(25))(request);
    });
    expect(found.items).toEqual(ids(25));
    expect(pages).toEqual([1, 2, 3, 4, 1, 2, 3]);
  });

  test('a size that the API caps, in either way of counting, hides nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(1),
        fc.boolean(),
        fc.boolean(),
        async (count, cap, pageSize, base, clamps, cutsOnly) => {
          const paging = { ...BY_PAGE, pageSize };
          const api = pagesOf(ids(count), { base, cap, clamps, cutsOnly });
          const found = await read(paging, api);
          if (found.problems.length === 0) expect(found.items).toEqual(ids(count));
          else expect(clamps).toBe(true);
        },
      ),
      { numRuns: extent(60, 600) },
    );
  });

  test('an API that ignores the parameters gives its whole list each time: complete', async () => {
    for (const count of [0, 1, 2, 7, 10, 11, 400]) {
      const found = await read(BY_PAGE, () => ids(count));
      expect(found.items).toEqual(ids(count));
      expect(found.problems).toEqual([]);
      expect(found.calls).toBeLessThan(6);
    }
  });

  test.each([10, 4])('the same page of %d again and again is failed', async (cap) => {
    const found = await read(BY_PAGE, (request) =>
      ids(30).slice(0, Math.min(numberIn(request, 'size') ?? 5, cap)),
    );
    expect(found.items).toEqual(ids(cap));
    expect(found.problems).toEqual([
      expect.stringMatching(/^failed: the list has no end: the same \d+ items/),
    ]);
    expect(found.calls).toBeLessThan(6);
  });

  test('it stays at a full page after some pages: failed, with what came before', async () => {
    const found = await read({ ...BY_PAGE, first: 1 }, (request) => {
      const page = Math.min(numberIn(request, 'page') ?? 1, 3) - 1;
      const size = numberIn(request, 'size') ?? 5;
      return ids(50).slice(page * size, (page + 1) * size);
    });
    expect(found.items).toEqual(ids(30));
    expect(found.problems).toEqual([expect.stringMatching(/no end/)]);
  });

  test('a list that changes between two pages: what comes again is taken once', async () => {
    const pages = [['a', 'b', 'c'], ['c', 'd', 'e'], ['f'], []];
    const found = await read({ ...BY_PAGE, pageSize: 3, first: 0 }, (request) => {
      return pages[numberIn(request, 'page') ?? 0] ?? [];
    });
    expect(found.items).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  test('two objects alike in one page are two', async () => {
    const all = [{ a: 1 }, { a: 1 }, { a: 2 }];
    const found = await read(BY_PAGE, pagesOf(all));
    expect(found.items).toEqual(all);
  });

  test('a page that is not there is the end; any other refusal is told', async () => {
    const until = (answer: Answer) => (request: ApiRequest) =>
      (numberIn(request, 'page') ?? 1) > 2 ? answer : pagesOf(ids(20))(request);
    const ended = await read({ ...BY_PAGE, first: 1 }, until({ skip: 'gone', status: 404 }));
    expect([ended.items, ended.problems]).toEqual([ids(20), []]);
    const broken = await read({ ...BY_PAGE, first: 1 }, until({ skip: 'failed', status: 500 }));
    expect([broken.items, broken.problems]).toEqual([ids(20), ['failed: scripted']]);
    const absent = await read(BY_PAGE, () => ({ skip: 'gone', status: 404 }));
    expect([absent.items, absent.problems]).toEqual([[], ['gone: scripted']]);
  });

  test('an object where a list was expected is read as it is', async () => {
    const found = await read(BY_PAGE, () => ({ a: 1 }));
    expect([found.items, found.calls]).toEqual([[{ a: 1 }], 1]);
  });
});

describe('numbered pages of a list that changes', () => {
  /** A list whose items change at certain calls, counted from 1; it is read in pages of 3. */
  const changing =
    (
      start: JsonValue[],
      changes: Record<number, (items: JsonValue[]) => JsonValue[]>,
      by: 'page' | 'offset',
    ) =>
    () => {
      let items = start;
      let call = 0;
      return (request: ApiRequest): Answer => {
        items = changes[++call]?.(items) ?? items;
        const from =
          by === 'page' ? (numberIn(request, 'page') ?? 0) * 3 : (numberIn(request, 'offset') ?? 0);
        return items.slice(from, from + 3);
      };
    };
  const PAGES: Pagination = { by: 'page', parameter: 'page', size: 'size', pageSize: 3, first: 0 };
  const OFFSETS: Pagination = { by: 'offset', parameter: 'offset', size: 'size', pageSize: 3 };
  const kinds: [string, (count: number) => JsonValue[]][] = [
    ['ids', ids],
    ['objects', objects],
    ['objects with another id', (count) => ids(count).map((jobId) => ({ status: 'same', jobId }))],
  ];
  const drop = (items: JsonValue[]) => items.slice(1);
  const add = (item: JsonValue) => (items: JsonValue[]) => [item, ...items];
  const sorted = (items: JsonValue[]) => items.map((item) => JSON.stringify(item)).sort();

  describe.each(kinds)('%s', (_, make) => {
    const all = make(10);
    const extra = make(11)[10] as JsonValue;
    test.each<[string, Parameters<typeof changing>[1], JsonValue[]]>([
      ['an item of the first page is deleted', { 2: drop }, all],
      ['two are deleted, at two pages', { 2: drop, 3: drop }, all],
      ['one is deleted at the last page', { 4: drop }, all],
      ['one is inserted at the front', { 2: add(extra) }, [...all, extra]],
      [
        'one is inserted, another deleted',
        { 2: add(extra), 3: (items) => items.toSpliced(1, 1) },
        [...all, extra],
      ],
      ['the last moves to the front', { 2: (items) => [...items.slice(-1), ...items.slice(0, -1)] }, all],
      ['the first moves to the end', { 2: (items) => [...items.slice(1), ...items.slice(0, 1)] }, all],
      ['it changes in the second reading as well', { 2: drop, 7: drop }, all],
      ['the list is emptied', { 2: () => [] }, all.slice(0, 3)],
      [
        'one is inserted and deleted again, and another inserted',
        { 2: (items) => items.toSpliced(2, 0, extra), 4: (items) => items.toSpliced(2, 1), 5: add(extra) },
        [...all, extra],
      ],
    ])('%s: nothing that was there all the time is missing', async (__, changes, expected) => {
      for (const [paging, by] of [
        [PAGES, 'page'],
        [OFFSETS, 'offset'],
      ] as const) {
        const found = await read(paging, changing(all, changes, by)());
        expect(found.problems).toEqual([]);
        expect(sorted(found.items)).toEqual(sorted(expected));
        expect(found.tally).toMatchObject({ listed: expected.length, duplicates: 0 });
      }
    });

    test('an item is lost at every reading: failed, with what came', async () => {
      const every = Object.fromEntries(Array.from({ length: 60 }, (__, call) => [call + 1, drop]));
      const found = await read(PAGES, changing(make(60), every, 'page')());
      expect(found.problems).toEqual([expect.stringMatching(/^failed: .* changed at each of 4 readings/)]);
      expect(found.items.length).toBeGreaterThan(20);
    });
  });

  test('an object that changes is the same one, by its id, by its key', async () => {
    for (const [key, paging] of [
      ['id', PAGES],
      ['name', PAGES],
    ] as const) {
      let calls = 0;
      const api = (request: ApiRequest): Answer => {
        calls++;
        const from = (numberIn(request, 'page') ?? 0) * 3;
        return Array.from({ length: 8 }, (_, n) => ({ [key]: `n${n}`, calls })).slice(from, from + 3);
      };
      const client = new ScriptedClient((_, request) => api(request));
      const definition = {
        name: 'l',
        path: '/l',
        table: { primaryKey: [key] },
        read: { pagination: paging },
      };
      const told = await readAll(planOf([definition]), client);
      expect(told.records).toHaveLength(8);
      expect(told.missing).toEqual([]);
    }
  });

  test('objects without an id that change cannot be compared: failed, each once', async () => {
    let calls = 0;
    const found = await read(PAGES, (request) => {
      calls++;
      const from = (numberIn(request, 'page') ?? 0) * 3;
      return Array.from({ length: 8 }, (_, n) => ({ text: 'same', place: { n, calls } })).slice(
        from,
        from + 3,
      );
    });
    expect(found.items).toHaveLength(8);
    expect(found.problems).toEqual([expect.stringMatching(/^failed: .*no id to compare them by/)]);
  });

  test('objects without an id that stay the same are proved by their content', async () => {
    const all = Array.from({ length: 8 }, (_, n) => ({ text: 'same', place: { n } }));
    const found = await read(PAGES, changing(all, {}, 'page')());
    expect([found.items, found.problems]).toEqual([all, []]);
  });

  test.each<[string, number, number]>([
    ['a page that is not full', 2, 2],
    ['a full page', 3, 2 + 1],
    ['three pages', 7, 4 + 3],
    ['nothing', 0, 1],
  ])('%s: %d items are %d calls', async (_, count, calls) => {
    const found = await read(PAGES, changing(ids(count), {}, 'page')());
    expect([found.items, found.calls]).toEqual([ids(count), calls]);
  });

  test('a second reading that fails is told', async () => {
    let calls = 0;
    const api = changing(ids(7), {}, 'page')();
    const found = await read(PAGES, (request) =>
      ++calls > 5 ? { skip: 'failed', status: 500 } : api(request),
    );
    expect([found.items, found.problems]).toEqual([ids(7), ['failed: scripted']]);
  });

  test('any deletions and insertions: everything that was there all the time comes, or the list is failed', async () => {
    const change = fc.record({
      at: fc.integer({ min: 2, max: 14 }),
      place: fc.nat(11),
      isInsertion: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), fc.boolean(), async (list, isOffset) => {
        const start = objects(12);
        let isThere = new Set(start.map((item) => JSON.stringify(item)));
        let number = 100;
        const changes = Object.fromEntries(
          list.map(({ at, place, isInsertion }) => [
            at,
            (items: JsonValue[]) => {
              const next = isInsertion
                ? items.toSpliced(place, 0, { id: `n${number++}` })
                : items.toSpliced(place, 1);
              const left = new Set(next.map((item) => JSON.stringify(item)));
              isThere = new Set([...isThere].filter((item) => left.has(item)));
              return next;
            },
          ]),
        );
        const by = isOffset ? 'offset' : 'page';
        const found = await read(isOffset ? OFFSETS : PAGES, changing(start, changes, by)());
        const come = new Set(found.items.map((item) => JSON.stringify(item)));
        if (found.problems.length === 0) expect([...isThere].filter((item) => !come.has(item))).toEqual([]);
        expect(come.size).toBe(found.items.length);
      }),
      { numRuns: extent(150, 3000) },
    );
  });
});

describe('pages by offset and by marker', () => {
  test('offsets count what came, whatever the cap', async () => {
    const paging: Pagination = { by: 'offset', parameter: 'offset', size: 'limit', pageSize: 10 };
    for (const count of [0, 1, 10, 23]) {
      const found = await read(paging, (request) => {
        const start = numberIn(request, 'offset') ?? 0;
        return objects(count).slice(start, start + Math.min(numberIn(request, 'limit') ?? 5, 4));
      });
      expect([found.items, found.problems]).toEqual([objects(count), []]);
    }
  });

  /** An API whose pages begin after the marker, or with it. */
  const markersOf =
    (all: JsonValue[], inclusive: boolean) =>
    (request: ApiRequest): Answer => {
      const marker = request.query?.marker;
      const at = all.findIndex(
        (item) => (typeof item === 'string' ? item : (item as { id: string }).id) === marker,
      );
      const start = marker === undefined ? 0 : at + (inclusive ? 0 : 1);
      return all.slice(start, start + (numberIn(request, 'limit') ?? 5));
    };

  test.each([true, false])('the last item is the next marker (inclusive: %s)', async (inclusive) => {
    const paging: Pagination = { by: 'marker', parameter: 'marker', size: 'limit', pageSize: 5 };
    for (const count of [0, 1, 2, 3, 5, 6, 23]) {
      for (const all of [ids(count), objects(count)]) {
        const found = await read(paging, markersOf(all, inclusive));
        expect([found.items, found.problems]).toEqual([all, []]);
      }
    }
  });

  test('a marker that does nothing is failed', async () => {
    const paging: Pagination = { by: 'marker', parameter: 'marker', size: 'limit', pageSize: 5 };
    const found = await read(paging, (request) => objects(30).slice(0, numberIn(request, 'limit')));
    expect(found.problems).toEqual([expect.stringMatching(/the same 5 items came again/)]);
  });

  test('an item without the field cannot be gone on from', async () => {
    const paging: Pagination = {
      by: 'marker',
      parameter: 'marker',
      size: 'limit',
      field: 'key',
      pageSize: 5,
    };
    const found = await read(paging, () => objects(5));
    expect(found.items).toEqual(objects(5));
    expect(found.problems).toEqual([expect.stringMatching(/the last item has no "key"/)]);
  });
});

test('numbers for an estimate count every page, or nothing', async () => {
  const count = async (cursors: (string | undefined)[]) => {
    const client: ScriptedClient = new ScriptedClient(() => {
      const next = cursors[client.calls.length - 1];
      return { page: [{ n: client.calls.length }], ...(next === undefined ? {} : { next }) };
    });
    const check = async () => 'will be made';
    const nowhere = { location: '/nowhere/at/all.db', check } as unknown as Destination;
    return (await countRoots(planOf([{ name: 'l', path: '/v2/l' }]), client, nowhere, { seed: 0 })).get('l');
  };
  expect(await count(['a', 'b', undefined])).toBe(3);
  expect(await count(['a', 'b', 'a'])).toBeUndefined();
});

describe('a page size that is refused', () => {
  const refused: Answer = { skip: 'failed', status: 400 };

  test.each([
    [1000, 500],
    [50, 50],
    [40, 25],
    [7, undefined],
  ])('at most %d by a cursor: %s in place of 500, for each list of the route', async (most, used) => {
    const sizes: (number | undefined)[] = [];
    const client = new ScriptedClient((path, { headers = {} }) => {
      if (path === '/v2/p') return ['x', 'y', 'z'];
      const size = headers['X-Pagination-Size'];
      if (Number(size ?? 0) > most) return refused;
      const cursor = Number(headers['X-Pagination-Cursor'] ?? 0);
      sizes.push(size === undefined ? undefined : Number(size));
      return { page: ids(60).slice(cursor, cursor + 30), ...(cursor === 0 ? { next: '30' } : {}) };
    });
    const plan = planOf([
      { name: 'p', path: '/v2/p', read: { item: 'p' } },
      { name: 'l', path: '/v2/p/{p}/l', parameters: { p: { from: 'p' } }, read: { pageSize: 500 } },
    ]);
    const told = await readAll(plan, client, { concurrency: 1 });
    expect(told.tallies.get('l')).toMatchObject({ listed: 180, read: 180, missing: { failed: 0 } });
    expect(new Set(sizes)).toEqual(new Set([used]));
    // Three lists of two pages: the size is looked for once.
    const tried = client.calls.filter((path) => path.endsWith('/l')).length - 6;
    expect(tried).toBe(most >= 500 ? 0 : [200, 100, 50, 25, 10, 0].filter((each) => each > most).length + 1);
  });

  test('by the query string: smaller pages', async () => {
    const api = pagesOf(ids(70));
    const found = await read({ ...BY_PAGE, pageSize: 80 }, (request) =>
      (numberIn(request, 'size') ?? 0) > 30 ? refused : api(request),
    );
    expect([found.items, found.problems]).toEqual([ids(70), []]);
  });

  test('a refusal that is not about the size is told once, and the route is not asked again', async () => {
    const client = new ScriptedClient((path) => (path === '/v2/p' ? ids(20) : refused));
    const plan = planOf([
      { name: 'p', path: '/v2/p', read: { item: 'p' } },
      { name: 'l', path: '/v2/p/{p}/l', parameters: { p: { from: 'p' } }, read: { pageSize: 500 } },
    ]);
    const told = await readAll(plan, client, { concurrency: 1 });
    expect(told.tallies.get('l')).toMatchObject({ listed: 20, missing: { failed: 20 } });
    expect(client.calls.length).toBe(1 + 20 + 6);
  });

  test.each([403, 404, 500])('%d is no matter of the size', async (status) => {
    const client = new ScriptedClient(() => ({ skip: 'failed', status }));
    await readAll(planOf([{ name: 'l', path: '/v2/l', read: { pageSize: 500 } }]), client);
    expect(client.calls.length).toBe(1);
  });
});

const V2: PagedRequest = { method: 'GET', path: '/l', route: '/l' };

describe('cursors without an end', () => {
  const readV2 = async (answer: (call: number) => Answer) => {
    const client: ScriptedClient = new ScriptedClient(() => {
      if (client.calls.length > 2000) throw new Error('it goes on for ever');
      return answer(client.calls.length - 1);
    });
    const told = await readAll(planOf([{ name: 'l', path: '/v2/l' }]), client);
    return { client, told, items: told.records.map((record) => record.payload) };
  };

  test('ever new cursors with the same items: failed, each item once', async () => {
    const { client, told, items } = await readV2((call) => ({
      page: objects(30).slice((call % 3) * 10, (call % 3) * 10 + 10),
      next: `c${call}`,
    }));
    expect(items).toEqual(objects(30));
    expect(client.calls).toHaveLength(103);
    expect(told.missing).toEqual([
      expect.objectContaining({
        reason: 'failed',
        message: expect.stringMatching(/100 pages in a row/),
      }),
    ]);
  });

  test('ever new cursors with empty pages: failed', async () => {
    const { told } = await readV2((call) => ({ page: call === 0 ? [1] : [], next: `c${call}` }));
    expect(told.missing.map(({ reason }) => reason)).toEqual(['failed']);
  });

  test('pages that are empty or alike, and then go on or end, are all taken', async () => {
    const same = { text: 'same' };
    const pages: JsonValue[][] = [[same], [same], [], [], [{ n: 1 }], [same], [same]];
    const { told, items } = await readV2((call) => ({
      page: pages[call] ?? [],
      ...(call < pages.length - 1 ? { next: `c${call}` } : {}),
    }));
    expect(items).toEqual(pages.flat());
    expect(told.missing).toEqual([]);
  });

  test.each([
    ['the page before', [0, 0, 1, 2]],
    ['an earlier page', [0, 1, 2, 0, 2]],
    ['the last page', [0, 1, 2, 2]],
    ['each page', [0, 0, 1, 1, 2, 2]],
  ])('%s comes again: its items are duplicates, and listed once', async (_, order) => {
    for (const all of [ids(9), objects(9)]) {
      const { told, items } = await readV2((call) => {
        const at = order[call] ?? 0;
        return {
          page: all.slice(at * 3, at * 3 + 3),
          ...(call < order.length - 1 ? { next: `c${call}` } : {}),
        };
      });
      expect(items).toEqual(all);
      expect(told.tallies.get('l')).toMatchObject({ listed: 9, read: 9, duplicates: (order.length - 3) * 3 });
      expect(told.missing).toEqual([]);
    }
  });

  test('pages that are like others in part are no repeats', async () => {
    const [a, b, c] = [{ n: 1 }, { n: 2 }, { n: 3 }];
    const pages: JsonValue[][] = [[a, b], [b, a], [a], [a, a], [a, a], [b, c]];
    const { told, items } = await readV2((call) => ({
      page: pages[call] ?? [],
      ...(call < pages.length - 1 ? { next: `c${call}` } : {}),
    }));
    expect(items).toEqual(pages.flat());
    expect(told.tallies.get('l')).toMatchObject({ listed: items.length, duplicates: 0 });
  });

  /** Answers at once with what `page` makes of the number of the call. */
  function endless(page: (call: number) => JsonValue[], headers: (call: number) => Record<string, string>) {
    const asked = { calls: 0 };
    const call = async (): Promise<ApiOutcome> => {
      if (asked.calls > 20_000) throw new Error('it goes on for ever');
      const reply = replyOf(page(asked.calls), undefined);
      return { ...reply, headers: headers(asked.calls++) } as ApiOutcome;
    };
    return { asked, client: { call } };
  }

  test.each([
    ['one new item', (call: number): JsonValue[] => [{ n: call }]],
    ['three new items', (call: number): JsonValue[] => [{ n: call }, { n: call, m: 1 }, `${call}`]],
    ['a new item among old ones', (call: number): JsonValue[] => [{ n: 0 }, { n: call }]],
    ['a new item every other time', (call: number): JsonValue[] => [{ n: Math.floor(call / 2) }]],
  ])('ever new cursors with %s: failed after 20,000 pages, with what came before', async (_, page) => {
    const { asked, client } = endless(page, (call) => ({ 'x-pagination-cursor-next': `c${call}` }));
    let items = 0;
    let problem: string | undefined;
    for await (const { outcome } of readPages(client, V2)) {
      if (outcome.outcome === 'ok') items += outcome.body.length;
      else problem = `${outcome.reason}: ${outcome.problem.message}. ${outcome.problem.advice}`;
    }
    expect(asked.calls).toBe(20_000);
    expect(items).toBeGreaterThanOrEqual(19_999);
    expect(problem).toMatch(/^failed: the list has no end: after 20,000 pages.*`pageSize`/);
  });

  test.each<Pagination>([
    { by: 'page', parameter: 'page' },
    { by: 'offset', parameter: 'offset' },
    { by: 'marker', parameter: 'last', field: 'n' },
  ])('ever new items by query string (%j): failed after 20,000 pages', async (paging) => {
    const { asked, client } = endless(
      (call) => [{ n: call }],
      () => ({}),
    );
    let last: ApiOutcome | undefined;
    for await (const page of readPages(client, { ...V2, pagination: paging })) last = page.outcome;
    expect(asked.calls).toBe(20_000);
    expect(last).toMatchObject({
      reason: 'failed',
      problem: { message: expect.stringMatching(/20,000 pages/) },
    });
  });

  test('a long list is no endless one', async () => {
    const { told, items } = await readV2((call) => ({
      page: [{ n: call }],
      ...(call < 1500 ? { next: `c${call}` } : {}),
    }));
    expect(items).toHaveLength(1501);
    expect(told.missing).toEqual([]);
  });
});

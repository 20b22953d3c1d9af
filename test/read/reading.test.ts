import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { systemClock } from '../../connector/model/clock.js';
import { InterruptedError, StopError } from '../../connector/model/errors.js';
import type { JsonValue } from '../../connector/model/json.js';
import type { ApiRecord } from '../../connector/model/record.js';
import { PlanReader } from '../../connector/read/plan-reader.js';
import { IdSet } from '../../connector/read/seen/id-set.js';
import {
  type Answer,
  BILLS,
  planOf,
  readAll,
  readOptions,
  ScriptedClient,
  type Told,
} from './scripted-client.js';

const billPlan = () => planOf(BILLS);

/** `bills` bills; bill n has n % 4 lines. */
function billAnswer(bills: number): (path: string) => Answer {
  return (path): Answer => {
    const [, , bill, part, line] = path.split('/');
    if (bill === undefined) return Array.from({ length: bills }, (_, n) => `B${n}`);
    if (part === undefined) return { id: bill };
    if (line === undefined) return Array.from({ length: Number(bill.slice(1)) % 4 }, (_, n) => n);
    return { bill, line };
  };
}

const linesOf = (bill: JsonValue) => Number(String(bill).slice(1)) % 4;

const countOf = (records: ApiRecord[], name: string) => records.filter((each) => each.source === name).length;

function expectBalanced(told: Told): void {
  for (const [name, tally] of told.tallies) {
    const missing = Object.values(tally.missing).reduce((sum, count) => sum + count, 0);
    expect({ name, sum: tally.read + missing }).toEqual({ name, sum: tally.listed });
  }
}

describe('fan-out', () => {
  test('everything is read once, and a root stands in one slice with all that is below it', async () => {
    const client = new ScriptedClient(billAnswer(57), () => Math.random() * 3);
    const told = await readAll(billPlan(), client, { sliceRoots: 10 });
    const lines = Array.from({ length: 57 }, (_, n) => n % 4).reduce((sum, count) => sum + count, 0);
    expect(['ids', 'bills', 'line_ids', 'lines'].map((name) => countOf(told.records, name))).toEqual([
      57,
      57,
      lines,
      lines,
    ]);
    expect(client.calls).toHaveLength(1 + 57 + 57 + lines);
    expect(new Set(client.calls).size).toBe(client.calls.length);
    expect(told.slices).toHaveLength(6);
    const sliceOf = new Map<string, number>();
    told.slices.forEach((records, at) => {
      for (const { partition, payload, source } of records) {
        const bill = String(source === 'ids' ? payload : partition.b);
        expect(sliceOf.get(bill) ?? at).toBe(at);
        sliceOf.set(bill, at);
      }
    });
    expectBalanced(told);
  });

  test('no more calls at once than allowed, one more for the list', async () => {
    const client = new ScriptedClient(billAnswer(40), () => 1);
    await readAll(billPlan(), client, { concurrency: 4 });
    expect(client.mostInFlight).toBeLessThanOrEqual(5);
    expect(client.mostInFlight).toBeGreaterThanOrEqual(4);
  });

  test('the reading waits for the writing: two slices at most are open', async () => {
    const client = new ScriptedClient(billAnswer(100));
    const reader = new PlanReader(billPlan(), client, readOptions({ sliceRoots: 5 }));
    const slices = reader.slices();
    await slices.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    // Two slices of five bills: 1 list, 10 bills, 10 lists of lines and their lines.
    expect(client.calls.length).toBeLessThanOrEqual(1 + 10 + 10 + 15);
    await slices.return(undefined);
  });

  test('a root with very many descendants is handed on while it is read', async () => {
    const count = 60_000;
    const client = new ScriptedClient((path) => {
      if (path === '/bill') return ['B'];
      return path.endsWith('/line') ? Array.from({ length: count }, (_, n) => n) : { path };
    });
    const plan = planOf([
      { name: 'ids', path: '/bill', read: { item: 'b' } },
      {
        name: 'line_ids',
        path: '/bill/{b}/line',
        parameters: { b: { from: 'ids' } },
        read: { item: 'l' },
      },
    ]);
    const reader = new PlanReader(plan, client, readOptions());
    let batches = 0;
    let records = 0;
    for await (const slice of reader.slices()) {
      for await (const batch of slice.batches()) {
        batches++;
        records += batch.records.length;
        expect(batch.records.length).toBeLessThanOrEqual(20_001);
      }
    }
    expect(records).toBe(count + 1);
    expect(batches).toBeGreaterThan(2);
  });

  test('random trees, any concurrency, any slice size: all of it, balanced, no deadlock', async () => {
    const arbitrary = fc.record({
      roots: fc.integer({ min: 0, max: 30 }),
      fan: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 5 }),
      depth: fc.integer({ min: 1, max: 4 }),
      concurrency: fc.integer({ min: 1, max: 6 }),
      sliceRoots: fc.integer({ min: 1, max: 8 }),
      sliceRecords: fc.integer({ min: 1, max: 50 }),
      lost: fc.integer({ min: 2, max: 9 }),
      // Slices are waited for, or their roots handed on after a few calls, or after each.
      msPerCall: fc.constantFrom(0, 900, 10_000),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ roots, fan, depth, lost, msPerCall, ...options }) => {
        const definitions = [{ name: 'n0', path: '/n0', read: { item: 'p0' } }];
        for (let level = 1; level <= depth; level++) {
          const above = Array.from({ length: level }, (_, n) => `{p${n}}`).join('/');
          const parameters = Object.fromEntries(
            Array.from({ length: level }, (_, n): [string, object] => [
              `p${n}`,
              n === level - 1 ? { from: `n${n}` } : { from: `n${level - 1}`, parameter: `p${n}` },
            ]),
          );
          definitions.push({
            name: `n${level}`,
            path: `/n${level}/${above}`,
            parameters,
            read: { item: `p${level}` },
          } as never);
        }
        const expected = new Map<string, number>();
        const answer = (path: string): Answer => {
          const parts = path.split('/').slice(1);
          if (parts.length === 1) return Array.from({ length: roots }, (_, n) => `r${n}`);
          const number = [...path].reduce((sum, char) => sum + char.charCodeAt(0), 0);
          if (number % lost === 1) return { skip: 'gone' };
          return Array.from({ length: fan[number % fan.length] ?? 0 }, (_, n) => `x${n}`);
        };
        const walk = (level: number, path: string): void => {
          const reply = answer(`/n${level}${path}`);
          if (!Array.isArray(reply)) return;
          expected.set(`n${level}`, (expected.get(`n${level}`) ?? 0) + reply.length);
          if (level < depth) for (const item of reply) walk(level + 1, `${path}/${item}`);
        };
        walk(0, '');
        const client = new ScriptedClient(answer, () => (Math.random() < 0.1 ? 1 : 0));
        const clock = { ...systemClock, now: () => client.calls.length * msPerCall };
        const told = await readAll(planOf(definitions), client, { ...options, clock });
        for (let level = 0; level <= depth; level++) {
          expect(countOf(told.records, `n${level}`)).toBe(expected.get(`n${level}`) ?? 0);
        }
        expectBalanced(told);
        expect(client.mostInFlight).toBeLessThanOrEqual(options.concurrency + 1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('what is not there', () => {
  test('each reason is counted with its id, and the rest goes on', async () => {
    const reasons: Record<string, Answer> = {
      '/bill/B1': { skip: 'gone' },
      '/bill/B2': { skip: 'expired' },
      '/bill/B3': { skip: 'refused' },
      '/bill/B5': { skip: 'failed' },
      '/bill/B6/line': { skip: 'absent' },
      '/bill/B7': null,
    };
    const other = billAnswer(9);
    const client = new ScriptedClient((path) => (path in reasons ? (reasons[path] ?? null) : other(path)));
    const told = await readAll(billPlan(), client);
    const found = told.missing
      .map(({ source, partition, reason }) => `${source} ${partition.b} ${reason}`)
      .sort();
    expect(found).toEqual([
      'bills B1 gone',
      'bills B2 expired',
      'bills B3 refused',
      'bills B5 failed',
      'bills B7 absent',
      'line_ids B6 absent',
    ]);
    expectBalanced(told);
  });

  test('duplicates in a list are one; a number and a text that look alike are two', async () => {
    const client = new ScriptedClient((path) => (path === '/bill' ? ['a', 'b', 'a', '1', 1] : { path }));
    const plan = planOf([
      { name: 'ids', path: '/bill' },
      { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
    ]);
    const told = await readAll(plan, client);
    expect(told.tallies.get('ids')).toMatchObject({ listed: 4, duplicates: 1 });
    expectBalanced(told);
  });

  const ordersOf = (bills: JsonValue[], field: string | undefined, sliceRoots = 10) => {
    const client = new ScriptedClient((path) => (path === '/bills' ? bills : { path }));
    const plan = planOf([
      { name: 'bills', path: '/bills' },
      { name: 'orders', path: '/order/{o}', parameters: { o: { from: 'bills', field } } },
    ]);
    return readAll(plan, client, { sliceRoots }).then((told) => ({ told, client }));
  };

  test('an empty or null value never becomes an address; one that repeats is asked once', async () => {
    const bills = [{ o: 1 }, { o: null }, { o: '' }, { o: 1 }, { o: 2 }, { o: 1 }];
    const { told, client } = await ordersOf(bills, 'o', 2);
    expect(client.calls.sort()).toEqual(['/bills', '/order/1', '/order/2']);
    expect(told.tallies.get('orders')).toMatchObject({ blank: 2, listed: 2, read: 2 });
  });

  test.each<[string, JsonValue[], string | undefined, RegExp]>([
    ['a field that is not there', [{ x: 1 }], 'o', /has no field "o"; it has: x/],
    ['a field of bare items', ['x'], 'o', /items are bare values/],
    ['an object where a value is needed', [{ o: { a: 1 } }], 'o', /is an object/],
    ['a list where a value is needed', [{ o: [1] }], 'o', /is a list/],
    ['objects without a field named', [{ o: 1 }], undefined, /gives objects: say which field \(it has: o\)/],
    ['a value that cannot stand in a path', [{ o: '..' }], 'o', /cannot stand in a path/],
    ['half a character', [{ o: '\ud800' }], 'o', /lone surrogate/],
  ])('%s is rejected by name', async (_, bills, field, words) => {
    const { told } = await ordersOf(bills, field);
    expect(told.missing.map((each) => [each.reason, each.message])).toEqual([
      ['rejected', expect.stringMatching(words)],
    ]);
    expectBalanced(told);
  });

  test('nested fields', async () => {
    const { client } = await ordersOf([{ a: { b: 7 } }, { a: null }, { 'a.b': 9 }], 'a.b');
    expect(client.calls.sort()).toEqual(['/bills', '/order/7', '/order/9']);
  });
});

describe('pages of /v2 lists', () => {
  const plan = () => planOf([{ name: 'r', path: '/v2/r', read: { pageSize: 2 } }]);

  test('all pages, with the size asked for', async () => {
    const seen: (string | undefined)[] = [];
    const client = new ScriptedClient((_, request) => {
      seen.push(request.headers?.['X-Pagination-Cursor']);
      expect(request.headers?.['X-Pagination-Size']).toBe('2');
      return seen.length < 3 ? { page: [{ n: seen.length }], next: `c${seen.length}` } : { page: [{ n: 3 }] };
    });
    const told = await readAll(plan(), client);
    expect(seen).toEqual([undefined, 'c1', 'c2']);
    expect(told.records.map((record) => record.payload)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('a cursor that repeats does not go on for ever', async () => {
    const client = new ScriptedClient(() => ({ page: [{ n: 1 }], next: 'same' }));
    const told = await readAll(plan(), client);
    expect(client.calls).toHaveLength(2);
    expect(told.missing.map((each) => each.message)).toEqual([expect.stringMatching(/no end/)]);
  });

  test('a page that fails is told, also after earlier slices were taken', async () => {
    let page = 0;
    const client = new ScriptedClient(() =>
      ++page < 4
        ? { page: Array.from({ length: 30 }, (_, n) => ({ n: page * 30 + n })), next: `c${page}` }
        : { skip: 'failed' },
    );
    const told = await readAll(plan(), client, { sliceRoots: 5 });
    expect(told.records).toHaveLength(90);
    expect(told.missing.map((each) => each.reason)).toEqual(['failed']);
    expectBalanced(told);
  });
});

describe('combinations', () => {
  test('independent source objects: every combination, each once', async () => {
    const client = new ScriptedClient((path) =>
      path === '/a' ? ['a1', 'a2', ''] : path === '/b' ? [{ id: 1 }, { id: 2 }] : { path },
    );
    const plan = planOf([
      { name: 'lefts', path: '/a' },
      { name: 'rights', path: '/b' },
      {
        name: 'pairs',
        path: '/pair/{a}/{b}/{k}',
        parameters: { a: { from: 'lefts' }, b: { from: 'rights', field: 'id' }, k: { value: ['x', 'y'] } },
        read: { combine: true },
      },
    ]);
    const told = await readAll(plan, client, { sliceRoots: 3 });
    const pairs = client.calls.filter((path) => path.startsWith('/pair/')).sort();
    expect(pairs).toHaveLength(8);
    expect(new Set(pairs).size).toBe(8);
    expect(countOf(told.records, 'pairs')).toBe(8);
  });

  test('below a shared parent only what belongs together is combined', async () => {
    const client = new ScriptedClient((path) => {
      const [, , project, part] = path.split('/');
      if (project === undefined) return ['p', 'q'];
      if (part === 'i') return [`${project}-i1`, `${project}-i2`];
      return part === 'v' ? [`${project}-v`] : { path };
    });
    const plan = planOf([
      { name: 'projects', path: '/project' },
      { name: 'instances', path: '/project/{p}/i', parameters: { p: { from: 'projects' } } },
      { name: 'volumes', path: '/project/{p}/v', parameters: { p: { from: 'projects' } } },
      {
        name: 'pairs',
        path: '/pair/{p}/{i}/{v}',
        parameters: {
          p: { from: 'instances', parameter: 'p' },
          i: { from: 'instances' },
          v: { from: 'volumes' },
        },
        read: { combine: true },
      },
    ]);
    await readAll(plan, client);
    expect(client.calls.filter((path) => path.startsWith('/pair/')).sort()).toEqual([
      '/pair/p/p-i1/p-v',
      '/pair/p/p-i2/p-v',
      '/pair/q/q-i1/q-v',
      '/pair/q/q-i2/q-v',
    ]);
  });
});

describe('ends before the end', () => {
  test('a stop in the middle: whole roots come, then the error; nothing goes on calling', async () => {
    const other = billAnswer(100);
    const client = new ScriptedClient(
      (path) => (path === '/bill/B55' ? new StopError('api-down', 'keys') : other(path)),
      () => 1,
    );
    const told: Told = { records: [], missing: [], tallies: new Map(), slices: [] };
    await expect(readAll(billPlan(), client, { sliceRoots: 10 }, told)).rejects.toThrow('keys');
    const bills = countOf(told.records, 'bills');
    // All before it but for those in flight, each with its lines; and nothing of the others.
    expect(bills).toBeGreaterThan(40);
    expect(bills).toBeLessThan(65);
    expect(countOf(told.records, 'ids')).toBe(bills);
    const lines = told.records
      .filter(({ source }) => source === 'ids')
      .map(({ payload }) => linesOf(payload));
    expect(countOf(told.records, 'lines')).toBe(lines.reduce((sum, count) => sum + count, 0));
    for (const records of told.slices) expect(countOf(records, 'bills')).toBeLessThanOrEqual(10);
    const calls = client.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.calls).toHaveLength(calls);
    expect(client.inFlight).toBe(0);
  });

  test('an interruption', async () => {
    const ending = new AbortController();
    const other = billAnswer(100);
    const client = new ScriptedClient(
      (path) => {
        if (path === '/bill/B33') ending.abort(new InterruptedError('asked'));
        return other(path);
      },
      () => 1,
    );
    await expect(readAll(billPlan(), client, { signal: ending.signal })).rejects.toThrow(InterruptedError);
    expect(client.inFlight).toBe(0);
  });

  test('interrupted before it began: nothing is called', async () => {
    const client = new ScriptedClient(billAnswer(3));
    const signal = AbortSignal.abort(new InterruptedError('asked'));
    await expect(readAll(billPlan(), client, { signal })).rejects.toThrow(InterruptedError);
    expect(client.calls).toEqual([]);
  });

  test('whoever takes the slices stops early: the calls end', async () => {
    const client = new ScriptedClient(billAnswer(500), () => 1);
    const reader = new PlanReader(billPlan(), client, readOptions());
    for await (const _ of reader.slices()) break;
    expect(client.inFlight).toBe(0);
  });
});

test('seen ids are as exact as a set', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 6 }), { maxLength: 400 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (texts, seed) => {
        const seen = new IdSet(seed);
        const set = new Set<string>();
        for (const text of texts) {
          expect(seen.add(text)).toBe(!set.has(text));
          set.add(text);
        }
      },
    ),
  );
  const many = new IdSet(0.5);
  let fresh = 0;
  for (let n = 0; n < 200_000; n++) if (many.add(`FR${n}`)) fresh++;
  expect(fresh).toBe(200_000);
  expect(many.add('FR77')).toBe(false);
});

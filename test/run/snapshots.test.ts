// Which snapshot the views show: the last complete one of each account, also after failures, retries and interruptions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { retryOf } from '../../connector/app/repair/retry.js';
import { sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { DeclaredTable } from '../../connector/model/declared-table.js';
import type { Destination } from '../../connector/model/destination.js';
import type { Plan } from '../../connector/model/plan.js';
import { NothingToRetry } from '../../connector/run/choose-retry.js';
import type { RunOptions } from '../../connector/run/run-state.js';
import { reset, resetScope } from '../../connector/state/known/reset.js';
import { type Answer, planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-snapshots-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

const failed: Answer = { skip: 'failed', status: 500 };
const refused: Answer = { skip: 'refused', status: 403 };

/** Usage of projects, each with a list of parts that is a child table. */
function usagePlan(): Plan {
  const plan = planOf([
    { name: 'projects', path: '/project', read: { item: 'p' }, table: false },
    {
      name: 'usage',
      path: '/project/{p}/usage',
      parameters: { p: { from: 'projects' } },
      sync: { mode: 'snapshot' },
    },
  ]);
  const declared: DeclaredTable = {
    kind: 'object',
    fields: [{ parts: ['total'], type: 'bigint' }],
    lists: [{ parts: ['parts'], fields: [{ parts: ['n'], type: 'bigint' }], lists: [], json: [] }],
    json: [],
    parameters: {},
  };
  const nodes = plan.nodes.map((node) =>
    node.name === 'usage' ? { ...node, table: { ...node.table, declared } } : node,
  );
  return { ...plan, nodes };
}

let files = 0;
let now = 0;
let file = '';
let destination: Destination;
const clock: Clock = { ...systemClock, now: () => now };

beforeEach(() => {
  file = join(folder, `${files++}.db`);
  destination = sqliteDestination(file);
  now = Date.UTC(2026, 0, 1);
});

interface Answers {
  projects?: Answer;
  ill?: Record<string, Answer>;
  parts?: number[];
}

/** A day later; the total of a project is the day of the month. */
async function load(
  { projects = ['A', 'B'], ill = {}, parts = [1, 2] }: Answers = {},
  more: Partial<RunOptions> = {},
) {
  now += 86_400_000;
  const day = new Date(now).getUTCDate();
  const client = new ScriptedClient(
    (path) => ill[path] ?? (path === '/project' ? projects : usage(day, parts)),
  );
  return runOf({
    plan: usagePlan(),
    client,
    destination,
    account: 'me',
    clock,
    concurrency: 2,
    ...more,
  });
}

const usage = (total: number, parts: number[]): Answer => ({ total, parts: parts.map((n) => ({ n })) });

async function retry(answers: Answers = {}) {
  const made = await retryOf(usagePlan(), destination, 'me', {});
  if (made instanceof NothingToRetry) throw new Error(made.notice.message);
  return load(answers, { plan: made.plan, retry: made });
}

function sql(text: string): unknown[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(text).raw().all();
  } finally {
    db.close();
  }
}

const shown = () => sql('select p, total from usage_latest order by p');
const parts = () => sql('select p, count(*) from usage_parts_latest group by 1 order by 1');
const kept = (report: { warnings: { code: string }[] }) =>
  report.warnings.filter(({ code }) => code === 'snapshot-kept');

describe('the latest snapshot', () => {
  test('a load adds to the tables, and the views show the last one', async () => {
    await load();
    expect([shown(), parts()]).toEqual([
      [
        ['A', 2],
        ['B', 2],
      ],
      [
        ['A', 2],
        ['B', 2],
      ],
    ]);
    await load();
    expect(sql('select count(*) from usage')).toEqual([[4]]);
    expect([shown(), parts()]).toEqual([
      [
        ['A', 3],
        ['B', 3],
      ],
      [
        ['A', 2],
        ['B', 2],
      ],
    ]);
  });

  test('without parts, without projects: nothing of the snapshot before comes back', async () => {
    await load();
    await load({ parts: [] });
    expect([shown(), parts()]).toEqual([
      [
        ['A', 3],
        ['B', 3],
      ],
      [],
    ]);
    expect((await load({ projects: ['A'] })).outcome).toBe('complete');
    expect(shown()).toEqual([['A', 4]]);
    await load({ projects: [] });
    expect([shown(), parts()]).toEqual([[], []]);
  });

  test.each([
    ['an object that fails', { ill: { '/project/B/usage': failed } }],
    ['an object that is refused', { ill: { '/project/B/usage': refused } }],
    ['the list that fails', { projects: failed }],
    ['the list that is refused', { projects: refused }],
  ])(
    '%s: the complete snapshot stays, and that is told; the next one takes its place',
    async (_what, answers) => {
      await load();
      const report = await load(answers);
      expect(report.outcome).toBe('incomplete');
      expect(shown()).toEqual([
        ['A', 2],
        ['B', 2],
      ]);
      expect(kept(report)).toEqual([
        expect.objectContaining({
          source: 'usage',
          message: expect.stringContaining('2026-01-02T00:00:00.000Z'),
        }),
      ]);
      expect(kept(await load())).toEqual([]);
      expect(shown()).toEqual([
        ['A', 4],
        ['B', 4],
      ]);
    },
  );

  test('what is gone is no failure', async () => {
    await load();
    await load({ ill: { '/project/B/usage': { skip: 'gone', status: 404 } } });
    expect(shown()).toEqual([['A', 3]]);
  });

  test('before there is a complete one, the last that was read to its end', async () => {
    const ill = { '/project/B/usage': failed };
    await load({ ill });
    expect(shown()).toEqual([['A', 2]]);
    expect(kept(await load({ ill }))).toEqual([]);
    expect(shown()).toEqual([['A', 3]]);
    await load();
    await load({ ill });
    expect(shown()).toEqual([
      ['A', 4],
      ['B', 4],
    ]);
  });

  test('a retry completes the snapshot that misses something; one that does not changes nothing', async () => {
    const ill = { '/project/B/usage': failed };
    await load();
    await load({ ill });
    await retry({ ill });
    expect(shown()).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
    await retry();
    // Of the load of the third: A as it was then, B as it is now.
    expect(shown()).toEqual([
      ['A', 3],
      ['B', 5],
    ]);
    expect(parts()).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
    expect(sql('select distinct _snapshot_at from usage_latest')).toEqual([['2026-01-03T00:00:00.000000Z']]);
  });

  test('an interrupted load is shown when it is resumed, as one snapshot', async () => {
    await load();
    const ending = new AbortController();
    const cut = await load(
      {},
      {
        sliceRoots: 1,
        signal: ending.signal,
        onProgress: (progress) => {
          if (progress().slices >= 1) ending.abort(new Error('ended'));
        },
      },
    );
    expect(cut.outcome).not.toBe('complete');
    expect(shown()).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
    // Resumed within a day.
    now -= 86_000_000;
    expect((await load()).outcome).toBe('complete');
    expect(sql('select distinct _snapshot_at from usage_latest')).toEqual([['2026-01-03T00:00:00.000000Z']]);
    expect(shown()).toEqual([
      ['A', 3],
      ['B', 3],
    ]);
  });

  test('each account has its own, also one that was not in the last run', async () => {
    await load();
    await load({ projects: ['C'] }, { account: 'you' });
    await load();
    expect(sql('select _account, p, total from usage_latest order by 1, 2')).toEqual([
      ['me', 'A', 4],
      ['me', 'B', 4],
      ['you', 'C', 3],
    ]);
  });

  test('a reset of the rows forgets it', async () => {
    await load();
    const session = await destination.open();
    const plan = usagePlan();
    const scopes = await resetScope(session, plan, 'me', { names: ['usage'], data: true });
    await reset(session, plan, 'me', scopes, 'reset');
    await session.close();
    expect([shown(), sql('select * from _ovh_snapshot')]).toEqual([[], []]);
    await load({ ill: { '/project/B/usage': failed } });
    expect(shown()).toEqual([['A', 3]]);
  });
});

test('a table with the name of a view is refused before the first call', () => {
  const definitions = [
    { name: 'usage', path: '/usage', sync: { mode: 'snapshot' as const } },
    { name: 'usage-latest', path: '/other' },
  ];
  expect(() => planOf(definitions)).toThrow(/"usage_latest".*view of the latest snapshot of "usage"/);
});

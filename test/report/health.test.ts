// Load health: what retries and replays made up for counts as loaded, and nothing else does.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { readReport } from '../../connector/app/mart/report.js';
import { openSource } from '../../connector/app/open.js';
import { markdownReport } from '../../reports/files/markdown-report.js';
import { renderReport } from '../../reports/page/render-report.js';
import { type RecordedRun, sinceThen } from '../../reports/read/later-runs.js';
import { type MartAccount, martAccount, TODAY } from '../mart/account.js';

describe('since a load', () => {
  const run = (
    id: string,
    sources: Record<string, [missing: number, rejected?: number, loaded?: number]>,
    more: Partial<RecordedRun> = {},
  ): RecordedRun => ({
    id,
    kind: 'retry',
    startedAt: '',
    retryOf: 'load',
    readToEnd: true,
    reasons: [],
    sources: new Map(
      Object.entries(sources).map(([name, [missing, rejected = 0, loaded = 0]]) => [
        name,
        { missing, accepted: 0, rejected, loaded, known: 0 },
      ]),
    ),
    ...more,
  });
  const load = run('load', { bills: [3], lines: [2, 2], usage: [1] }, { kind: 'load', retryOf: null });
  const left = (...later: RecordedRun[]) => {
    const { missing, laterRuns, isLimited } = sinceThen(load, later);
    return [
      Object.fromEntries([...missing].map(([name, each]) => [name, each.missing])),
      laterRuns.map(({ id, brought }) => [id, brought]),
      isLimited,
    ];
  };

  test.each<[string, RecordedRun[], unknown]>([
    ['nothing', [], [{ bills: 3, lines: 2, usage: 1 }, [], false]],
    [
      'a retry: what it could not load is missing',
      [run('a', { bills: [1], lines: [0] })],
      [{ bills: 1, lines: 0, usage: 0 }, [['a', 5]], false],
    ],
    [
      'a retry of a retry',
      [run('a', { bills: [1] }), run('b', { bills: [0] }, { retryOf: 'a' })],
      [
        { bills: 0, lines: 0, usage: 0 },
        [
          ['a', 5],
          ['b', 1],
        ],
        false,
      ],
    ],
    [
      'objects behind a list that had failed, and fail',
      [run('a', { bills: [0], orders: [4] })],
      [{ bills: 0, lines: 0, usage: 0, orders: 4 }, [['a', 2]], false],
    ],
    [
      'retries of other runs, that were interrupted, or that were asked for less',
      [
        run('a', {}, { retryOf: 'other' }),
        run('b', {}, { readToEnd: false }),
        run('c', {}, { reasons: [{ code: 'retry-narrowed' }] }),
      ],
      [{ bills: 3, lines: 2, usage: 1 }, [], false],
    ],
    [
      'what cannot be asked for alone',
      [run('a', { bills: [0] }, { reasons: [{ code: 'retry-not-possible', source: 'usage' }] })],
      [{ bills: 0, lines: 0, usage: 1 }, [['a', 5]], true],
    ],
    [
      'a replay: dead letters alone',
      [run('a', { bills: [0, 0, 9], lines: [1, 1, 1] }, { kind: 'replay', retryOf: null })],
      [{ bills: 3, lines: 1, usage: 1 }, [['a', 1]], false],
    ],
  ])('%s', (_, later, expected) => {
    expect(left(...later)).toEqual(expected);
  });
});

describe('a load that is refused lines, and its retry', () => {
  let account: MartAccount;
  const denied = async (...routes: string[]) => {
    const body = JSON.stringify({ iamDenied: routes });
    await fetch(`${account.sandbox.url}/__sandbox/options`, { method: 'POST', body });
  };
  beforeAll(async () => {
    account = await martAccount({ seed: 'health', bills: 6, edges: false });
  });
  afterAll(() => account.close());

  test('the load is complete once nothing is missing, and the page says by which run', async () => {
    const { clientId, clientSecret } = account.sandbox.oauth2;
    const destination = { type: 'sqlite' as const, path: join(account.folder, 'ovh.db') };
    const config = {
      region: 'eu',
      baseUrl: account.sandbox.url,
      tokenUrl: `${account.sandbox.url}/auth/oauth2/token`,
      auth: { clientId, clientSecret },
      schemas: { use: 'never' },
      strategy: 'single',
      destination,
      budget: { callsPerSecond: 1000 },
      endpoints: [{ preset: 'bills' }],
    };
    const source = openSource(config, { env: {}, home: account.folder, cwd: account.folder });
    const clock = { now: () => TODAY, random: () => 0.5, sleep: async () => undefined };
    const read = () => readReport({ clock, config: { destination } });
    const route = 'GET /me/bill/{billId}/details/{billDetailId}';
    await denied(route);
    const load = await loadSource(source);
    const before = await read();
    const [first] = before.health;
    expect([load.outcome, first?.run?.outcome, first?.run?.laterRuns]).toEqual([
      'incomplete',
      'incomplete',
      undefined,
    ]);
    expect(first?.run?.missing).toBeGreaterThan(5);
    const still = await loadSource(source, { retry: {} });
    expect((await read()).health[0]?.run).toMatchObject({
      outcome: 'incomplete',
      missing: first?.run?.missing,
    });
    await denied();
    const retry = await loadSource(source, { retry: {} });
    expect([still.outcome, retry.outcome]).toEqual(['incomplete', 'complete']);
    const data = await read();
    const [after] = data.health;
    expect(after?.run).toMatchObject({
      id: load.runId,
      outcome: 'complete',
      missing: 0,
      reasons: [],
      laterRuns: [{ id: retry.runId, kind: 'retry', brought: first?.run?.missing }],
    });
    expect(after?.run?.ledger).toEqual(first?.run?.ledger);
    expect(data.notices).toEqual([]);
    for (const words of [renderReport(data), markdownReport(data, 'en')]) {
      expect(words).toContain('Load complete');
      expect(words).toMatch(new RegExp(`Since then a retry made up for \\d+ objects: run .*${retry.runId}`));
    }
  });
});

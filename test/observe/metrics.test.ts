// Metrics and health: the text against the rules of Prometheus' format, the figures against a run, the door.

import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../connector/model/clock.js';
import type { RunReport } from '../../connector/model/report.js';
import { expositionText } from '../../connector/observe/metrics/exposition.js';
import { RunMetrics } from '../../connector/observe/metrics/run-metrics.js';
import { type MetricsServer, serveMetrics } from '../../connector/observe/metrics/server.js';
import type { RunProgress } from '../../connector/run/run-state.js';
import type { StoredRun } from '../../connector/state/history/stored-runs.js';

const START = Date.parse('2026-11-21T10:00:00Z');
let now = START;
const clock = { ...systemClock, now: () => now };
let server: MetricsServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
  now = START;
});

const LEDGER = {
  ...{ listed: 10, loaded: 7, known: 1, absent: 0, gone: 1, expired: 0, refused: 1, rejected: 0, failed: 0 },
};

const STATISTICS = {
  ...{ calls: 20, retries: 2, budgetWaitMs: 1500, retryWaitMs: 250 },
  ...{ byStatus: { '200': 17, '429': 2, ECONNRESET: 1 }, slowdowns: 1, lowestPace: 9 },
};

const PROGRESS = {
  ...{ runId: 'r2', calls: 20, rows: 7, slices: 3, statistics: STATISTICS },
  trees: [{ root: 'bills', rootsListed: 10, rootsDone: 4, stage: 'reading', calls: 20, rows: 7 }],
  sources: [
    { name: 'bills', ledger: LEDGER, rows: 7, reads: 10, calls: { single: 10, expanded: 0, batch: 0 } },
  ],
} as RunProgress;

const report = (outcome: RunReport['outcome'], endedAt: string) =>
  ({
    ...{ runId: 'r1', outcome, endedAt, seconds: 12.5, slices: 3, calls: STATISTICS },
    sources: [{ name: 'bills', ledger: LEDGER, rows: 7 }],
  }) as unknown as RunReport;

/** A run in the history of a destination. */
const stored = (
  outcome: string,
  endedAt: string,
  { account = 'a', sources = ['bills'] }: { account?: string; sources?: string[] } = {},
) =>
  ({
    ...{ runId: endedAt, account, outcome, endedAt, seconds: 1 },
    sources: sources.map((name) => ({ name })),
  }) as StoredRun;

/** Samples by name and labels. Throws where the text breaks a rule of the format. */
function parsed(text: string): Map<string, number> {
  if (!text.endsWith('\n')) throw new Error('the last line must end');
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  let family = '';
  for (const line of text.trimEnd().split('\n')) {
    const help = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line);
    const type = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge)$/.exec(line);
    const sample =
      /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\n"])*",?)*\})? (NaN|[+-]Inf|-?[\d.]+(?:e[+-]?\d+)?)$/.exec(
        line,
      );
    if (help?.[1]) {
      if (types.has(help[1])) throw new Error(`${help[1]} comes twice`);
      family = help[1];
    } else if (type?.[1]) {
      if (type[1] !== family) throw new Error(`${line}: another name than its HELP`);
      types.set(type[1], type[2] ?? '');
      if ((type[2] === 'counter') !== type[1].endsWith('_total')) throw new Error(`${line}: _total or not`);
    } else if (sample?.[1]) {
      if (sample[1] !== family) throw new Error(`${line}: outside of its family`);
      const key = `${sample[1]}${sample[2] ?? ''}`;
      if (samples.has(key)) throw new Error(`${key} comes twice`);
      samples.set(key, Number(sample[3]?.replace('Inf', 'Infinity')));
    } else throw new Error(`no line of the format: ${line}`);
  }
  return samples;
}

const read = (metrics: RunMetrics) => {
  const samples = parsed(expositionText(metrics.families()));
  return (name: string) => samples.get(`source_ovhcloud_${name}`);
};

describe('figures', () => {
  test('a run that goes on, and its end: nothing is counted twice, counters never go back', () => {
    const metrics = new RunMetrics(clock, '1.2.3');
    metrics.observeProgress(() => PROGRESS);
    const during = read(metrics);
    expect(during('calls_total{status="200"}')).toBe(17);
    expect(during('calls_total{status="ECONNRESET"}')).toBe(1);
    expect(during('throttled_total')).toBe(2);
    expect(during('run_running')).toBe(1);
    expect(during('roots_done{source="bills"}')).toBe(4);
    expect(during('lag_seconds')).toBeUndefined();
    metrics.observeRun(report('complete', '2026-11-21T10:00:00Z'));
    now += 90_000;
    const afterwards = read(metrics);
    expect(afterwards('calls_total{status="200"}')).toBe(17);
    expect(afterwards('retries_total')).toBe(2);
    expect(afterwards('budget_wait_seconds_total')).toBe(1.5);
    expect(afterwards('rows_total{source="bills"}')).toBe(7);
    expect(afterwards('runs_total{outcome="complete"}')).toBe(1);
    expect(afterwards('runs_total{outcome="failed"}')).toBe(0);
    expect(afterwards('run_running')).toBe(0);
    expect(afterwards('lag_seconds')).toBe(90);
    expect(afterwards('last_run_duration_seconds')).toBe(12.5);
    expect(afterwards('ledger_objects{source="bills",state="refused"}')).toBe(1);
    expect(afterwards('ledger_objects{source="bills",state="listed"}')).toBe(10);
    expect(afterwards('build_info{version="1.2.3"}')).toBe(1);
    metrics.observeProgress(() => PROGRESS);
    metrics.observeRun(report('failed', '2026-11-21T10:01:30Z'));
    const twice = read(metrics);
    expect(twice('calls_total{status="200"}')).toBe(34);
    expect(twice('last_run_complete')).toBe(0);
    expect(twice('lag_seconds')).toBe(90);
  });

  test('runs of earlier processes tell the lag; the keys and the schedule are told', () => {
    const history = [stored('failed', '2026-11-21T09:00:00Z'), stored('complete', '2026-11-21T08:00:00Z')];
    const metrics = new RunMetrics(clock, '1', history);
    metrics.expectRuns([{ sources: ['bills'] }]);
    metrics.setNextRun(new Date('2026-11-21T11:00:00Z'), 'nightly');
    metrics.observeEvent({ event: 'key.checked', expiresAt: '2026-12-01T10:00:00.000Z', days: 10 });
    metrics.observeEvent({ event: 'notification.failed', way: 'webhook', outcome: 'failed', problem: 'x' });
    const value = read(metrics);
    expect(value('lag_seconds')).toBe(7200);
    expect(value('last_run_complete')).toBe(0);
    expect(value('key_expiry_days')).toBe(10);
    expect(value('next_run_timestamp_seconds{pipeline="nightly"}')).toBe(START / 1000 + 3600);
    expect(value('notifications_total{way="webhook",result="failed"}')).toBe(1);
  });

  test('connections are told apart; of each only its own runs of before count', () => {
    const history = [
      stored('complete', '2026-11-21T09:59:00Z', { account: 'other' }),
      stored('complete', '2026-11-21T09:00:00Z', { account: 'mine' }),
    ];
    const metrics = new RunMetrics(clock, '1', history);
    const began = {
      ...{ event: 'run.started' as const, runId: 'z', region: 'eu', destination: 'd', sources: ['bills'] },
    };
    metrics.observeEvent({ ...began, account: 'mine', connection: 'parent' });
    metrics.observeEvent({ ...began, account: 'new', connection: 'child' });
    const value = read(metrics);
    expect(value('lag_seconds{connection="parent"}')).toBe(3600);
    expect(value('lag_seconds{connection="child"}')).toBeUndefined();
  });

  test('pipelines are told apart: one that runs every hour does not hide one that fails every day', () => {
    const metrics = new RunMetrics(clock, '1');
    metrics.observeRun(report('complete', '2026-11-20T10:00:00Z'), { pipeline: 'daily' });
    metrics.observeRun(report('failed', '2026-11-21T09:00:00Z'), { pipeline: 'daily' });
    metrics.observeRun(report('complete', '2026-11-21T09:59:00Z'), { pipeline: 'hourly' });
    metrics.observeProgress(() => PROGRESS, { pipeline: 'hourly' });
    const value = read(metrics);
    expect(value('lag_seconds{pipeline="daily"}')).toBe(86_400);
    expect(value('lag_seconds{pipeline="hourly"}')).toBe(60);
    expect(value('last_run_complete{pipeline="daily"}')).toBe(0);
    expect(value('last_run_complete{pipeline="hourly"}')).toBe(1);
    expect(value('runs_total{pipeline="daily",outcome="failed"}')).toBe(1);
    expect(value('runs_total{pipeline="hourly",outcome="failed"}')).toBe(0);
    expect(value('run_running{pipeline="daily"}')).toBe(0);
    expect(value('run_running{pipeline="hourly"}')).toBe(1);
  });

  test('a pipeline with several connections: each pair has its samples', () => {
    const metrics = new RunMetrics(clock, '1');
    const pairs = ['a', 'b'].flatMap((pipeline) =>
      ['x', 'y'].map((connection) => ({ pipeline, connection })),
    );
    for (const [minutes, origin] of pairs.entries())
      metrics.observeRun(report('complete', new Date(START - minutes * 60_000).toISOString()), origin);
    const value = read(metrics);
    for (const [minutes, { pipeline, connection }] of pairs.entries())
      expect(value(`lag_seconds{pipeline="${pipeline}",connection="${connection}"}`)).toBe(minutes * 60);
  });

  test('expected runs are there before they start, with what earlier processes stored of the same source objects', () => {
    const history = [
      stored('complete', '2026-11-21T09:30:00Z', { sources: ['orders'] }),
      stored('failed', '2026-11-21T09:00:00Z', { sources: ['bill_ids', 'bills'] }),
      stored('complete', '2026-11-21T08:00:00Z', { sources: ['bills', 'bill_ids'] }),
    ];
    const metrics = new RunMetrics(clock, '1', history);
    metrics.expectRuns([
      { pipeline: 'billing', sources: ['bills', 'bill_ids'] },
      { pipeline: 'orders', sources: ['orders'] },
      { pipeline: 'new', sources: ['services'] },
    ]);
    const value = read(metrics);
    expect(value('lag_seconds{pipeline="billing"}')).toBe(7200);
    expect(value('last_run_complete{pipeline="billing"}')).toBe(0);
    expect(value('lag_seconds{pipeline="orders"}')).toBe(1800);
    expect(value('lag_seconds{pipeline="new"}')).toBeUndefined();
    expect(value('run_running{pipeline="new"}')).toBe(0);
    expect(metrics.health().runs.map(({ pipeline }) => pipeline)).toEqual(['billing', 'orders', 'new']);
  });

  test('a new schedule: pipelines that are gone leave, those that stay keep their counters', () => {
    const metrics = new RunMetrics(clock, '1');
    metrics.observeRun(report('complete', '2026-11-21T09:59:00Z'), { pipeline: 'stays' });
    metrics.observeRun(report('failed', '2026-11-21T09:59:00Z'), { pipeline: 'goes' });
    metrics.expectRuns([
      { pipeline: 'stays', sources: ['bills'] },
      { pipeline: 'comes', sources: ['bills'] },
    ]);
    const value = read(metrics);
    expect(value('runs_total{pipeline="stays",outcome="complete"}')).toBe(1);
    expect(value('runs_total{pipeline="goes",outcome="failed"}')).toBeUndefined();
    expect(value('runs_total{pipeline="comes",outcome="complete"}')).toBe(0);
  });

  test('odd names and values stay within the format', () => {
    const value = 'a "b" \\ c\nd';
    const family = { name: 'x_total', type: 'counter', help: value } as const;
    const text = expositionText([
      { ...family, samples: [{ labels: { source: value }, value: Number.POSITIVE_INFINITY }] },
      { name: 'none', type: 'gauge', help: 'left out', samples: [] },
    ]);
    expect([...parsed(text).entries()]).toEqual([
      ['x_total{source="a \\"b\\" \\\\ c\\nd"}', Number.POSITIVE_INFINITY],
    ]);
  });
});

test('docs/operation.md lists every metric, and no other', () => {
  const metrics = new RunMetrics(clock, '1');
  const names = metrics
    .families()
    .map(({ name, type }) => `\`${name.replace('source_ovhcloud_', '')}\` | ${type}`);
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/operation.md'), 'utf8');
  const listed = [...page.matchAll(/^\| (`\w+` \| (?:counter|gauge))/gm)].map((match) => match[1]);
  expect(listed.sort()).toEqual(names.sort());
});

describe('examples/service/grafana.json', () => {
  interface Panel {
    id: number;
    title: string;
    description: string;
    gridPos: Record<'x' | 'y' | 'w' | 'h', number>;
    targets: { expr: string; legendFormat: string }[];
  }
  const file = resolve(import.meta.dirname, '../../examples/service/grafana.json');
  const { panels, templating } = JSON.parse(readFileSync(file, 'utf8')) as {
    panels: Panel[];
    templating: { list: { query: string | { query: string } }[] };
  };
  const families = new RunMetrics(clock, '1').families();
  const kinds = new Map(families.map(({ name, type }) => [name, type]));
  const queries = panels.flatMap(({ targets }) => targets);
  const namesIn = (text: string) => text.match(/source_ovhcloud_\w+/g) ?? [];

  test('asks for metrics that there are, and counters by their rate', () => {
    const variables = templating.list.map(({ query }) => (typeof query === 'string' ? query : query.query));
    const named = [...queries.map(({ expr }) => expr), ...variables].flatMap(namesIn);
    expect(named.filter((name) => !kinds.has(name))).toEqual([]);
    expect(new Set(named).size).toBeGreaterThan(15);
    const wrong = queries.filter(({ expr }) =>
      namesIn(expr).some(
        (name) => new RegExp(`(rate|increase)\\(${name}\\b`).test(expr) !== (kinds.get(name) === 'counter'),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('its labels are those of docs/operation.md', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/operation.md'), 'utf8');
    const labels = new Map(
      [...page.matchAll(/^\| `(\w+)` \| (?:counter|gauge) \| ([^|]*)\|/gm)].map(
        ([, name = '', cell = '']) => [
          `source_ovhcloud_${name}`,
          [...cell.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
        ],
      ),
    );
    const wrong = queries.flatMap(({ expr, legendFormat }) => {
      const known = ['pipeline', 'connection', ...namesIn(expr).flatMap((name) => labels.get(name) ?? [])];
      const asked = [
        ...[...expr.matchAll(/by \((\w+)\)/g), ...expr.matchAll(/[{,](\w+)[=!]/g)].map(
          (match) => match[1] ?? '',
        ),
        ...[...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''),
      ];
      return asked.filter((label) => !known.includes(label)).map((label) => [expr, label]);
    });
    expect(wrong).toEqual([]);
  });

  test('panels have a place of their own', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(panels.filter(({ title, description }) => title === '' || description === '')).toEqual([]);
  });
});

describe('health', () => {
  test('ok, stalled where nothing moves, late where a run does not begin', () => {
    const metrics = new RunMetrics(clock, '1');
    expect(metrics.health()).toMatchObject({ status: 'ok', running: [] });
    let calls = 20;
    metrics.observeProgress(() => ({ ...PROGRESS, calls }));
    expect(metrics.health()).toMatchObject({ status: 'ok', running: ['r2'] });
    now += 29 * 60_000;
    expect(metrics.health().status).toBe('ok');
    now += 2 * 60_000;
    expect(metrics.health().status).toBe('stalled');
    calls++;
    expect(metrics.health().status).toBe('ok');
    metrics.observeRun(report('failed', '2026-11-21T10:31:00Z'));
    metrics.setNextRun(new Date(now));
    now += 14 * 60_000;
    expect(metrics.health().status).toBe('ok');
    now += 2 * 60_000;
    expect(metrics.health()).toMatchObject({
      status: 'late',
      runs: [{ status: 'late', lastRun: { runId: 'r1', outcome: 'failed' } }],
    });
    metrics.setNextRun(undefined);
    expect(metrics.health().status).toBe('ok');
  });
});

describe('health of each pipeline', () => {
  const next = (times: Record<string, string>) =>
    new Map(Object.entries(times).map(([pipeline, time]) => [pipeline, new Date(time)]));

  test('the one that is late is named, and its last complete run', () => {
    const metrics = new RunMetrics(clock, '1');
    metrics.observeRun(report('complete', '2026-11-21T09:00:00Z'), { pipeline: 'hourly' });
    metrics.observeRun(report('complete', '2026-11-20T09:00:00Z'), { pipeline: 'daily', connection: 'x' });
    metrics.observeRun(report('failed', '2026-11-21T09:00:00Z'), { pipeline: 'daily', connection: 'x' });
    metrics.setNextRuns(next({ daily: '2026-11-21T09:40:00Z', hourly: '2026-11-21T10:10:00Z' }));
    expect(metrics.health()).toEqual({
      status: 'late',
      running: [],
      nextRun: '2026-11-21T09:40:00.000Z',
      runs: [
        {
          ...{ pipeline: 'hourly', status: 'ok', nextRun: '2026-11-21T10:10:00.000Z' },
          lastRun: { runId: 'r1', outcome: 'complete', endedAt: '2026-11-21T09:00:00.000Z' },
          lastComplete: '2026-11-21T09:00:00.000Z',
        },
        {
          ...{ pipeline: 'daily', connection: 'x', status: 'late', nextRun: '2026-11-21T09:40:00.000Z' },
          lastRun: { runId: 'r1', outcome: 'failed', endedAt: '2026-11-21T09:00:00.000Z' },
          lastComplete: '2026-11-20T09:00:00.000Z',
        },
      ],
    });
  });

  test('a pipeline that waits for the run of another is not late; the run that stands still is stalled', () => {
    const metrics = new RunMetrics(clock, '1');
    metrics.expectRuns([
      { pipeline: 'active', sources: ['bills'] },
      { pipeline: 'waits', sources: ['orders'] },
    ]);
    metrics.setNextRuns(next({ waits: '2026-11-21T09:00:00Z' }));
    expect(metrics.health().runs.map(({ status }) => status)).toEqual(['ok', 'late']);
    metrics.observeProgress(() => PROGRESS, { pipeline: 'active' });
    expect(metrics.health()).toMatchObject({ status: 'ok', runs: [{ status: 'ok' }, { status: 'ok' }] });
    now += 31 * 60_000;
    expect(metrics.health()).toMatchObject({
      status: 'stalled',
      runs: [{ status: 'stalled' }, { status: 'ok' }],
    });
  });
});

describe('over HTTP', () => {
  const get = async (path: string, init?: RequestInit) => fetch(`${server?.url}${path}`, init);

  /** `fetch` would not let a page of another site pretend. */
  const statusFor = (host: string) =>
    new Promise<number | undefined>((done, fail) => {
      request(`${server?.url}/metrics`, { headers: { host } }, (reply) => {
        reply.resume();
        done(reply.statusCode);
      })
        .on('error', fail)
        .end();
    });

  test('metrics and health, on this machine alone, to read and nothing else', async () => {
    const metrics = new RunMetrics(clock, '1');
    server = await serveMetrics(metrics, { port: 0 });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const reply = await get('/metrics');
    expect(reply.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(parsed(await reply.text()).size).toBeGreaterThan(0);
    expect(await (await get('/healthz')).json()).toMatchObject({ status: 'ok' });
    expect((await get('/metrics', { method: 'POST' })).status).toBe(405);
    expect((await get('/other')).status).toBe(404);
    expect(await statusFor('evil.example')).toBe(403);
    expect(await statusFor('localhost:1')).toBe(200);
    metrics.setNextRun(new Date(now - 3_600_000));
    expect((await get('/healthz')).status).toBe(503);
  });

  test('a port that is taken is refused with its number', async () => {
    server = await serveMetrics(new RunMetrics(clock, '1'), { port: 0 });
    const port = Number(new URL(server.url).port);
    await expect(serveMetrics(new RunMetrics(clock, '1'), { port })).rejects.toThrow(
      `metrics 127.0.0.1:${port}: is taken by another program`,
    );
  });
});

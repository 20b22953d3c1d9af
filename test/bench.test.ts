// The benchmark runs, and its counts are what they must be. Seconds are not judged: machines differ.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@jest/globals';
import { longTest } from './extent.js';
import { serverPrograms } from './postgres/server.mjs';

interface Load {
  strategy: string;
  calls: number;
  rows: number;
  listed: Record<string, number>;
  [figure: string]: unknown;
}

const MAIN = resolve(import.meta.dirname, 'bench/main.mjs');

const SECTIONS = [
  'rows',
  'strategies',
  'budget',
  'engine',
  'growth',
  'destinations',
  'start',
  'search',
  'page',
  'views',
  'accounts',
  'scale',
];

longTest('npm run bench -- --quick', () => {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-test-'));
  try {
    const file = join(folder, 'bench.json');
    const args = ['--quick', '--only', String(SECTIONS), '--out', file];
    const ended = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
    expect(ended.stderr).toBe('');
    const found = JSON.parse(readFileSync(file, 'utf8')) as {
      sections: Record<string, { bars: unknown[]; loads: Load[] }>;
    };
    expect(Object.keys(found.sections)).toEqual(SECTIONS);
    const { accounts, destinations, page, rows, scale, search, start, views, ...others } = found.sections;
    const calls = (strategy: string) =>
      others.strategies?.loads.find((load) => load.strategy === strategy)?.calls ?? 0;
    const listed = others.strategies?.loads[0]?.listed ?? {};
    const [bills = 0, lines = 0] = [listed.bills, listed.bill_details];
    // 80, and those that do not add up.
    expect(bills).toBeGreaterThanOrEqual(80);
    expect(calls('single')).toBe(1 + 2 * bills + lines);
    expect(calls('auto')).toBeGreaterThan(0);
    expect(calls('auto') * 10).toBeLessThanOrEqual(calls('single'));
    for (const name of ['expanded', 'batch']) expect(calls(name) * 3).toBeLessThan(calls('single'));
    const servers = serverPrograms() ? ['postgres'] : [];
    const types = ['sqlite', ...servers, 'duckdb', 'parquet', 'jsonl', 'csv'];
    expect(start?.loads.length).toBe(3);
    const flat = rows?.loads.filter(({ work }) => work === '2,000 rows of a flat list') ?? [];
    expect(flat.map(({ type }) => type)).toEqual([
      'the bound',
      'sqlite',
      'duckdb',
      'parquet',
      'jsonl',
      'csv',
      ...servers,
    ]);
    for (const load of flat) expect(load.rows).toBe(2000);
    expect(rows?.loads.at(-1)?.known).toBeGreaterThan(60);
    // Twice each: a tenth, and the whole. A later load reads what is new: here some ids.
    expect(scale?.loads.map(({ work }) => work).length).toBe(8);
    for (const load of scale?.loads ?? []) expect(load.cpuSeconds).toBeGreaterThan(0);
    expect(destinations?.loads.map(({ type }) => type)).toEqual(types);
    expect(accounts?.loads.map(({ complete }) => complete)).toEqual([6, 12, 12, 12]);
    expect(search?.loads.map(({ strokes }) => strokes)).toEqual([69, 69, 69]);
    expect(page?.loads.map(({ strokes }) => strokes)).toEqual([22, 22]);
    expect(views?.loads.map(({ engine }) => engine)).toEqual(['sqlite', 'duckdb', ...servers]);
    const all = Object.values(others).flatMap(({ loads }) => loads);
    const figures = ['seconds', 'cpuSeconds', 'peakMegabytes', 'sandboxCpuSeconds'];
    for (const load of all) for (const figure of figures) expect(load[figure]).toBeGreaterThan(0);
    expect(others.growth?.loads.map((load) => load.rows / load.calls > 10)).toEqual([true, true, true]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

// Several processes with the same key at the same time: together they keep to one budget.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Ended, startCommand } from './command.js';

interface Stats {
  total: number;
  mostInAnySecond: number;
  answered429: number;
}

let folder: string;
let url: string;
let env: Record<string, string>;
let sandbox: ReturnType<typeof startCommand>;
const started: ReturnType<typeof startCommand>[] = [];

/** A sandbox in a process of its own: what this process does must not touch the times that it measures. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-shared-'));
  env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, TEMP: folder };
  const options = ['--json', '--port', '0', '--bills', '40', '--lines', '2', '--no-edges'];
  sandbox = startCommand(['sandbox', ...options], folder, env);
  const words = await new Promise<string>((resolve) => {
    let text = '';
    sandbox.child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('}\n') || text.trimEnd().endsWith('}')) resolve(text);
    });
  });
  const told = JSON.parse(words) as Record<string, string>;
  url = told.url ?? '';
  env = {
    ...env,
    OVH_APPLICATION_KEY: told.applicationKey ?? '',
    OVH_APPLICATION_SECRET: told.applicationSecret ?? '',
    OVH_CONSUMER_KEY: told.consumerKey ?? '',
  };
});

afterEach(async () => {
  for (const { child } of [...started.splice(0), sandbox]) child.kill('SIGKILL');
  await sandbox.ended;
  rmSync(folder, { recursive: true, force: true });
});

const stats = async () => (await (await fetch(`${url}/__sandbox/stats`)).json()) as Stats;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function load(name: string, more = '', budget = '{}') {
  const text = `region: eu\nbaseUrl: ${url}\nschemas: { use: never }\nbudget: ${budget}\ndestination: { type: sqlite, path: ${name}.db }\nendpoints:\n  - preset: bills\n${more}`;
  writeFileSync(join(folder, `${name}.yaml`), text);
  const run = startCommand(['load', '--strategy', 'single', '-c', `${name}.yaml`], folder, env);
  started.push(run);
  return run;
}

/** Where the leases are. */
function leaseHome(): string {
  const uid = process.getuid?.();
  return join(folder, uid === undefined ? 'source-ovhcloud' : `source-ovhcloud-${uid}`);
}

/** The leases that are left, of every account. */
function leases(): string[] {
  const own = leaseHome();
  expect(existsSync(own)).toBe(true);
  return readdirSync(own, { recursive: true }).map(String);
}

test('three loads at once: no second over the limit, no 429, all complete, no lease left', async () => {
  const runs = ['one', 'two', 'three'].map((name) => load(name, '    only: [bills]\n'));
  const ended: Ended[] = await Promise.all(runs.map((run) => run.ended));
  for (const { code, stdout } of ended) {
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Complete/);
    expect(stdout).not.toMatch(/slowed down|other processes/);
  }
  const { mostInAnySecond, answered429, total } = await stats();
  expect(answered429).toBe(0);
  expect(mostInAnySecond).toBeLessThanOrEqual(20);
  expect(total).toBeGreaterThan(3 * 70);
  expect(leases()).toEqual([]);
}, 180_000);

test('a load that is killed leaves its part to the other, and nothing behind', async () => {
  const kept = load('kept');
  const killed = load('killed');
  const counted = async (ms: number) => {
    const before = (await stats()).total;
    await pause(ms);
    return (await stats()).total - before;
  };
  while ((await stats()).total < 20) await pause(50);
  await pause(2500);
  const both = await counted(3000);
  killed.child.kill('SIGKILL');
  expect((await killed.ended).code).toBe(null);
  await pause(2500);
  const alone = await counted(3000);
  // Half of it, had the other's part been lost.
  expect(alone / both).toBeGreaterThan(0.7);
  expect((await kept.ended).code).toBe(0);
  const { mostInAnySecond, answered429 } = await stats();
  expect(answered429).toBe(0);
  expect(mostInAnySecond).toBeLessThanOrEqual(20);
  expect(leases()).toEqual([]);
}, 180_000);

test('a folder that is not to be trusted: one warning, nothing written there; switched off: no word', async () => {
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), leaseHome());
  const warned = await load('warned', '    only: [bill_ids]\n').ended;
  expect(warned.code).toBe(0);
  expect(warned.stdout.match(/other processes are not seen/g)).toHaveLength(1);
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  const alone = await load('alone', '    only: [bill_ids]\n', '{ shared: false }').ended;
  expect(alone.code).toBe(0);
  expect(alone.stdout).not.toContain('other processes');
}, 60_000);

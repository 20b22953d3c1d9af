// Several processes with the same key at the same time: together they keep to one budget. That no second is over the
// limit is proved in virtual time (test/http/lease.test.ts): a busy machine delivers in one moment what was sent in
// several. Here the limit lies between what processes send that share and what they would send else.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { longTest } from '../extent.js';
import { type Ended, startCommand } from './command.js';

interface Stats {
  total: number;
  answered429: number;
}

/** Seconds over which the sandbox counts. */
const WINDOW = 4;

let folder: string;
let url: string;
let env: Record<string, string>;
let sandbox: ReturnType<typeof startCommand>;
const started: ReturnType<typeof startCommand>[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-shared-'));
  env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, TEMP: folder };
});

/** A sandbox in a process of its own: what this process does must not touch the times that it measures. */
async function openSandbox(bills: number): Promise<void> {
  const options = `--json --port 0 --bills ${bills} --lines 2 --no-edges --rate 0 --rate-window ${WINDOW}`;
  sandbox = startCommand(['sandbox', ...options.split(' ')], folder, env);
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
}

afterEach(async () => {
  for (const { child } of [...started.splice(0), sandbox]) child.kill('SIGKILL');
  await sandbox.ended;
  rmSync(folder, { recursive: true, force: true });
});

const stats = async () => (await (await fetch(`${url}/__sandbox/stats`)).json()) as Stats;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** From now on the sandbox answers 429 to what is over so many calls a second. */
async function limitTo(perSecond: number): Promise<void> {
  const body = JSON.stringify({ rate: perSecond * WINDOW });
  expect((await fetch(`${url}/__sandbox/options`, { method: 'POST', body })).status).toBe(200);
}

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

test('three loads at once: one budget, no 429, all complete, no lease left', async () => {
  await openSandbox(15);
  const pace = 54;
  // Two that share and one that does not would send twice as many.
  await limitTo(pace * 1.5);
  const budget = `{ callsPerSecond: ${pace} }`;
  const runs = ['one', 'two', 'three'].map((name) => load(name, '    only: [bills]\n', budget));
  const ended: Ended[] = await Promise.all(runs.map((run) => run.ended));
  for (const { code, stdout } of ended) {
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Complete/);
    expect(stdout).not.toMatch(/slowed down|other processes/);
  }
  const { answered429, total } = await stats();
  expect(answered429).toBe(0);
  expect(total).toBeGreaterThan(3 * 45);
  expect(leases()).toEqual([]);
}, 180_000);

longTest(
  'a load that is killed leaves its part to the other, and nothing behind',
  async () => {
    await openSandbox(130);
    // Slow enough for a busy machine to reach it. Each of two that do not share would send as many.
    const pace = 50;
    await limitTo(pace * 1.5);
    const kept = load('kept', '', `{ callsPerSecond: ${pace} }`);
    const killed = load('killed', '', `{ callsPerSecond: ${pace} }`);
    while ((await stats()).total < 20 || leases().filter((name) => name.endsWith('.json')).length < 2)
      await pause(50);
    // A newcomer waits two seconds before its first call.
    await pause(3000);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).code).toBe(null);
    // Half of it at most, were the other's part lost; a busy machine takes its time to come to more.
    const counted = async () => {
      const [before, from] = [(await stats()).total, performance.now()];
      await pause(1500);
      return ((await stats()).total - before) / ((performance.now() - from) / 1000);
    };
    while (kept.child.exitCode === null && (await counted()) < 0.7 * pace);
    expect(kept.child.exitCode).toBe(null);
    await limitTo(0);
    expect((await kept.ended).code).toBe(0);
    expect((await stats()).answered429).toBe(0);
    expect(leases()).toEqual([]);
  },
  180_000,
);

test('a folder that is not to be trusted: one warning, nothing written there; switched off: no word', async () => {
  await openSandbox(5);
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), leaseHome());
  const warned = await load(
    'warned',
    '    only: [bill_ids]\n    definitions: { bill_ids: { table: true } }\n',
  ).ended;
  expect(warned.code).toBe(0);
  expect(warned.stdout.match(/other processes are not seen/g)).toHaveLength(1);
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  const alone = await load(
    'alone',
    '    only: [bill_ids]\n    definitions: { bill_ids: { table: true } }\n',
    '{ shared: false }',
  ).ended;
  expect(alone.code).toBe(0);
  expect(alone.stdout).not.toContain('other processes');
}, 60_000);

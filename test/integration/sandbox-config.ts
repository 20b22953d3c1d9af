// A sandbox and a configuration for it, for the integration tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConfiguredSource, openSource } from '../../connector/app/open.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { EndpointInput } from '../../connector/model/preset.js';
import { PRESETS } from '../../endpoints/presets.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/main.js';
import { knownRoutes } from './truth.js';

export interface Setting {
  sandbox: RunningSandbox;
  folder: string;
  database: string;
  source(config?: object, options?: { clock?: Clock; only?: string[]; alone?: boolean }): ConfiguredSource;
  close(): Promise<void>;
}

/** Every definition of every preset that the sandbox can answer, each once. */
export async function knownEndpoints(url: string): Promise<EndpointInput[]> {
  const routes = await knownRoutes(url);
  const all = PRESETS.filter((preset) => !preset.name.startsWith('example_')).flatMap(
    (preset) => preset.endpoints,
  );
  // The sandbox's days do not go with the machine's: what the presets ask for by month is asked for whole.
  const whole = { from: '2012-01-01', to: '2099-12-31' };
  const known = all
    .filter(({ path }) => routes.has(path))
    .map((entry) => (entry.name === 'cloud_bills' ? { ...entry, query: whole } : entry));
  return [...new Map(known.map((endpoint) => [endpoint.name, endpoint])).values()];
}

/** Objects below lists, lists with child tables, pages, money, maps, ids that must be encoded: one of each kind. */
export const SOME_PRESETS = ['bills', 'orders', 'cloud_instances', 'iam_resources', 'domains', 'ips'].map(
  (preset) => ({ preset }),
);

/** @param endpoints of a source that names none; by itself all that the sandbox knows, which takes a second. */
export async function setUp(
  options: Partial<SandboxOptions> = {},
  endpoints?: readonly (EndpointInput | { preset: string })[],
): Promise<Setting> {
  const sandbox = await startSandbox({ rate: 0, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-'));
  const database = join(folder, 'ovh.db');
  const base = {
    region: 'eu',
    baseUrl: sandbox.url,
    auth: { ...sandbox.keys },
    destination: { type: 'sqlite', path: database },
    budget: { callsPerSecond: 1000 },
    endpoints: endpoints ?? (await knownEndpoints(sandbox.url)),
  };
  const setting: Setting = {
    sandbox,
    folder,
    database,
    source: (config = {}, more = {}) =>
      openSource({ ...base, ...config }, { env: {}, home: folder, cwd: folder, ...more }),
    // A test may have put another sandbox in the place of the first.
    close: async () => {
      await setting.sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return setting;
}

/** Waits a hundredth of what it is asked to: for runs that meet many faults. */
export const hastyClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
};

/**
 * Time that passes only while somebody waits for it, and then so many times as fast: a slow machine takes none of it. Slices
 * are then as large as configured, because none is committed early.
 */
export function steadyClock(times = 1): Clock {
  let now = systemClock.now();
  return {
    ...systemClock,
    now: () => now,
    sleep: async (ms, signal) => {
      const until = now + ms;
      await systemClock.sleep(ms / times, signal);
      now = Math.max(now, until);
    },
  };
}

/**
 * Time that goes so many times as fast: a pause of a second that the API asks for is over as soon as the wait for it.
 * Signatures carry the time, so it is for tokens, or for a sandbox that tolerates it (`timeTolerance`).
 */
export function fastClock(times: number): Clock {
  const start = systemClock.now();
  return {
    ...systemClock,
    now: () => start + Math.round((systemClock.now() - start) * times),
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}

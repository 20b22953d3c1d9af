// A sandbox and a configuration for it, for the integration tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../connector/model/clock.js';
import { systemClock } from '../../connector/model/clock.js';
import { openSource, type Source } from '../../connector/source/open.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/main.js';

export interface Setting {
  sandbox: RunningSandbox;
  folder: string;
  database: string;
  source(config?: object, options?: { clock?: Clock; only?: string[] }): Source;
  close(): Promise<void>;
}

/** Every preset that reads and needs no account of its own. */
export const READING_PRESETS = [
  'account',
  'bills',
  'bill_payments',
  'refunds',
  'corrective_invoices',
  'debts',
  'documents',
  'orders',
  'services',
  'dedicated_servers',
  'vps',
  'domains',
  'dns',
  'all_dom',
  'ips',
  'cloud_projects',
  'cloud_instances',
  'cloud_usage_current',
  'cloud_usage_history',
  'iam_resources',
  'iam_policies',
];

export async function setUp(options: Partial<SandboxOptions> = {}): Promise<Setting> {
  const sandbox = await startSandbox({ rate: 0, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-'));
  const database = join(folder, 'ovh.db');
  const base = {
    region: 'eu',
    baseUrl: sandbox.url,
    auth: { ...sandbox.keys },
    destination: { type: 'sqlite', path: database },
    budget: { callsPerSecond: 1000 },
    endpoints: READING_PRESETS.map((preset) => ({ preset })),
  };
  return {
    sandbox,
    folder,
    database,
    source: (config = {}, more = {}) =>
      openSource({ ...base, ...config }, { env: {}, home: folder, cwd: folder, ...more }),
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits a hundredth of what it is asked to: for runs that meet many faults. */
export const hastyClock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
};

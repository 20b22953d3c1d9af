// A sandbox account loaded into destinations at a chosen time, and what the sandbox says of its spend.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSource } from '../../connector/app/load.js';
import { openMart } from '../../connector/app/mart/views.js';
import { openSource } from '../../connector/app/open.js';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import type { QuerySession } from '../../connector/model/query.js';
import type { RunReport } from '../../connector/model/report.js';
import type { Cell } from '../../connector/model/table.js';
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../sandbox/main.js';

/** Every preset that the views read. */
export const MART_PRESETS = [
  ...[
    'account',
    'bills',
    'refunds',
    'corrective_invoices',
    'bill_payments',
    'debts',
    'services',
    'iam_resources',
  ],
  ...[
    'cloud_projects',
    'cloud_instances',
    'vps',
    'dedicated_servers',
    'orders',
    'order_extensions',
    'cloud_bills',
  ],
  ...[
    'cloud_usage_history',
    'cloud_usage_current',
    'cloud_usage_forecast',
    'savings_plans',
    'credit_balances',
  ],
  ...['cloud_credits', 'prepaid_accounts', 'catalog_prices'],
] as const;

/** The ninth day of the month in which the sandbox's account stands. */
export const TODAY = Date.UTC(2026, 6, 9, 10);

export interface DocumentTruth {
  kind: 'bill' | 'refund' | 'corrective';
  id: string;
  state: 'here' | 'gone' | 'refused';
  day: string;
  currency: string;
  withoutTax: string;
  tax: string;
  withTax: string;
  lines: string;
  lineCount: number;
  missingLines: number;
}

export interface SpendTruth {
  documents: DocumentTruth[];
  sums: (Record<'kind' | 'month' | 'service' | 'project' | 'currency' | 'amount', string> & {
    prepayment: boolean;
  })[];
}

export interface MartAccount {
  sandbox: RunningSandbox;
  folder: string;
  truth: () => Promise<SpendTruth>;
  load: (destination: DestinationConfig, options?: LoadOptions) => Promise<RunReport>;
  open: (destination: DestinationConfig, services?: object[]) => Promise<QuerySession>;
  close: () => Promise<void>;
}

export interface LoadOptions {
  presets?: readonly string[];
  endpoints?: readonly object[];
  config?: object;
  at?: number;
}

export async function martAccount(options: Partial<SandboxOptions> = {}): Promise<MartAccount> {
  const sandbox = await startSandbox({ rate: 0, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-mart-'));
  const load: MartAccount['load'] = async (destination, { presets, endpoints, config, at = TODAY } = {}) => {
    const wanted = endpoints ?? (presets ?? MART_PRESETS).map((preset) => ({ preset }));
    const source = openSource(
      {
        region: 'eu',
        baseUrl: sandbox.url,
        auth: { ...sandbox.keys },
        destination,
        budget: { callsPerSecond: 1000 },
        endpoints: wanted,
        ...config,
      },
      { env: {}, home: folder, cwd: folder, clock: clockAt(at) },
    );
    return loadSource(source);
  };
  return {
    sandbox,
    folder,
    truth: async () => (await (await fetch(`${sandbox.url}/__sandbox/spend`)).json()) as SpendTruth,
    load,
    open: async (destination, services = []) =>
      (await openMart({ destination, services: services as never })).session,
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes all tables of one destination into another, as a load would. */
export async function copyTables(from: DestinationConfig, to: DestinationConfig): Promise<void> {
  const source = await createDestination(from).open({ readOnly: true });
  const target = await createDestination(to).open();
  try {
    const schemas = await source.tables();
    await target.prepare(schemas);
    for (const schema of schemas) {
      const rows: Cell[][] = [];
      for await (const row of source.rows(schema.table))
        rows.push(schema.columns.map(({ name }) => row[name] ?? null));
      const batches = (async function* () {
        yield { schema, rows };
      })();
      await target.commit({ runId: 'copy', batches });
    }
    await target.publish?.();
  } finally {
    await source.close();
    await target.close();
  }
}

/** Time that goes on from an instant; calls are signed with the time of the server. */
function clockAt(start: number): Clock {
  const began = systemClock.now();
  return { ...systemClock, now: () => start + systemClock.now() - began };
}

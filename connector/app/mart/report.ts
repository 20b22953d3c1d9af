// The facts of a report, read from the destination of a source.

import { readReportData } from '../../../reports/read/read-report.js';
import type { ReportData } from '../../../reports/report/report-data.js';
import type { ReportOptions } from '../../../reports/report/report-options.js';
import type { OwnRule } from '../../../reports/services/rule-set.js';
import type { DestinationConfig } from '../../destinations/kit/kind.js';
import type { Clock } from '../../model/clock.js';
import type { PassedBudget } from '../../model/spend-budget.js';
import { notifyBudgets } from '../../observe/notifications/budgets.js';
import type { OpenOptions } from '../../query/open.js';
import { type SourceWithoutKeys, secretsIn } from '../open.js';
import { version } from '../package.js';
import { openMart } from './views.js';

/** What a report needs of a source: `openSource` and `openWithoutKeys` return it. */
export type ReportSource = {
  clock: Clock;
  config: { destination: DestinationConfig; services?: readonly OwnRule[] };
};

/** What a report is asked for. Default: the last month that is over, of all accounts. */
export type ReportRequest = Omit<ReportOptions, 'now' | 'generator'>;

/**
 * The facts of one month, read from the loaded tables: plain JSON with exact decimals as text. Calls nothing, changes
 * nothing, and needs no views. Throws `DestinationError` where the destination cannot be queried or nothing was loaded
 * into it, `ConfigError` for an account that it does not have, or for options of the destination that are wrong.
 */
export async function readReport(
  { config, clock }: ReportSource,
  request: ReportRequest = {},
  options: OpenOptions = {},
): Promise<ReportData> {
  const database = await openMart(config, options);
  try {
    return await readReportData(database, {
      ...request,
      now: localInstant(clock.now()),
      generator: { name: 'source-ovhcloud', version: version() },
    });
  } finally {
    await database.session.close();
  }
}

/** Sends one notification for all budgets that are past a threshold, where the configuration has `notify`. */
export async function notifyOfBudgets(
  source: SourceWithoutKeys,
  passed: PassedBudget[],
  delivered: (way: 'webhook' | 'command', problem: string | undefined) => void,
): Promise<void> {
  const { config, clock } = source;
  const settings = config.observability.notify;
  if (settings === undefined) return;
  const delivery = {
    settings,
    secrets: secretsIn(config),
    clock,
    network: config.network,
    userAgent: `source-ovhcloud/${version()}`,
  };
  await notifyBudgets(passed, delivery, delivered);
}

/** `2026-11-03T10:19:04+01:00`, in the time zone of this machine. */
export function localInstant(ms: number): string {
  const minutes = -new Date(ms).getTimezoneOffset();
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

// The notification of a batch: one for all of its connections.
import type { AccountsReport } from '../../model/accounts-report.js';
import { EXIT_CODES, type RunOutcome } from '../../model/report.js';
import { noticeLine } from '../../text/notice-text.js';
import { type Delivery, deliver } from './deliver.js';

export interface BatchNotification {
  /** Version of this shape. */
  version: 1;
  event: RunOutcome;
  /** One line for people. */
  text: string;
  batch: string;
  exitCode: number;
  /** How many connections it has, and how many of them are complete. */
  connections: number;
  complete: number;
  /** The first of those that are not complete. */
  notComplete: { name: string; outcome: RunOutcome; runId: string; reason?: string }[];
}

const MOST_NAMED = 100;

/** Always resolves. `delivered` hears of each way. Sends nothing of an outcome that `on` leaves out, or of a complete batch. */
export async function notifyBatch(
  batch: string,
  report: AccountsReport,
  delivery: Delivery,
  delivered: (way: 'webhook' | 'command', problem: string | undefined) => void,
): Promise<void> {
  const { outcome } = report;
  if (outcome === 'complete' || !delivery.settings.on.includes(outcome)) return;
  await deliver(JSON.stringify(notificationOf(batch, report)), delivery, delivered);
}

export function notificationOf(batch: string, { outcome, connections }: AccountsReport): BatchNotification {
  const bad = connections.filter((each) => each.outcome !== 'complete');
  const complete = connections.length - bad.length;
  const names = bad.slice(0, 5).map(({ name }) => name);
  const more = bad.length > names.length ? ` and ${bad.length - names.length} more` : '';
  const notComplete = bad.slice(0, MOST_NAMED).map(({ name, outcome: own, runId, reasons: [first] }) => ({
    ...{ name, outcome: own, runId },
    ...(first && { reason: noticeLine(first) }),
  }));
  return {
    version: 1,
    event: outcome,
    text: `source-ovhcloud ${outcome.toUpperCase()}: batch ${batch}, ${complete} of ${connections.length} connections complete; not complete: ${names.join(', ')}${more}`,
    batch,
    exitCode: EXIT_CODES[outcome],
    connections: connections.length,
    complete,
    notComplete,
  };
}

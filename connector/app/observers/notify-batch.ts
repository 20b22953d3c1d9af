// Notifies of a batch, as its configuration says.
import type { AccountsReport } from '../../model/accounts-report.js';
import type { Listener, LoadEvent } from '../../model/events/events.js';
import { notifyBatch } from '../../observe/notifications/batch.js';
import { type SourceWithoutKeys, secretsIn } from '../open.js';
import { version } from '../package.js';

/** Always resolves. @param listener receives `notification.sent` or `notification.failed` for each webhook and command */
export async function notifyOfBatch(
  sources: readonly [SourceWithoutKeys, ...SourceWithoutKeys[]],
  batch: string,
  report: AccountsReport,
  listener?: Listener<LoadEvent>,
): Promise<void> {
  const [{ config, clock }] = sources;
  const settings = config.observability.notify;
  const { outcome } = report;
  if (settings === undefined || outcome === 'complete') return;
  const delivery = {
    settings,
    secrets: sources.flatMap((source) => secretsIn(source.config)),
    clock,
    network: config.network,
    userAgent: `source-ovhcloud/${version()}`,
  };
  await notifyBatch(batch, report, delivery, (way, problem) =>
    listener?.(
      problem === undefined
        ? { event: 'notification.sent', way, outcome }
        : { event: 'notification.failed', way, outcome, problem },
    ),
  );
}

// Notifies of the run of a source, as its configuration says.
import type { Listener, LoadEvent } from '../../model/events/events.js';
import type { RunReport } from '../../model/report.js';
import { notify } from '../../observe/notifications/notify.js';
import { type ConfiguredSource, secretsIn } from '../open.js';
import { version } from '../package.js';
import { earlierRuns } from './earlier-runs.js';

/**
 * Call it after a run. Always resolves.
 *
 * @param listener receives `notification.sent` or `notification.failed` for each webhook and command
 * @param previous outcome of the previous run, where the caller knows it; default: the destination's history
 */
export async function notifyRun(
  source: ConfiguredSource,
  report: RunReport,
  listener?: Listener<LoadEvent>,
  previous?: string,
): Promise<void> {
  const { config, clock } = source;
  const { connection, observability } = config;
  if (!observability.notify) return;
  await notify(report, {
    settings: observability.notify,
    connection,
    secrets: secretsIn(config),
    clock,
    network: config.network,
    userAgent: `source-ovhcloud/${version()}`,
    runs: () => earlierRuns(source),
    previous,
    listener,
  });
}

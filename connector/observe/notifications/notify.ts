// Notifies of the outcome of a run, by webhook and command. A failed notification is an event; it changes no outcome.
import type { NotifiedOutcome } from '../../config/observability.js';
import type { Listener, LoadEvent } from '../../model/events/events.js';
import type { RunReport } from '../../model/report.js';
import type { StoredRun } from '../../state/history/stored-runs.js';
import { type Delivery, deliver } from './deliver.js';
import { notificationOf } from './payload.js';

export interface NotifyContext extends Delivery {
  connection?: string;
  /** Stored runs, latest first. Called where `previous` is absent and the run is complete. */
  runs(): Promise<readonly StoredRun[]>;
  /** Outcome of the previous run, where the caller knows it. */
  previous?: string;
  listener?: Listener<LoadEvent>;
}

/** Always resolves. `listener` receives `notification.sent` or `notification.failed` for each way. */
export async function notify(report: RunReport, context: NotifyContext): Promise<void> {
  const { settings, connection, listener } = context;
  const outcome = await notifiedOutcome(report, context);
  if (outcome === undefined || !settings.on.includes(outcome)) return;
  const body = JSON.stringify(notificationOf(outcome, report, connection));
  await deliver(body, context, (way, problem) => {
    const of = {
      way,
      outcome,
      ...(connection === undefined ? {} : { connection }),
      ...(report.runId === '' ? {} : { runId: report.runId }),
    };
    listener?.(
      problem === undefined
        ? { event: 'notification.sent', ...of }
        : { event: 'notification.failed', ...of, problem },
    );
  });
}

async function notifiedOutcome(
  report: RunReport,
  { previous, runs }: NotifyContext,
): Promise<NotifiedOutcome | undefined> {
  if (report.outcome !== 'complete') return report.outcome;
  const last = previous ?? previousOutcome(await runs(), report);
  return last === undefined || last === 'complete' ? undefined : 'recovered';
}

/** Outcome of the previous run with the same source objects of the same account: a part proves nothing of the whole. */
export function previousOutcome(runs: readonly StoredRun[], report: RunReport): string | undefined {
  const names = (sources: readonly { name: string }[]) =>
    sources
      .map(({ name }) => name)
      .sort()
      .join(' ');
  const wanted = names(report.sources);
  const own = runs.findIndex(({ runId }) => runId === report.runId);
  return runs
    .slice(own + 1)
    .find(({ account, sources }) => account === report.account && names(sources) === wanted)?.outcome;
}

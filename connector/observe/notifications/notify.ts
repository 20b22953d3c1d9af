// Notifies of the outcome of a run, by webhook and command. A failed notification is an event; it changes no outcome.
import type { NotifiedOutcome, NotifyConfig } from '../../config/observability.js';
import type { Clock } from '../../model/clock.js';
import type { Listener, LoadEvent } from '../../model/events/events.js';
import type { RunReport } from '../../model/report.js';
import { type Secret, scrubber } from '../../model/secret.js';
import type { NetworkSettings } from '../../network/settings.js';
import type { StoredRun } from '../../state/history/stored-runs.js';
import { runCommand } from './command.js';
import { notificationOf } from './payload.js';
import { postWebhook } from './webhook.js';

export interface NotifyContext {
  settings: NotifyConfig;
  connection?: string;
  /** Removed from what is sent, and from the environment of the command. */
  secrets: readonly Secret[];
  clock: Clock;
  userAgent: string;
  /** Proxy and certificates of the webhook. */
  network: NetworkSettings;
  /** Stored runs, latest first. Called where `previous` is absent and the run is complete. */
  runs(): Promise<readonly StoredRun[]>;
  /** Outcome of the previous run, where the caller knows it. */
  previous?: string;
  listener?: Listener<LoadEvent>;
}

/** Always resolves. `listener` receives `notification.sent` or `notification.failed` for each way. */
export async function notify(report: RunReport, context: NotifyContext): Promise<void> {
  const { settings, connection, secrets, clock, userAgent, network, listener } = context;
  const outcome = await notifiedOutcome(report, context);
  if (outcome === undefined || !settings.on.includes(outcome)) return;
  const scrub = scrubber(secrets);
  const body = scrub(JSON.stringify(notificationOf(outcome, report, connection)));
  const send = async (way: 'webhook' | 'command', work: () => Promise<void>) => {
    const problem = await work().then(
      () => undefined,
      (error: unknown) => scrub(error instanceof Error ? error.message : String(error)),
    );
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
  };
  const { webhook, command } = settings;
  if (webhook) await send('webhook', () => postWebhook(webhook, body, { clock, userAgent, network }));
  if (command) await send('command', () => runCommand(command, body, secrets));
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

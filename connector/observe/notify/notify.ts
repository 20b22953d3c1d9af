// Tells those who want to know how a run ended. That this fails is a warning and changes no outcome.

import { type ConfiguredSource, secretsIn } from '../../app/open.js';
import { version } from '../../app/package.js';
import type { NotifiedOutcome } from '../../config/observability.js';
import { createDestination } from '../../destinations/registry.js';
import { DestinationError } from '../../model/errors.js';
import type { Listener, LoadEvent } from '../../model/events/events.js';
import type { RunReport } from '../../model/report.js';
import { scrubber } from '../../model/secret.js';
import { listRuns, type StoredRun } from '../../state/history.js';
import { runCommand } from './command.js';
import { notificationOf } from './payload.js';
import { postWebhook } from './webhook.js';

/** Runs that are looked through for the one before. */
const LOOKED_THROUGH = 200;

/**
 * After a run: tells its outcome as the configuration wants it. Resolves always; what was told, and what could not be,
 * goes to `listener`.
 *
 * @param before outcome of the run before, where the caller knows it; else the history in the destination tells
 */
export async function notifyRun(
  source: ConfiguredSource,
  report: RunReport,
  listener?: Listener<LoadEvent>,
  before?: string,
): Promise<void> {
  const { notify } = source.config.observability;
  if (!notify) return;
  const outcome = await notifiedOutcome(source, report, before);
  if (outcome === undefined || !notify.on.includes(outcome)) return;
  const { connection } = source.config;
  const secrets = secretsIn(source.config);
  const scrub = scrubber(secrets);
  const body = scrub(JSON.stringify(notificationOf(outcome, report, connection)));
  const tell = async (way: 'webhook' | 'command', work: () => Promise<void>) => {
    const problem = await work().then(
      () => undefined,
      (error: unknown) => scrub(error instanceof Error ? error.message : String(error)),
    );
    const context = {
      ...(connection ? { connection } : {}),
      ...(report.runId ? { runId: report.runId } : {}),
    };
    const of = { way, outcome, ...context };
    listener?.(
      problem === undefined
        ? { event: 'notification.sent', ...of }
        : { event: 'notification.failed', ...of, problem },
    );
  };
  const { webhook, command } = notify;
  const parts = { clock: source.clock, userAgent: `source-ovhcloud/${version()}` };
  if (webhook) await tell('webhook', () => postWebhook(webhook, body, parts));
  if (command) await tell('command', () => runCommand(command, body, secrets));
}

async function notifiedOutcome(
  source: ConfiguredSource,
  report: RunReport,
  before: string | undefined,
): Promise<NotifiedOutcome | undefined> {
  if (report.outcome !== 'complete') return report.outcome;
  const last = before ?? outcomeBefore(await runsOf(source), report);
  return last === undefined || last === 'complete' ? undefined : 'recovered';
}

/** Of the last run before with the same source objects of the same account: part of a load proves nothing of the whole. */
export function outcomeBefore(runs: readonly StoredRun[], report: RunReport): string | undefined {
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

/** The latest first; none where nothing is written. */
export async function runsOf({ config }: ConfiguredSource, limit = LOOKED_THROUGH): Promise<StoredRun[]> {
  try {
    return await listRuns(createDestination(config.destination), limit);
  } catch (error) {
    if (error instanceof DestinationError) return [];
    throw error;
  }
}

// The report of a load that ended before anything was read.
import { createDestination } from '../destinations/registry.js';
import { InterruptedError, noticesOf } from '../model/errors.js';
import type { Notice } from '../model/notice.js';
import type { RunOutcome, RunReport } from '../model/report.js';
import { scrubbed, scrubber } from '../model/secret.js';
import { type SourceWithoutKeys, secretsIn } from './open.js';

/** @param error that prevented the load */
export function notStartedReport(error: unknown, source: SourceWithoutKeys): RunReport {
  const reasons = reasonsFor(error, source);
  if (!(error instanceof InterruptedError)) return emptyReport(source, 'failed', reasons);
  return { ...emptyReport(source, 'incomplete', reasons), interrupted: true };
}

/** The reasons that prevented a load, without secrets. */
export function reasonsFor(error: unknown, { config }: SourceWithoutKeys): Notice[] {
  return scrubbed(noticesOf(error), scrubber(secretsIn(config)));
}

/** A report without a run. */
export function emptyReport(
  { config, plan, clock }: SourceWithoutKeys,
  outcome: RunOutcome,
  reasons: Notice[],
): RunReport {
  const now = new Date(clock.now()).toISOString();
  return {
    runId: '',
    outcome,
    reasons,
    account: config.account ?? '',
    ...(config.connection !== undefined && { connection: config.connection }),
    region: config.region.name,
    destination: createDestination(config.destination).location,
    startedAt: now,
    endedAt: now,
    seconds: 0,
    slices: 0,
    calls: { calls: 0, retries: 0, budgetWaitMs: 0, retryWaitMs: 0, byStatus: {}, perSecond: 0 },
    sources: [],
    drift: [],
    refusedStrategies: [],
    warnings: plan.warnings,
  };
}

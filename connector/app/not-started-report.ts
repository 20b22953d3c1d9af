// The report of a load that ended before anything was read.
import { createDestination } from '../destinations/registry.js';
import { InterruptedError, noticesOf } from '../model/errors.js';
import type { RunReport } from '../model/report.js';
import { scrubber } from '../model/secret.js';
import { type ConfiguredSource, secretsIn } from './open.js';

export function notStartedReport(error: unknown, { config, plan, clock }: ConfiguredSource): RunReport {
  const now = new Date(clock.now()).toISOString();
  const isInterrupted = error instanceof InterruptedError;
  return {
    runId: '',
    outcome: isInterrupted ? 'incomplete' : 'failed',
    ...(isInterrupted ? { interrupted: true } : {}),
    reasons: noticesOf(error, scrubber(secretsIn(config))),
    account: config.account ?? '',
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

// The way from definitions to the plan that is read, in steps. Each is a function from plan to plan:
//
// 1. compile: definitions become trees (`compiledPlan`, when a source is opened)
// 2. scope: a part of the past, if a backfill is asked for (`inBackfill`)
// 3. declare: columns, secret fields and pages from the API's documents, which the definitions must fit (`declaredPlan`, or
//    without a call `offlinePlan`)
// 4. select: only what an earlier run did not load, if a retry is asked for (`planToLoad`)
import type { ApiClient } from '../../model/api.js';
import type { Destination } from '../../model/destination.js';
import { ConfigError, type ConfigIssue } from '../../model/errors.js';
import type { Plan } from '../../model/plan.js';
import { type Backfill, backfillPlan } from '../../plan/modes/backfill.js';
import { NothingToRetry } from '../../run/choose-retry.js';
import type { Retry } from '../../run/run-state.js';
import type { SourceWithoutKeys } from '../open.js';
import { type RetryRequest, retryOf } from '../repair/retry.js';
import { checkDefinitions } from './check-definitions.js';
import { withDeclarations } from './declarations.js';
import { documentsOf } from './documents.js';

/** The source with the plan of a backfill. Throws `ConfigError` where it is not possible. */
export function inBackfill<Source extends SourceWithoutKeys>(source: Source, backfill: Backfill): Source {
  return { ...source, plan: backfillPlan(source.plan, backfill) };
}

/**
 * The plan as it is where documents are not used. Their notes and deprecated routes become warnings. No call has
 * credentials. Throws `ConfigError` where current documents refuse definitions.
 */
export async function declaredPlan(
  source: SourceWithoutKeys,
  client: ApiClient,
  signal?: AbortSignal,
): Promise<Plan> {
  const { plan, issues } = await judgedPlan(source, client, signal);
  if (issues.length > 0) throw new ConfigError(issues);
  return plan;
}

/** The same, with what the documents refuse. */
export async function judgedPlan(
  source: SourceWithoutKeys,
  client: ApiClient,
  signal?: AbortSignal,
): Promise<{ plan: Plan; issues: ConfigIssue[] }> {
  const checked = await checkDefinitions(source, { client, signal });
  if (!checked) return { plan: source.plan, issues: [] };
  const { plan } = source;
  const warned = { ...plan, warnings: [...plan.warnings, ...checked.warnings] };
  return { plan: withDeclarations(warned, checked.documents), issues: checked.issues };
}

/** The plan without a call: with documents of any age from the folder or the cache, if there are some. */
export async function offlinePlan(source: SourceWithoutKeys): Promise<Plan> {
  const documents = await documentsOf(source, { maxAgeMs: Number.POSITIVE_INFINITY });
  return documents ? withDeclarations(source.plan, documents) : source.plan;
}

export interface LoadScope {
  /** The plan with its declarations. */
  plan: Plan;
  destination: Destination;
  account: string;
  retry?: RetryRequest;
}

/** The plan of a load, after the last step. */
export async function planToLoad({
  plan,
  destination,
  account,
  retry,
}: LoadScope): Promise<{ plan: Plan; retry?: Retry } | NothingToRetry> {
  if (!retry) return { plan };
  const selected = await retryOf(plan, destination, account, retry);
  if (selected instanceof NothingToRetry) return selected;
  const { plan: rest, ...which } = selected;
  return { plan: rest, retry: which };
}

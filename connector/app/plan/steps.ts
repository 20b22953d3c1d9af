// The way from definitions to the plan that is read, in steps. Each is a function from plan to plan:
//
// 1. compile: definitions become trees (`compiledPlan`, when a source is opened)
// 2. scope: a part of the past, if a backfill is asked for (`inBackfill`)
// 3. declare: columns, secret fields and pages from the API's documents (`declaredPlan`, or without a call `offlinePlan`)
// 4. select: only what an earlier run did not load, if a retry is asked for (`planToLoad`)
import type { ApiClient } from '../../model/api.js';
import type { Destination } from '../../model/destination.js';
import type { Plan } from '../../model/plan.js';
import { type Backfill, backfillPlan } from '../../plan/modes/backfill.js';
import { NothingToRetry } from '../../run/choose-retry.js';
import type { Retry } from '../../run/run-state.js';
import type { SourceWithoutKeys } from '../open.js';
import { type RetryRequest, retryOf } from '../repair/retry.js';
import { withDeclarations } from './declarations.js';
import { documentsOf } from './documents.js';

/** The source with the plan of a backfill. Throws `ConfigError` where it is not possible. */
export function inBackfill<Source extends SourceWithoutKeys>(source: Source, backfill: Backfill): Source {
  return { ...source, plan: backfillPlan(source.plan, backfill) };
}

/** The plan as it is where documents are not used. Their notes and deprecated routes become warnings. */
export async function declaredPlan(source: SourceWithoutKeys, client: ApiClient): Promise<Plan> {
  return declared(source, client);
}

/** The same without a call: with documents of any age from the folder or the cache, if there are some. */
export async function offlinePlan(source: SourceWithoutKeys): Promise<Plan> {
  return declared(source);
}

async function declared(source: SourceWithoutKeys, client?: ApiClient): Promise<Plan> {
  const documents = await documentsOf(source, client);
  return documents ? withDeclarations(source.plan, documents) : source.plan;
}

export interface LoadScope {
  client: ApiClient;
  destination: Destination;
  account: string;
  retry?: RetryRequest;
}

/** The plan of a load, after the last step. */
export async function planToLoad(
  source: SourceWithoutKeys,
  { client, destination, account, retry }: LoadScope,
): Promise<{ plan: Plan; retry?: Retry } | NothingToRetry> {
  const plan = await declared(source, client);
  if (!retry) return { plan };
  const selected = await retryOf(plan, destination, account, retry);
  if (selected instanceof NothingToRetry) return selected;
  const { plan: rest, ...which } = selected;
  return { plan: rest, retry: which };
}

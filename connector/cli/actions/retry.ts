// retry: reads what an earlier run did not load, and nothing else.
import type { ConfiguredSource } from '../../app/open.js';
import { sourcesToRetry } from '../../app/repair/retry.js';
import type { RetryOptions } from '../commands/retry.js';
import { reasonsOf } from './ledger.js';
import { loadAndReport } from './load.js';
import { sourcesFrom } from './sources.js';

export async function retry(
  run: string | undefined,
  { reason, source, id, ...options }: RetryOptions,
): Promise<void> {
  const reasons = reason === undefined ? undefined : reasonsOf(reason);
  const request = { run, reasons, sources: source, ids: id };
  const sources = () => sourcesFrom(options) as [ConfiguredSource, ...ConfiguredSource[]];
  await loadAndReport({ ...options, retry: request }, () => sourcesToRetry(sources(), run));
}

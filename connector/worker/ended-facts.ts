// What is said of a job that has ended.
import { noticesOf } from '../model/errors.js';
import { withoutUrlSecrets } from '../model/like-secrets.js';
import type { Ended } from './decision.js';

/** What is printed and stored with a job: without secrets of addresses. */
export function factsOf(ended: Ended) {
  if ('error' in ended) {
    const [reason] = noticesOf(ended.error);
    return { outcome: 'failed' as const, rows: 0, calls: 0, seconds: 0, ...reasonOf(reason) };
  }
  const { outcome, runId, seconds, calls, sources, reasons } = ended.report;
  return {
    outcome,
    ...(runId !== '' && { runId }),
    ...{ seconds, calls: calls.calls, rows: sources.reduce((sum, { rows }) => sum + rows, 0) },
    ...reasonOf(reasons[0]),
  };
}

function reasonOf(reason: ReturnType<typeof noticesOf>[number] | undefined) {
  return reason ? { code: reason.code, message: withoutUrlSecrets(reason.message) } : {};
}

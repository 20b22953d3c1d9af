// What the ledger says of answers, and whether an object may still change.
import type { ApiProblem } from '../model/api.js';
import { isObject, type JsonValue } from '../model/json.js';
import type { PlanNode } from '../model/plan.js';
import { problemMessage } from '../model/problem-text.js';
import type { LedgerEntry } from '../model/report.js';

/** What the ledger says of an answer. */
export function answerOf(problem: ApiProblem | { message: string }): Omit<LedgerEntry, 'id' | 'reason'> {
  if (!('attempts' in problem)) return problem;
  const { status, code, queryId, attempts } = problem;
  return { status, code, message: problemMessage(problem), queryId, attempts };
}

/** False while a field has another value than those with which it ends; a bare value is the field `value`. */
export function isFinal({ definition }: PlanNode, item: JsonValue): boolean {
  const { mode, until } = definition.sync;
  if (mode !== 'open' || !until) return true;
  const fields = isObject(item) ? item : { value: item };
  return Object.entries(until).every(([name, finals]) => {
    const value = fields[name] ?? null;
    return finals.some((final) => String(final) === String(value));
  });
}

export function emptyReply(
  node: PlanNode,
  { status, attempts, queryId }: { status: number; attempts: number; queryId?: string },
) {
  const { method, path } = node.definition;
  return { method, path, status, attempts, queryId, message: 'the API answered with nothing' };
}

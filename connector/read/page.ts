// A page of a list: as the API answered it, or made from an expanded list or a batch.
import type { ApiOutcome, ApiProblem, ReplyBody, SkipReason } from '../model/api.js';
import { isObject, isScalar, type JsonValue } from '../model/json.js';
import type { PlanNode } from '../model/plan.js';
import { problemMessage } from '../model/problem-text.js';
import type { LedgerEntry, ListProof } from '../model/report.js';

/** An object that came with the list of its ids or in a batch, as if it had been read by itself. */
export interface Detail {
  payload: JsonValue;
  queryId?: string;
}

export interface Page {
  outcome: ApiOutcome;
  /** The objects of the ids on this page, by the text of the id: no call is needed for them. */
  details?: ReadonlyMap<string, Detail>;
  /** Only what has not come yet counts: the plain list after its objects. */
  isProof?: boolean;
  /** It came before in the same list: its items count as duplicates. */
  isRepeat?: boolean;
}

/** A reply's content that was made here, not parsed from bytes. */
export function bodyOf(value: JsonValue): ReplyBody {
  if (value === null) return { kind: 'none', length: 0, value: () => null, items: () => [] };
  if (!Array.isArray(value)) return { kind: 'value', length: 1, value: () => value, items: () => [value] };
  return { kind: 'array', length: value.length, value: () => value, items: () => value };
}

/** A successful reply with this content. */
export function replyOf(value: JsonValue, queryId: string | undefined): ApiOutcome {
  return { outcome: 'ok', status: 200, headers: {}, queryId, attempts: 1, body: bodyOf(value) };
}

/** Why there is no object: where the reply has nothing, it is absent. Undefined: there is one. */
export function reasonOf(outcome: ApiOutcome): SkipReason | undefined {
  if (outcome.outcome === 'skip') return outcome.reason;
  return outcome.body.kind === 'none' ? 'absent' : undefined;
}

const LASTING = new Set<SkipReason>(['absent', 'gone', 'expired', 'refused']);

/** Whether it is an answer about the object, which will be the same next time; not trouble on the way. */
export function isLasting(reason: SkipReason): boolean {
  return LASTING.has(reason);
}

/** What it rests on that the items of this reply are all. */
export function proofOf({ path: [branch], pagination }: PlanNode, body: ReplyBody): ListProof {
  if (body.kind !== 'array') return 'single';
  if (pagination && pagination.by !== 'none') return 'pages';
  if (branch && 'literal' in branch && branch.literal === 'v2') return 'cursor';
  for (const item of body.items()) return isScalar(item) ? 'ids' : 'reply';
  return 'reply';
}

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

// Entries of batches that say why there is no value: they are believed once single calls have confirmed a few with the
// same reason.
import type { ApiOutcome, ApiProblem, ApiRequest, SkipReason } from '../../model/api.js';
import { isObject, isScalar, type JsonObject, stringifyJson } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import type { Partition } from '../../model/record.js';
import { isLasting, replyOf } from '../page.js';
import type { Requests } from '../pages.js';
import type { ItemContext } from '../parents.js';
import type { CountedClient } from './counted-client.js';

/** Single calls that agree before the next entry with the same reason is believed. */
const CONFIRMATIONS = 3;
/** On average one of so many entries is read by itself all the same, at random: what is wrong may come at intervals. */
const CHECKED = 50;
/** Believed entries of a source object that are stored, to be read again should one of them be wrong. */
const STORED = 20_000;
/** Reasons of a source object that are distinguished: where messages differ each time, none is confirmed. */
const REASONS = 100;

export interface ErrorEntry {
  /** Code and message, without the id. */
  reason: string;
  /** What names the kind of the error for programs; empty where nothing does. */
  codes: readonly string[];
  message: string;
  queryId?: string;
}

/** What single calls answer where a batch gives a reason; `status` of a refusal, null where there is nothing. */
type Answer = ({ reason: SkipReason } & Pick<ApiProblem, 'status' | 'code' | 'advice'>) | null;

/** A reading whose entry was believed. */
export interface BelievedReading {
  node: PlanNode;
  partition: Partition;
  context: ItemContext;
  /** The state of the ledger that it has. */
  reason: SkipReason;
}

/** Source objects of which an error was believed in vain: how many readings were made again, and how many were not. */
export interface DoubtedErrors {
  source: string;
  settled: number;
  open: number;
}

interface Belief {
  answer: Answer | undefined;
  confirmed: number;
  believed: number;
  /** To be believed before the next single call. */
  untilCheck: number;
  /** Single calls give no such answer, or different ones. */
  isRefuted: boolean;
  /** One single call at a time: the others wait for what it finds. */
  check?: Promise<unknown>;
}

/** What is known of the error entries of one source object. */
class SourceErrors {
  readonly beliefs = new Map<string, Belief>();
  readonly believed: BelievedReading[] = [];
  /** Believed, and not stored. */
  unstored = 0;
  /** Believed, to be read again. */
  taken = 0;
  /** Of these, read again. */
  settled = 0;
  /** An entry was wrong that would have been believed: nothing is believed any more. */
  isWrong = false;

  belief(reason: string): Belief | undefined {
    const known = this.beliefs.get(reason);
    if (known || this.beliefs.size >= REASONS) return known;
    const belief = { answer: undefined, confirmed: 0, believed: 0, untilCheck: 0, isRefuted: false };
    this.beliefs.set(reason, belief);
    return belief;
  }
}

export class ErrorEntries {
  readonly #sources = new Map<string, SourceErrors>();

  constructor(
    private readonly counted: CountedClient,
    private readonly requests: Requests,
    private readonly random: () => number,
  ) {}

  /**
   * What a reading gives whose entry is an error: by a single call, or without one where the reason is believed.
   * Undefined: nothing can be believed here, and the reading is to be made by itself.
   */
  async outcome(
    node: PlanNode,
    { context, partition }: { context: ItemContext; partition: Partition },
    entry: ErrorEntry,
  ): Promise<ApiOutcome | undefined> {
    const source = this.#sources.get(node.name) ?? new SourceErrors();
    this.#sources.set(node.name, source);
    const belief = source.belief(entry.reason);
    while (belief?.check) await belief.check;
    if (!belief || belief.isRefuted || source.isWrong) return undefined;
    const request = this.requests.of(node, partition);
    const isBelieved = belief.confirmed >= CONFIRMATIONS && belief.untilCheck > 0;
    if (!isBelieved) return this.#check(source, belief, entry, node, request);
    belief.believed++;
    belief.untilCheck--;
    const outcome = outcomeOf(belief.answer ?? null, request, entry);
    const reason = belief.answer?.reason ?? 'absent';
    store(source, { node, partition, context: lightContext(context), reason });
    return outcome;
  }

  async #check(
    source: SourceErrors,
    belief: Belief,
    entry: ErrorEntry,
    node: PlanNode,
    request: ApiRequest,
  ): Promise<ApiOutcome> {
    const single = this.counted.call(node, 'single', request);
    belief.check = single.catch(() => undefined);
    try {
      const outcome = await single;
      belief.untilCheck = Math.floor(this.random() * (2 * CHECKED - 1));
      judge(source, belief, entry, outcome);
      return outcome;
    } finally {
      belief.check = undefined;
    }
  }

  /** Takes the readings that were believed of source objects of which an entry was wrong: see `settled`. */
  takeDoubted(): BelievedReading[] {
    return [...this.#sources.values()].flatMap((source) => {
      const taken = source.isWrong ? source.believed.splice(0) : [];
      source.taken += taken.length;
      return taken;
    });
  }

  /** A doubted reading was made again. */
  settled({ node }: BelievedReading): void {
    const source = this.#sources.get(node.name);
    if (source) source.settled++;
  }

  doubts(): DoubtedErrors[] {
    return [...this.#sources]
      .filter(([, { isWrong }]) => isWrong)
      .map(([source, { believed, unstored, taken, settled }]) => ({
        source,
        settled,
        open: believed.length + unstored + taken - settled,
      }));
  }
}

/** The error of an entry; undefined where it has a value, or nothing at all. */
export function errorEntry(
  id: string,
  entry: JsonObject,
  queryId: string | undefined,
): ErrorEntry | undefined {
  const { value = null, error = null } = entry;
  if (value !== null) return undefined;
  if (error === null) {
    return Object.hasOwn(entry, 'value')
      ? { reason: 'null', codes: [], message: 'nothing', queryId }
      : undefined;
  }
  const text = isObject(error) ? error.message : error;
  const answer = text !== undefined && isScalar(text) ? String(text) : stringifyJson(error);
  const codes = isObject(error)
    ? [error.class, error.errorCode, error.code, error.status, error.httpCode]
    : [];
  // The same answer for another object names another id.
  const reason = stringifyJson([...codes.map((code) => code ?? null), answer.replaceAll(id, '{}')]);
  return { reason, codes: codes.filter(isScalar).map(String), message: answer, queryId };
}

/** Trouble on the way confirms nothing and refutes nothing. */
function judge(source: SourceErrors, belief: Belief, entry: ErrorEntry, outcome: ApiOutcome): void {
  const answer = answerOf(outcome);
  if (answer === 'unknown') return;
  const { answer: known = answer, believed } = belief;
  if (answer !== undefined && isSame(known, answer) && meansSame(entry, answer)) {
    belief.answer = answer;
    belief.confirmed++;
    return;
  }
  belief.isRefuted = true;
  if (believed > 0) source.isWrong = true;
}

/** Undefined: there is an object. */
function answerOf(outcome: ApiOutcome): Answer | undefined | 'unknown' {
  if (outcome.outcome === 'ok') return outcome.body.kind === 'none' ? null : undefined;
  const { reason, problem } = outcome;
  const { status, code, advice } = problem;
  return isLasting(reason) ? { reason, status, code, advice } : 'unknown';
}

/**
 * Whether an entry and a single call tell the same error. An error of the server may by chance be that of an object which is
 * not there anyway.
 */
function meansSame({ codes }: ErrorEntry, answer: Answer): boolean {
  const code = answer?.code;
  return codes.length === 0 || (code === undefined ? !codes.some(isOfServer) : codes.includes(code));
}

/** Where a single call has no code to compare with: OVHcloud's classes say whose error it is, and so do statuses. */
const isOfServer = (code: string): boolean => /^(Server::|5\d\d$)/.test(code);

function isSame(one: Answer | undefined, other: Answer): boolean {
  if (!one || !other) return one === other;
  return one.reason === other.reason && one.status === other.status;
}

function outcomeOf(answer: Answer, { method, path }: ApiRequest, entry: ErrorEntry): ApiOutcome {
  const { message, queryId } = entry;
  if (!answer) return replyOf(null, queryId);
  const { reason, ...found } = answer;
  return { outcome: 'skip', reason, problem: { method, path, ...found, message, queryId, attempts: 1 } };
}

function store(source: SourceErrors, reading: BelievedReading): void {
  if (source.believed.length < STORED) source.believed.push(reading);
  else source.unstored++;
}

/** The items above, without the objects that came with their lists. */
function lightContext({ detail: _, parent, ...context }: ItemContext): ItemContext {
  return { ...context, parent: parent && lightContext(parent) };
}

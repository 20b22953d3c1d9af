// Answers that say that the API is called too fast: 429, and what front ends send in its place.
import type { Method } from '../../model/definition.js';
import type { NetworkError } from '../../network/failure.js';
import type { WireReply } from '../../network/transport.js';
import type { Answer } from '../call.js';

/** The call that an answer belongs to. */
export interface SentCall {
  method: Method | 'PATCH';
  path: string;
  /** Path template. */
  route: string;
  sentAt: number;
}

/** The part of the budget that learns. */
interface OverloadListener {
  cut(sentAt: number, nowMs: number): void;
  throttled(call: SentCall, nowMs: number): void;
}

/** Reports an answer to the budget, if it means that calls come too fast. */
export function reportOverload(
  budget: OverloadListener,
  call: SentCall,
  answer: Answer,
  nowMs: number,
): void {
  if ('failure' in answer) {
    if (isCut(answer.failure)) budget.cut(call.sentAt, nowMs);
  } else if (asksToSlowDown(answer.reply)) budget.throttled(call, nowMs);
}

/**
 * 429, or a 408 from the front end. It was seen to answer overuse with an HTML page "Request Time-out", and with
 * connections that were cut.
 */
function asksToSlowDown({ status, body }: WireReply): boolean {
  if (status === 429) return true;
  return status === 408 && !/^\s*[{[]/.test(body.toString('utf8', 0, 200));
}

const CUT = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT']);

/** A connection that was cut or never answered. One is an accident; `CutSeries` finds several in a row. */
function isCut(failure: NetworkError): boolean {
  return CUT.has(failure.code);
}

const SERIES = 3;
const SERIES_MS = 5000;

/** Connections that were cut one soon after the other. */
export class CutSeries {
  #instants: number[] = [];

  /** True with the third within a few seconds, and with each that follows. */
  add(nowMs: number): boolean {
    this.#instants = [...this.#instants.filter((instant) => nowMs - instant < SERIES_MS), nowMs].slice(
      -SERIES,
    );
    return this.#instants.length >= SERIES;
  }
}

/** Injects faults. The same calls in the same order meet the same faults. */
import type { FaultKind, SandboxOptions } from '../options/options.js';
import { SeededRandom } from '../random.js';
import type { Reply } from './reply.js';
import { failure, htmlPage } from './reply.js';

/** More failures in a row would defeat a client that retries a reasonable number of times. */
const mostInRow = 3;

interface Attempts {
  made: number;
  inRow: number;
}

export class Faults {
  readonly #attempts = new Map<string, Attempts>();

  /** The fault of this call, if any: it follows from the seed, the call, and how often it was made. */
  next(call: string, options: SandboxOptions): FaultKind | undefined {
    const { faults, faultRate, seed } = options;
    if (faults.length === 0 || faultRate <= 0) return undefined;
    const attempts = this.#attempts.get(call) ?? { made: 0, inRow: 0 };
    this.#attempts.set(call, attempts);
    attempts.made += 1;
    const random = new SeededRandom(seed, 'fault', call, attempts.made);
    const struck = attempts.inRow < mostInRow && random.chance(faultRate);
    const fault = struck ? faults[random.whole(0, faults.length - 1)] : undefined;
    attempts.inRow = fault === undefined || fault === 'slow' ? 0 : attempts.inRow + 1;
    return fault;
  }
}

/** The reply of a fault that is one; other faults damage the connection or the regular reply. */
export function faultReply(fault: FaultKind): Reply | undefined {
  if (fault === '500') return failure(500, 'Server::InternalServerError', 'Internal server error');
  if (fault === '503') return htmlPage(503, 'Service Unavailable');
  if (fault === '408') return htmlPage(408, 'Request Time-out');
  if (fault === 'html200') return htmlPage(200, 'Please wait');
  if (fault === 'empty200') return { status: 200 };
  return undefined;
}

/** Body and headers of a real 429 are unknown. */
export function tooMany(waitMs: number, now: number, form: SandboxOptions['retryAfter']): Reply {
  const reply = failure(429, 'Client::TooManyRequests', 'Too many requests');
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  if (form === 'none') return reply;
  const date = new Date(Math.ceil((now + seconds * 1000) / 1000) * 1000).toUTCString();
  return { ...reply, headers: { 'Retry-After': form === 'date' ? date : String(seconds) } };
}

// Sends one attempt and waits for its whole reply, within the time that the call has left.
import type { Clock } from '../../model/clock.js';
import { NetworkError } from '../../network/failure.js';
import type { Transport } from '../../network/transport.js';
import type { Answer, Call, Step } from '../call.js';
import type { ClientSettings } from '../client.js';
import { requestHeaders } from '../request.js';

interface SendContext {
  transport: Transport;
  clock: Clock;
  settings: ClientSettings;
  userAgent: string;
}

/** Time of an attempt whose turn came when the deadline was nearly over. */
const SHORTEST_ATTEMPT_MS = 1000;

export function sendAttempts({ transport, clock, settings, userAgent }: SendContext): Step<Answer> {
  return async (call) => {
    const { request, target, body, authorized } = call;
    const { method, signal } = request;
    const headers = { ...requestHeaders(request, userAgent), ...authorized };
    const timeoutMs = attemptMs(call, settings, clock.now());
    try {
      return { reply: await transport.send({ method, target, headers, body, timeoutMs, signal }) };
    } catch (error) {
      if (error instanceof NetworkError) return { failure: error };
      throw error;
    }
  };
}

/** An attempt does not outlast the deadline of its call. */
function attemptMs({ request, firstSentAt }: Call, settings: ClientSettings, nowMs: number): number {
  const leftMs = firstSentAt + settings.deadlineMs - nowMs;
  return Math.min(request.timeoutMs ?? settings.timeoutMs, Math.max(leftMs, SHORTEST_ATTEMPT_MS));
}

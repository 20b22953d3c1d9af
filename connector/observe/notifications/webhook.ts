// Sends a notification by POST: signed, with a few attempts, without following redirects.
import { createHmac } from 'node:crypto';
import type { WebhookConfig } from '../../config/observability.js';
import type { Clock } from '../../model/clock.js';
import { adviceOn, isLasting, NetworkError } from '../../network/failure.js';
import type { NetworkSettings } from '../../network/settings.js';
import { Transport, type WireRequest } from '../../network/transport.js';

const FIRST_WAIT_MS = 500;

interface WebhookContext {
  clock: Clock;
  userAgent: string;
  /** Proxy and certificates. Default: a direct connection. */
  network?: NetworkSettings;
}

/**
 * Resolves when the host accepts it with a status from 200 to 299. Throws an error that names only the host, because the
 * address may be a secret. A redirect is a refusal, because it leads to an address that the user did not write.
 */
export async function postWebhook(
  webhook: WebhookConfig,
  body: string,
  { network, ...context }: WebhookContext,
): Promise<void> {
  const address = new URL(webhook.url.reveal());
  const transport = new Transport(address.origin, { network });
  try {
    const { timeoutMs } = webhook;
    const target = address.pathname + address.search;
    const send = (headers: Record<string, string>) => post(transport, target, { headers, body, timeoutMs });
    const problem = await problemOf(webhook, body, send, context);
    if (problem !== undefined) throw new Error(`${address.host}: ${problem}`);
  } finally {
    await transport.close();
  }
}

type Sent = 'accepted' | { problem: string; final: boolean };

/** Undefined once an attempt is accepted; else why the last one was not. */
async function problemOf(
  { secret, attempts }: WebhookConfig,
  body: string,
  send: (headers: Record<string, string>) => Promise<Sent>,
  { clock, userAgent }: WebhookContext,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const seconds = Math.floor(clock.now() / 1000);
    const signature = secret && signatureOf(secret.reveal(), seconds, body);
    const sent = await send({
      'content-type': 'application/json',
      'user-agent': userAgent,
      ...(signature ? { 'x-source-ovhcloud-signature': signature } : {}),
    });
    if (sent === 'accepted') return undefined;
    if (sent.final || attempt >= attempts) return sent.problem;
    await clock.sleep((0.5 + clock.random()) * FIRST_WAIT_MS * 2 ** (attempt - 1));
  }
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** A webhook's reply is its status: the body may be anything, without an end too. */
async function post(
  transport: Transport,
  target: string,
  { headers, body, timeoutMs }: Pick<WireRequest, 'headers' | 'body' | 'timeoutMs'>,
): Promise<Sent> {
  try {
    const request = { method: 'POST', target, headers, body, timeoutMs };
    const { status } = await transport.send({ ...request, ignoresBody: true });
    if (status >= 200 && status < 300) return 'accepted';
    if (status >= 300 && status < 400)
      return { problem: `answered ${status}, a redirect, which is not followed`, final: true };
    return { problem: `answered ${status}`, final: status < 500 && status !== 408 && status !== 429 };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return { problem: wordsOf(error, timeoutMs), final: isLasting(error) };
  }
}

/** Leaves out the message, which may contain the address. */
function wordsOf(error: NetworkError, timeoutMs: number): string {
  if (error.code === 'timeout') return `no answer in ${timeoutMs / 1000} s`;
  const advice = adviceOn(error);
  return `no answer (${error.code})${advice ? `. ${advice}` : ''}`;
}

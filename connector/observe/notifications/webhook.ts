// Sends a notification by POST: signed, with a few attempts, without following redirects.
import { createHmac } from 'node:crypto';
import type { WebhookConfig } from '../../config/observability.js';
import type { Clock } from '../../model/clock.js';

const FIRST_WAIT_MS = 500;

/**
 * Resolves when the host accepts it with a status from 200 to 299. Throws an error that names only the host, because the
 * address may be a secret. A redirect is a refusal, because it leads to an address that the user did not write.
 */
export async function postWebhook(
  { url, secret, timeoutMs, attempts }: WebhookConfig,
  body: string,
  { clock, userAgent }: { clock: Clock; userAgent: string },
): Promise<void> {
  const address = url.reveal();
  let problem = '';
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (attempt > 1) await clock.sleep((0.5 + clock.random()) * FIRST_WAIT_MS * 2 ** (attempt - 2));
    const seconds = Math.floor(clock.now() / 1000);
    const signature = secret && signatureOf(secret.reveal(), seconds, body);
    const headers = {
      'content-type': 'application/json',
      'user-agent': userAgent,
      ...(signature ? { 'x-source-ovhcloud-signature': signature } : {}),
    };
    const answer = await send(address, { headers, body, timeoutMs });
    if (answer === 'accepted') return;
    problem = answer.problem;
    if (answer.final) break;
  }
  throw new Error(`${new URL(address).host}: ${problem}`);
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

interface Post {
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}

async function send(
  address: string,
  { headers, body, timeoutMs }: Post,
): Promise<'accepted' | { problem: string; final: boolean }> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const reply = await fetch(address, { method: 'POST', headers, body, redirect: 'manual', signal });
    await reply.body?.cancel();
    if (reply.ok) return 'accepted';
    const { status } = reply;
    if (status >= 300 && status < 400)
      return { problem: `answered ${status}, a redirect, which is not followed`, final: true };
    return { problem: `answered ${status}`, final: status < 500 && status !== 408 && status !== 429 };
  } catch (error) {
    return { problem: wordsOf(error, timeoutMs), final: false };
  }
}

/** Leaves out the message of Node, which may contain the address. */
function wordsOf(error: unknown, timeoutMs: number): string {
  const { name, cause } = error as { name?: string; cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `no answer in ${timeoutMs / 1000} s`;
  return `no answer (${cause?.code ?? 'the connection failed'})`;
}

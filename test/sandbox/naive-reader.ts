/** A client of the tests' own: node:http, its own signature, no retry, nothing decoded for it. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request } from 'node:http';
import type { RunningSandbox } from '../../sandbox/main.js';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  /** Absent: signed with the keys of the sandbox. */
  readonly credentials?: 'none' | { readonly consumerKey: string };
  /** Added to the local clock for the timestamp. */
  readonly shift?: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

export function signedHeaders(sandbox: RunningSandbox, path: string, ask: Ask): Record<string, string> {
  const { applicationKey, applicationSecret } = sandbox.keys;
  const consumerKey =
    typeof ask.credentials === 'object' ? ask.credentials.consumerKey : sandbox.keys.consumerKey;
  const timestamp = String(Math.floor(Date.now() / 1000) + (ask.shift ?? 0));
  const text = [
    applicationSecret,
    consumerKey,
    ask.method ?? 'GET',
    sandbox.url + path,
    ask.body ?? '',
    timestamp,
  ].join('+');
  return {
    'X-Ovh-Application': applicationKey,
    'X-Ovh-Consumer': consumerKey,
    'X-Ovh-Timestamp': timestamp,
    'X-Ovh-Signature': `$1$${createHash('sha1').update(text).digest('hex')}`,
  };
}

/** One call with the request target exactly as given; rejects on a broken connection. */
export function ask(sandbox: RunningSandbox, path: string, how: Ask = {}): Promise<Answer> {
  const signed = how.credentials === 'none' ? {} : signedHeaders(sandbox, path, how);
  const headers = {
    ...(how.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...signed,
    ...how.headers,
  };
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: sandbox.port, path, method: how.method ?? 'GET', headers, agent },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(parts);
          const { statusCode: status = 0, headers: received } = response;
          if (response.complete) resolve({ status, headers: received, bytes, text: bytes.toString('utf8') });
          else reject(new Error('the body is not whole'));
        });
      },
    );
    call.on('error', reject);
    call.end(how.body);
  });
}

export const asBearer = (token: string): Ask => ({
  credentials: 'none',
  headers: { Authorization: `Bearer ${token}` },
});

/** The parsed body; for answers without numbers that matter. */
export async function askJson(sandbox: RunningSandbox, path: string, how: Ask = {}): Promise<unknown> {
  return JSON.parse((await ask(sandbox, path, how)).text);
}

export async function control(sandbox: RunningSandbox, path: string, change?: object): Promise<Answer> {
  const how: Ask = change ? { method: 'POST', body: JSON.stringify(change) } : {};
  return ask(sandbox, `/__sandbox${path}`, { ...how, credentials: 'none' });
}

/** Starts, runs, ends. */
export async function withSandbox(
  start: () => Promise<RunningSandbox>,
  use: (sandbox: RunningSandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await start();
  try {
    await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

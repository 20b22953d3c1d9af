// A real server on the wire, and a client whose clock does not really wait.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ConnectOptions, connect } from '../../connector/http/connect.js';
import type { Connection } from '../../connector/http/connection.js';
import type { ApiRequest } from '../../connector/model/api.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import { Secret } from '../../connector/model/secret.js';

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Handler = (seen: Seen, response: ServerResponse, count: number) => void;

export const closers: (() => Promise<unknown> | unknown)[] = [];

/** To be called after each test. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

/** `isUp`: whether the server answers with its time; when it does not, the handler gets these calls too. */
export async function serve(handler: Handler, isUp: () => boolean = () => true) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const call = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      if (call.url === '/1.0/auth/time' && isUp())
        return response.end(String(Math.floor(Date.now() / 1000) + 5000));
      seen.push(call);
      return handler(call, response, seen.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** Sleeps are over at once, and move the clock by what was asked. */
export function hasty(): Clock & { slept: number[] } {
  let offset = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => systemClock.now() + offset,
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      if (ms > 20) slept.push(ms);
      offset += ms;
      await systemClock.sleep(0);
    },
  };
}

export const KEYS = {
  kind: 'keys' as const,
  applicationKey: new Secret('the-application-key'),
  applicationSecret: new Secret('the/application secret'),
  consumerKey: new Secret('the-consumer-key'),
};

export function connectTo(
  origin: string,
  more: Partial<ConnectOptions> & { attempts?: number } = {},
): Connection {
  const connection = connect({
    origin,
    credentials: KEYS,
    budget: { callsPerSecond: 1000 },
    settings: { timeoutMs: 2000, deadlineMs: 600_000, attempts: more.attempts ?? 4 },
    concurrency: 10,
    clock: hasty(),
    userAgent: 'test',
    ...more,
  });
  closers.push(() => connection.close());
  return connection;
}

export const get = (path: string, more: Partial<ApiRequest> = {}): ApiRequest => ({
  method: 'GET',
  path,
  route: path,
  ...more,
});
export const json = (
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

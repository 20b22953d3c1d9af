// Listens on this machine alone, and lets only what the guard admits reach the application.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { ConfigError } from '../../connector/model/errors.js';
import type { ConsoleError } from '../contract/api.js';
import { purposeOf, type Refusal, refusalOf } from './guard.js';
import { SAFE_HEADERS } from './headers.js';
import { isStranger } from './peer.js';
import { cookieHeader, cookieValues, Sessions } from './session.js';

export type Answers = (request: Request) => Response | Promise<Response>;

export interface Listening {
  port: number;
  /** An address with a new token; an earlier one that was not used is no longer valid. */
  newAddress(): string;
  close(): Promise<void>;
}

const V4 = '127.0.0.1';
const V6 = '::1';

/** `port` 0 picks a free one. Throws `ConfigError` where it is taken. */
export async function listen(port: number, answers: Answers): Promise<Listening> {
  const sessions = new Sessions();
  const hosts = new Set<string>();
  const open = { port: 0 };
  const serve = getRequestListener(answers, { overrideGlobalObjects: false });
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, hosts) ?? admit(request, response, sessions, open.port);
    if (refusal === 'answered') return;
    if (refusal) refuse(request, response, refusal);
    else void serve(request, response);
  };
  const first = await started(handle, port, V4);
  open.port = (first.address() as AddressInfo).port;
  // A machine may have no IPv6, or another program this port there: then 127.0.0.1 is all there is.
  const second = await started(handle, open.port, V6).catch(() => undefined);
  for (const name of [V4, 'localhost', ...(second ? [`[${V6}]`] : [])]) hosts.add(`${name}:${open.port}`);
  return {
    port: open.port,
    newAddress: () => `http://${V4}:${open.port}/open?token=${sessions.newToken()}`,
    close: async () => {
      await Promise.all([first, second].map((server) => server && closed(server)));
    },
  };
}

/** Exchanges a token, or asks for a session. Undefined: go on. */
function admit(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Sessions,
  port: number,
): Refusal | 'answered' | undefined {
  const target = request.url ?? '';
  if (purposeOf(target) === 'open') {
    const session = sessions.exchange(new URLSearchParams(target.split('?')[1]).get('token') ?? '');
    if (session === undefined) return noSession('this address was used already, or is not the newest one');
    response.writeHead(303, { location: '/', 'set-cookie': cookieHeader(port, session) }).end();
    return 'answered';
  }
  const isKnown = cookieValues(request.headers.cookie, port).some((value) => sessions.has(value));
  return isKnown ? undefined : noSession('there is no session');
}

function noSession(why: string): Refusal {
  return {
    status: 401,
    code: 'no-session',
    message: `${why}: press Enter in the terminal for a new address`,
  };
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, code, message }: Refusal,
): void {
  const isApi = purposeOf(request.url ?? '') === 'api';
  const body = isApi
    ? JSON.stringify({ error: { code, message } } satisfies ConsoleError)
    : `source-ovhcloud console: ${message}\n`;
  // What else the sender has to say is not read.
  response.writeHead(status, {
    'content-type': isApi ? 'application/json' : 'text/plain; charset=utf-8',
    connection: 'close',
  });
  response.end(body);
}

async function started(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  host: string,
): Promise<Server> {
  // A missing Host is answered by the guard, as a wrong one is.
  const options = { requireHostHeader: false, requestTimeout: 60_000, headersTimeout: 10_000 };
  const server = createServer(options, handle);
  server.on('connection', (socket: Socket) => {
    if (isStranger(socket)) socket.destroy();
  });
  server.on('upgrade', (_, socket: Socket) => socket.destroy());
  server.on('connect', (_, socket: Socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portRefusal(host, port, error)));
    server.listen({ port, host, ipv6Only: host === V6 }, resolve);
  });
  return server;
}

function portRefusal(host: string, port: number, error: NodeJS.ErrnoException): ConfigError {
  const message =
    error.code === 'EADDRINUSE' ? 'is taken by another program: choose another' : String(error.message);
  return new ConfigError([{ code: 'port-unavailable', where: `--port ${host}:${port}`, message }]);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

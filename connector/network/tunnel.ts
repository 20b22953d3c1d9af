// A tunnel through an HTTP proxy: CONNECT, then the bytes belong to the two ends.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Secret } from '../model/secret.js';
import { NetworkError } from './failure.js';
import { proxyCredentials } from './settings.js';

export interface TunnelTarget {
  host: string;
  port: number;
}

interface TunnelOptions {
  timeoutMs: number;
  /** Authorities for a proxy that is reached by https. */
  secureContext?: SecureContext;
}

/** A connection to the target through the proxy. Throws `NetworkError`: nothing was sent to the target. */
export function openTunnel(
  proxy: Secret,
  { host, port }: TunnelTarget,
  { timeoutMs, secureContext }: TunnelOptions,
): Promise<Socket> {
  const address = new URL(proxy.reveal());
  const isTls = address.protocol === 'https:';
  const credentials = proxyCredentials(proxy);
  const target = `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
  const connecting = (isTls ? httpsRequest : httpRequest)({
    method: 'CONNECT',
    host: address.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: address.port || (isTls ? 443 : 80),
    path: target,
    headers: {
      host: target,
      ...(credentials === undefined ? {} : { 'proxy-authorization': `Basic ${credentials}` }),
    },
    agent: false,
    ...(isTls ? { secureContext, rejectUnauthorized: true } : {}),
  });
  return new Promise((resolve, reject) => {
    const name = `proxy ${address.host}`;
    // One time-out for the connection to the proxy and for its answer.
    const signal = AbortSignal.timeout(timeoutMs);
    const stop = () => connecting.destroy(timedOut(name, timeoutMs));
    signal.addEventListener('abort', stop, { once: true });
    connecting.on('error', (error) => reject(unreached(error, name)));
    connecting.on('response', (reply) => reject(refused(reply, name, target)));
    connecting.on('connect', (reply, socket, head) => {
      signal.removeEventListener('abort', stop);
      if (reply.statusCode !== 200) {
        socket.destroy();
        return reject(refused(reply, name, target));
      }
      if (head.length > 0) socket.unshift(head);
      return resolve(socket as Socket);
    });
    connecting.end();
  });
}

function timedOut(name: string, timeoutMs: number): NetworkError {
  return new NetworkError(
    'UND_ERR_CONNECT_TIMEOUT',
    `${name}: no answer within ${timeoutMs / 1000} s`,
    false,
  );
}

function unreached(error: NodeJS.ErrnoException, name: string): NetworkError {
  if (error instanceof NetworkError) return error;
  return new NetworkError(error.code ?? 'proxy-refused', `${name}: ${error.message || error.code}`, false);
}

function refused({ statusCode }: IncomingMessage, name: string, target: string): NetworkError {
  if (statusCode === 407) {
    return new NetworkError('proxy-credentials', `${name} asks for a user and a password (407)`, false);
  }
  return new NetworkError('proxy-refused', `${name} does not connect to ${target} (${statusCode})`, false);
}

// Opens the connections to one origin with undici: direct or through a tunnel, with the trusted authorities.
import type { SecureContext } from 'node:tls';
import type { buildConnector, Pool } from 'undici';
import { proxyFor } from './proxy.js';
import type { NetworkSettings } from './settings.js';
import { openTunnel } from './tunnel.js';

export interface Connections {
  /** Most at once. */
  most: number;
  network: NetworkSettings;
  /** Default: the authorities of Node. */
  secureContext: SecureContext | undefined;
  /** For one connection to be made. */
  timeoutMs: number;
}

export async function openPool(origin: string, connections: Connections): Promise<Pool> {
  const undici = await import('undici');
  // Pipelining stays at 1 and HTTP/2 off: both were measured slower for this API's small replies.
  return new undici.Pool(origin, {
    connections: connections.most,
    pipelining: 1,
    allowH2: false,
    connect: connectorFor(undici.buildConnector, origin, connections),
  });
}

function connectorFor(
  build: typeof buildConnector,
  origin: string,
  { network, secureContext, timeoutMs }: Connections,
): buildConnector.connector {
  const direct = build({
    timeout: timeoutMs,
    allowH2: false,
    rejectUnauthorized: true,
    ...(secureContext ? { secureContext } : {}),
  });
  const proxy = proxyFor(new URL(origin), network);
  if (!proxy) return direct;
  return (options, callback) => {
    const target = { host: options.hostname, port: Number(options.port || 443) };
    openTunnel(proxy, target, { timeoutMs, secureContext }).then(
      (httpSocket) => direct({ ...options, httpSocket }, callback),
      (error: Error) => callback(error, null),
    );
  };
}

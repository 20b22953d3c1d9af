// Opens the connections to one origin for undici: direct or through a tunnel, with the trusted authorities.
import { buildConnector } from 'undici';
import { trustOf } from './certificates.js';
import { proxyFor } from './proxy.js';
import type { NetworkSettings } from './settings.js';
import { openTunnel } from './tunnel.js';

export function connectorFor(
  origin: string,
  network: NetworkSettings,
  timeoutMs: number,
): buildConnector.connector {
  const secureContext = trustOf(network);
  const direct = buildConnector({
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

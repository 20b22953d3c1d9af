// The same way for libraries that use Node's own https: an agent whose connections go through the proxy.
import { Agent, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type SecureContext } from 'node:tls';
import { trustOf } from './certificates.js';
import { proxyFor } from './proxy.js';
import type { NetworkSettings } from './settings.js';
import { openTunnel } from './tunnel.js';

/** An agent for https addresses, each reached directly or through the proxy. */
export function httpsAgent(network: NetworkSettings, timeoutMs: number): Agent {
  return new TunnelAgent(network, timeoutMs, trustOf(network));
}

type OnCreated = (error: Error | null, stream: Duplex) => void;

class TunnelAgent extends Agent {
  constructor(
    private readonly network: NetworkSettings,
    private readonly timeoutMs: number,
    private readonly secureContext: SecureContext | undefined,
  ) {
    super({ keepAlive: true, rejectUnauthorized: true });
  }

  override createConnection(options: RequestOptions, onCreated?: OnCreated): Duplex | null | undefined {
    const { secureContext, timeoutMs } = this;
    const host = String(options.host ?? options.hostname);
    const port = Number(options.port ?? 443);
    const address = new URL(`https://${host.includes(':') ? `[${host}]` : host}:${port}`);
    const secured = { ...options, ...(secureContext ? { secureContext } : {}) };
    const proxy = proxyFor(address, this.network);
    if (!proxy || !onCreated) return super.createConnection(secured, onCreated);
    openTunnel(proxy, { host, port }, { timeoutMs, secureContext }).then(
      (socket) => onCreated(null, connect({ ...(secured as ConnectionOptions), host, port, socket })),
      // Node takes an error without a stream; its types do not say so.
      (error: Error) => onCreated(error, undefined as unknown as Duplex),
    );
    return undefined;
  }
}

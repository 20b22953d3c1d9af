// `/metrics` and `/healthz` over HTTP, read-only; on loopback unless `host` says otherwise.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../../model/errors.js';
import { CONTENT_TYPE, expositionText } from './exposition.js';
import type { RunMetrics } from './run-metrics.js';

export interface MetricsServer {
  /** `http://127.0.0.1:9464` */
  url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** 0 picks a free port. */
  port: number;
  host?: string;
}

const LOOPBACK = '127.0.0.1';

/** Does not keep the process alive. Throws `ConfigError` when the port is not available. */
export async function serveMetrics(metrics: RunMetrics, options: ServeOptions): Promise<MetricsServer> {
  const { port, host = LOOPBACK } = options;
  const isLocal = /^(127\.|::1$|localhost$)/.test(host);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    // Else a page of another site, whose name resolves to this address, could read it.
    if (isLocal && !isOwnName(request.headers.host)) send(response, 403, 'text/plain', 'wrong host\n');
    else answer(metrics, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refusal(options, error)));
    server.listen(port, host, resolve);
  });
  server.unref();
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(metrics: RunMetrics, { method, url = '' }: IncomingMessage, response: ServerResponse): void {
  const [path] = url.split('?');
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    send(response, 405, 'text/plain', 'only GET\n');
  } else if (path === '/metrics') send(response, 200, CONTENT_TYPE, expositionText(metrics.families()));
  else if (path === '/healthz') {
    const health = metrics.health();
    const text = `${JSON.stringify(health, null, 2)}\n`;
    send(response, health.status === 'ok' ? 200 : 503, 'application/json', text);
  } else send(response, 404, 'text/plain', '/metrics and /healthz\n');
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text);
}

function isOwnName(host = ''): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/.test(host);
}

function refusal({ port, host = LOOPBACK }: ServeOptions, error: NodeJS.ErrnoException): ConfigError {
  const why = error.code === 'EADDRINUSE' ? 'is taken by another program: choose another' : error.message;
  return new ConfigError([{ code: 'port-unavailable', where: `metrics ${host}:${port}`, message: why }]);
}

/** Starts and stops the sandbox, as a library and as the command `source-ovhcloud sandbox`. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { control, isControl } from './control.js';
import { readOptions } from './options/option-values.js';
import type { SandboxInput } from './options/options.js';
import { Sandbox } from './server.js';

export { OptionError } from './options/option-values.js';
export type { FaultKind, OptionSpec, SandboxInput, SandboxOptions } from './options/options.js';
export { sandboxOptions } from './options/options.js';

export interface RunningSandbox {
  readonly url: string;
  readonly port: number;
  readonly keys: {
    readonly applicationKey: string;
    readonly applicationSecret: string;
    readonly consumerKey: string;
  };
  readonly oauth2: { readonly clientId: string; readonly clientSecret: string };
  readonly bearerToken: string;
  /** Closes the server and every connection. */
  close(): Promise<void>;
}

/** How long an idle connection stays open: longer than most clients reuse one. */
const idleMs = 30_000;
const largestBody = 10_000_000;

const SIGNALS = ['SIGTERM', 'SIGINT'];

/** Listens on a loopback address. Throws `OptionError` for an option that is wrong. */
export async function startSandbox(options: SandboxInput = {}): Promise<RunningSandbox> {
  const sandbox = new Sandbox(readOptions(options));
  const server = createServer({ keepAliveTimeout: idleMs }, (request, response) => {
    receive(sandbox, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  const { host, port: wanted } = sandbox.options;
  await listen(server, host, wanted);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : wanted;
  const { applicationKey, applicationSecret, first, clientId, clientSecret, bearerToken } = sandbox.keys;
  return {
    url: `http://${host === '::1' ? '[::1]' : host}:${port}`,
    port,
    keys: { applicationKey, applicationSecret, consumerKey: first.consumerKey },
    oauth2: { clientId, clientSecret },
    bearerToken,
    close: () => end(server),
  };
}

async function receive(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBytes(request);
  if (body === undefined) {
    response.writeHead(413, { Connection: 'close' }).end();
    return;
  }
  if (isControl(request.url ?? '')) await control(sandbox, request, response, body);
  else sandbox.handle(request, response, body);
}

async function readBytes(request: IncomingMessage): Promise<Buffer | undefined> {
  const { headers } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
    return Buffer.alloc(0);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > largestBody) return undefined;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Runs until SIGTERM or SIGINT. Prints one JSON line with `json`, otherwise lines for people. Values may be texts from a
 * command line.
 */
export async function runSandbox(
  options: Readonly<Record<string, unknown>> & { readonly json?: boolean },
): Promise<void> {
  const { json = false, ...rest } = options;
  const running = await startSandbox(readOptions(rest));
  // The reader of the address may stop the sandbox at once, so the signals come first.
  const stopped = new Promise<void>((resolve) => {
    const stop = () => {
      for (const signal of SIGNALS) process.off(signal, stop);
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, stop);
  });
  process.stdout.write(json ? `${JSON.stringify(describe(running))}\n` : greeting(running));
  await stopped;
  await running.close();
}

function describe(running: RunningSandbox): Record<string, string | number> {
  const { url, port, keys, oauth2, bearerToken } = running;
  return { url, port, ...keys, ...oauth2, bearerToken };
}

function greeting(running: RunningSandbox): string {
  const { url, keys, oauth2, bearerToken } = running;
  return `Sandbox of the OVHcloud API at ${url} (nothing here is real; see ${url}/__sandbox/)

  export OVH_APPLICATION_KEY=${keys.applicationKey}
  export OVH_APPLICATION_SECRET=${keys.applicationSecret}
  export OVH_CONSUMER_KEY=${keys.consumerKey}

or OVH_CLIENT_ID=${oauth2.clientId} and OVH_CLIENT_SECRET=${oauth2.clientSecret}
or OVH_ACCESS_TOKEN=${bearerToken}, as in:

  curl -H 'Authorization: Bearer ${bearerToken}' ${url}/1.0/me/bill

Press Ctrl+C to stop.
`;
}

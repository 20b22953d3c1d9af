// A running console over a sandbox, in a folder of its own, and ways to ask it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import { configuredLog } from '../../connector/cli/observe/log-options.js';
import { systemClock } from '../../connector/model/clock.js';
import type { ConsoleAddress, ConsoleApi, ConsoleError } from '../../console/contract/api.js';
import type { Listening } from '../../console/server/listen.js';
import { type RunningConsole, startConsole } from '../../console/server/start.js';
import { type RunningSandbox, type SandboxInput, startSandbox } from '../../sandbox/main.js';

/** Endpoints of a configuration: bills with their lines. */
export const BILLS_WITH_LINES = `  - { name: bill_ids, path: /me/bill, table: false, read: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } } }
  - { name: line_ids, path: '/me/bill/{billId}/details', table: false, read: { item: billDetailId },
      parameters: { billId: { from: bill_ids } } }
  - { name: lines, path: '/me/bill/{billId}/details/{billDetailId}',
      parameters: { billId: { from: line_ids, parameter: billId }, billDetailId: { from: line_ids } } }
`;

export interface ConsolePlace {
  folder: string;
  file: string;
  sandbox: RunningSandbox;
  listening: RunningConsole;
  /** `http://127.0.0.1:PORT`. */
  origin: string;
  /** `name=value`. */
  cookie: string;
  /** Faults of the console itself. */
  faults: unknown[];
  /** The console ends, and is started again at its port: the cookie of a new session. */
  restart(): Promise<string>;
  /** As the page asks. */
  ask<A extends ConsoleAddress>(address: A, request?: ConsoleApi[A]['takes']): Promise<Asked<A>>;
  close(): Promise<void>;
}

export interface Asked<A extends ConsoleAddress> {
  status: number;
  /** Of an answer below 400. */
  answer: ConsoleApi[A]['answers'];
  error: ConsoleError['error'];
  text: string;
}

const PAGE =
  '<!doctype html><title>console</title><!--boot--><script type="module" src="/assets/main.js"></script>';

export interface PlaceOptions {
  sandbox?: SandboxInput;
  /** `application`: without the consumer key. */
  keys?: boolean | 'application';
  /** The page as built, in place of a small one. */
  builtPage?: boolean;
  /** More lines of the configuration. */
  config?: string;
  /** In place of one endpoint: YAML below `endpoints`. */
  endpoints?: string;
  /** An API in place of the sandbox. */
  baseUrl?: string;
  /** Documents of v1 in place of those of the sandbox. */
  documents?: object[];
  /** Of v2, beside them. */
  documentsV2?: object[];
}

export async function consolePlace({
  sandbox: input,
  keys = true,
  config = '',
  builtPage = false,
  documents,
  documentsV2 = [],
  baseUrl,
  endpoints,
}: PlaceOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-console-'));
  mkdirSync(join(folder, 'page/assets'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), PAGE);
  writeFileSync(join(folder, 'page/assets/main.js'), 'document.title = "ran";\n');
  writeFileSync(join(folder, 'page/secret.txt'), 'outside of the assets\n');
  const sandbox = await startSandbox({ rate: 0, edges: false, bills: 8, ...input });
  const file = join(folder, 'source.yaml');
  writeFileSync(file, configuration(sandbox, keys, config, baseUrl, endpoints));
  const schemas = documents && join(folder, 'documents');
  if (schemas !== undefined) writeDocuments(schemas, { v1: documents ?? [], v2: documentsV2 });
  const faults: unknown[] = [];
  const reading = { env: {}, home: folder, cwd: folder };
  const started = (port: number) =>
    startConsole({
      port,
      file,
      readSources: () => openAllWithoutKeys(file, reading),
      reading,
      demo: false,
      schemas,
      clock: systemClock,
      ...(!builtPage && { pageFolder: join(folder, 'page') }),
      onFault: (fault) => faults.push(fault),
      openLog: configuredLog,
    });
  let listening = await started(0);
  const origin = `http://127.0.0.1:${listening.port}`;
  const cookie = await sessionOf(listening);
  const place: ConsolePlace = {
    folder,
    file,
    sandbox,
    listening,
    origin,
    cookie,
    faults,
    ask: (address, request) => asked(origin, cookie, address, request ?? {}),
    restart: async () => {
      await listening.close();
      listening = await started(listening.port);
      return sessionOf(listening);
    },
    close: async () => {
      await listening.close();
      await sandbox.close();
      if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
    },
  };
  return place;
}

function writeDocuments(folder: string, branches: Record<'v1' | 'v2', object[]>): void {
  for (const [branch, documents] of Object.entries(branches)) {
    mkdirSync(join(folder, branch), { recursive: true });
    for (const [at, document] of documents.entries())
      writeFileSync(join(folder, branch, `${at}.json`), JSON.stringify(document));
  }
}

function configuration(
  { url, keys }: RunningSandbox,
  withKeys: boolean | 'application',
  more: string,
  baseUrl = url,
  endpoints = BILLS,
): string {
  const auth = withKeys
    ? `auth:
  applicationKey: ${keys.applicationKey}
  applicationSecret: ${keys.applicationSecret}
${withKeys === 'application' ? '' : `  consumerKey: ${keys.consumerKey}\n`}`
    : '';
  return `# a comment that stays
region: eu
baseUrl: ${baseUrl}
${auth}${more}destination:
  type: sqlite
  path: out.db
endpoints:
${endpoints}`;
}

const BILLS = `  - name: bills   # all of them
    path: /me/bill
`;

/** A load of the place's configuration, as the command does it. */
export async function loadInto({ file, folder }: ConsolePlace): Promise<void> {
  const report = await loadSource(openSource(file, { env: {}, home: folder, cwd: folder }));
  if (report.outcome !== 'complete') throw new Error(`the load is ${report.outcome}`);
}

/** The cookie of a new session. */
export async function sessionOf(listening: Listening): Promise<string> {
  return (await opened(listening.newAddress())).cookie?.split(';')[0] ?? '';
}

/** Opens an address as a person does. */
export async function opened(
  address: string,
): Promise<{ status: number; location?: string; cookie?: string }> {
  const { port, pathname, search, host } = new URL(address);
  const answer = await raw(Number(port), [
    `GET ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    'connection: close',
  ]);
  const header = (name: string) => new RegExp(`^${name}: (.*)\\r$`, 'im').exec(answer)?.[1];
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0),
    location: header('location'),
    cookie: header('set-cookie'),
  };
}

async function asked<A extends ConsoleAddress>(
  origin: string,
  cookie: string,
  address: A,
  request: object,
): Promise<Asked<A>> {
  const [method = '', path = ''] = address.split(' ');
  const isGet = method === 'GET';
  const query = isGet
    ? `?${new URLSearchParams(Object.entries(request).map(([name, each]) => [name, String(each)]))}`
    : '';
  const response = await fetch(`${origin}${path}${query}`, {
    method,
    headers: {
      cookie,
      'sec-fetch-site': 'same-origin',
      ...(isGet ? {} : { origin, 'content-type': 'application/json' }),
    },
    ...(isGet ? {} : { body: JSON.stringify(request) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  const body = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, answer: body, error: body?.error, text };
}

/** Asks as the page does, after the address was opened. Resolves with what answers a path, head and body. */
export async function visitor(address: string): Promise<(path: string) => Promise<string>> {
  const { cookie } = await opened(address);
  const { port, host } = new URL(address);
  const headers = [
    `host: ${host}`,
    `cookie: ${cookie?.split(';')[0]}`,
    'sec-fetch-site: same-origin',
    'connection: close',
  ];
  return (path) => raw(Number(port), [`GET ${path} HTTP/1.1`, ...headers]);
}

/** What a server answers to bytes as they are: nothing is added, nothing put right. */
export function raw(port: number, lines: readonly string[], body = '', host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`));
    let text = '';
    socket.setEncoding('utf8');
    socket.setTimeout(60_000, () => socket.destroy());
    socket.on('data', (part) => {
      text += part;
      // Kept-alive answers are whole once their length is there.
      const length = /content-length: (\d+)/i.exec(text)?.[1];
      const at = text.indexOf('\r\n\r\n');
      if (length !== undefined && at >= 0 && Buffer.byteLength(text.slice(at + 4)) >= Number(length))
        socket.end();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

export function configOf(place: ConsolePlace): string {
  return readFileSync(place.file, 'utf8');
}

// A real S3 server (s3rver), behind a front that is as strict as Amazon's where s3rver is not: signatures, conditions
// of writes, lists by pages, unfinished uploads. Tests make it fail, or forget to answer.
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusalOf } from './signed.js';

export const KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
export const BUCKET = 'tables';

interface S3rver {
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
}
const S3rverClass = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver;

export interface Request {
  method: string;
  /** Key of the object, without the bucket. */
  key: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  bytes: number;
}

/** What becomes of a request: `lost`: it is done, but the connection ends without an answer. */
export type Fate = 'lost' | 'cut' | { status: number; code: string } | undefined;

export interface ObjectServer {
  endpoint: string;
  /** All requests that came, the latest last. */
  requests: Request[];
  /** Decides about requests before they are done. */
  fate: (request: Request) => Fate | Promise<Fate>;
  /** Whether it keeps If-Match and If-None-Match; `refused`: it says that it cannot. */
  conditions: 'kept' | 'ignored' | 'refused';
  /** Uploads that were begun and not ended, by their ids: the keys. */
  uploads: Map<string, string>;
  /** Milliseconds that its clock is ahead. */
  ahead: number;
  get(key: string): Promise<Buffer | undefined>;
  put(key: string, bytes: string): Promise<void>;
  keys(): Promise<string[]>;
  close(): Promise<void>;
}

/** Keys of a page of a list. */
const PAGE = 50;

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export async function startObjectServer(): Promise<ObjectServer> {
  const directory = await mkdtemp(join(tmpdir(), 'ovh-s3-'));
  const inner = new S3rverClass({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    // Any host name leads here, that of a proxy's target too: the bucket is in the path.
    vhostBuckets: false,
    directory,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await inner.run();
  const plain = (method: string, path: string, body?: Buffer) => forward(port, method, path, {}, body);
  const front = createServer((request, response) => {
    void answer(server, port, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  const server: ObjectServer = {
    endpoint: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    requests: [],
    fate: () => undefined,
    conditions: 'kept',
    uploads: new Map(),
    ahead: 0,
    get: async (key) => {
      const { status, body } = await plain('GET', `/${BUCKET}/${key}`);
      return status === 200 ? body : undefined;
    },
    put: async (key, bytes) => {
      await plain('PUT', `/${BUCKET}/${key}`, Buffer.from(bytes));
    },
    keys: async () => {
      const { body } = await plain('GET', `/${BUCKET}?list-type=2`);
      return [...body.toString().matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key = '']) => key).sort();
    },
    close: async () => {
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
      await inner.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return server;
}

/** Writes one after the other: what a condition says holds until the write is done. */
let writing: Promise<unknown> = Promise.resolve();

async function answer(
  server: ObjectServer,
  port: number,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? '', 'http://here');
  const seen: Request = {
    method: request.method ?? '',
    key: decodeURIComponent(url.pathname.split('/').slice(2).join('/')),
    query: url.searchParams,
    headers: request.headers,
    bytes: body.length,
  };
  server.requests.push(seen);
  const fate = await server.fate(seen);
  if (fate === 'cut') return request.socket.destroy();
  const refusal = refusalOf(request, body, { [KEYS.accessKeyId]: KEYS.secretAccessKey });
  if (refusal !== undefined) return reply(server, request, response, refused(403, refusal));
  if (typeof fate === 'object') return reply(server, request, response, refused(fate.status, fate.code));
  const work = writing.then(() => done(server, port, seen, request, body));
  if (seen.method !== 'GET') writing = work.catch(() => undefined);
  const found = await work;
  if (fate === 'lost') return request.socket.destroy();
  reply(server, request, response, found);
}

async function done(
  server: ObjectServer,
  port: number,
  seen: Request,
  request: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  if (seen.method === 'GET' && seen.query.has('uploads')) return unfinished(server, seen);
  if (seen.method === 'GET' && seen.query.has('list-type')) return listed(port, request, seen);
  if (seen.method === 'DELETE' && seen.query.has('uploadId')) {
    const isKnown = server.uploads.delete(String(seen.query.get('uploadId')));
    return isKnown ? { status: 204, headers: {}, body: Buffer.alloc(0) } : refused(404, 'NoSuchUpload');
  }
  const { 'if-match': match, 'if-none-match': none, authorization: _, ...headers } = request.headers;
  if (seen.method === 'PUT' && (match ?? none) !== undefined && server.conditions !== 'ignored') {
    if (server.conditions === 'refused') return refused(501, 'NotImplemented');
    const { status, headers: known } = await forward(port, 'HEAD', request.url ?? '', {});
    const tag = status === 200 ? known.etag : undefined;
    if (none !== undefined ? tag !== undefined : tag !== match) return refused(412, 'PreconditionFailed');
  }
  const found = await forward(port, seen.method, request.url ?? '', headers, body);
  if (seen.method === 'PUT' && found.status === 200 && !seen.query.has('partNumber'))
    await untilWritten(port, (request.url ?? '').replace(/\?.*/, ''), found);
  const [, id] = /<UploadId>(.*?)<\/UploadId>/.exec(found.body.toString()) ?? [];
  if (seen.query.has('uploads') && id) server.uploads.set(id, seen.key);
  if (seen.method === 'POST' && found.status < 300) server.uploads.delete(seen.query.get('uploadId') ?? '');
  return found;
}

/** s3rver answers before its file is written: a reading just then found it empty. */
async function untilWritten(port: number, path: string, { headers }: Answer): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const { body } = await forward(port, 'GET', path, {});
    if (headers.etag === `"${createHash('md5').update(body).digest('hex')}"`) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`the object ${path} does not become what was written`);
}

/** By pages: of s3rver the old kind of list, whose pages need no cipher that Node has no more. */
async function listed(port: number, { url = '' }: IncomingMessage, { query }: Request): Promise<Answer> {
  const old = new URLSearchParams({ 'max-keys': String(PAGE) });
  for (const name of ['prefix', 'delimiter']) if (query.has(name)) old.set(name, query.get(name) ?? '');
  const token = query.get('continuation-token');
  if (token !== null) old.set('marker', Buffer.from(token, 'base64').toString());
  const found = await forward(port, 'GET', `${url.split('?')[0]}?${old}`, {});
  const text = found.body.toString();
  const last = [...text.matchAll(/<Key>(.*?)<\/Key>/g)].at(-1)?.[1] ?? '';
  const next = `<NextContinuationToken>${Buffer.from(last).toString('base64')}</NextContinuationToken>`;
  const body = text.includes('<IsTruncated>true') ? text.replace('</ListBucketResult>', `${next}$&`) : text;
  return { ...found, body: Buffer.from(body) };
}

function unfinished({ uploads }: ObjectServer, { query }: Request): Answer {
  const prefix = query.get('prefix') ?? '';
  const list = [...uploads].filter(
    ([, key]) => key.startsWith(prefix) && !key.slice(prefix.length).includes('/'),
  );
  const items = list
    .map(([id, key]) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId></Upload>`)
    .join('');
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: Buffer.from(`<ListMultipartUploadsResult>${items}</ListMultipartUploadsResult>`),
  };
}

function refused(status: number, code: string): Answer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>said the server</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}

function reply({ ahead }: ObjectServer, request: IncomingMessage, response: ServerResponse, found: Answer) {
  const { 'transfer-encoding': _, connection: __, ...headers } = found.headers;
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  if (request.method !== 'HEAD' && found.status !== 204)
    response.setHeader('content-length', found.body.length);
  response.setHeader('date', new Date(Date.now() + ahead).toUTCString());
  response.writeHead(found.status);
  response.end(request.method === 'HEAD' ? undefined : found.body);
}

function forward(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string | string[] | undefined>,
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = send(
      { host: '127.0.0.1', port, method, path, headers: defined(headers), agent: false },
      async (got) => {
        try {
          const chunks: Buffer[] = [];
          for await (const chunk of got) chunks.push(chunk as Buffer);
          resolve({ status: got.statusCode ?? 0, headers: got.headers, body: Buffer.concat(chunks) });
        } catch (error) {
          reject(error);
        }
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function defined(headers: Record<string, string | string[] | undefined>): Record<string, string | string[]> {
  const { connection: _, ...rest } = headers;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ) as Record<string, string | string[]>;
}

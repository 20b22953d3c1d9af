// Sends one request to one origin and reads its whole reply.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher, Pool } from 'undici';
import { trustOf } from './certificates.js';
import { type Connections, openPool } from './connector.js';
import { isOfCertificate, NetworkError } from './failure.js';
import { DIRECT, type NetworkSettings } from './settings.js';

const gunzipAsync = promisify(gunzip);

const MIB = 1024 ** 2;
const CONNECT_TIMEOUT_MS = 15_000;
const MAX_REPLY_BYTES = 128 * MIB;

export interface TransportOptions {
  /** Most connections at once. Default 1. */
  connections?: number;
  /** Proxy and certificates. Default: a direct connection. */
  network?: NetworkSettings;
  /** Milliseconds for one connection to be made, TLS and proxy included. */
  connectTimeoutMs?: number;
  /** Most bytes of one reply after decompression. Default 128 MiB. */
  maxReplyBytes?: number;
}

export interface WireRequest {
  method: string;
  /** Path and query, sent byte for byte. */
  target: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Only status and headers count: the body of the reply is not waited for. */
  ignoresBody?: boolean;
}

export interface WireReply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** Connections to one origin. Opened by the first request: most commands send none. */
export class Transport {
  readonly #connections: Connections;
  #opening: Promise<Pool> | undefined;
  #pool: Pool | undefined;
  readonly #maxReplyBytes: number;

  constructor(
    readonly origin: string,
    {
      connections = 1,
      network = DIRECT,
      connectTimeoutMs = CONNECT_TIMEOUT_MS,
      maxReplyBytes = MAX_REPLY_BYTES,
    }: TransportOptions = {},
  ) {
    this.#maxReplyBytes = maxReplyBytes;
    this.#connections = {
      most: connections,
      network,
      secureContext: trustOf(network),
      timeoutMs: connectTimeoutMs,
    };
  }

  /** Throws `NetworkError`; when `signal` is aborted, the signal's reason. */
  async send(request: WireRequest): Promise<WireReply> {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(TIMED_OUT), request.timeoutMs);
    const stop = () => ending.abort(request.signal?.reason);
    request.signal?.addEventListener('abort', stop, { once: true });
    try {
      request.signal?.throwIfAborted();
      const pool = this.#pool ?? (await this.#open());
      const reply = await pool.request({
        method: request.method as Dispatcher.HttpMethod,
        path: request.target,
        headers: { ...request.headers, 'accept-encoding': 'gzip' },
        body: request.body ?? null,
        signal: ending.signal,
        // Our own timer covers the whole reply. Of two timers that end together, chance would name the failure.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const body = request.ignoresBody ? discard(reply) : await readBody(reply, this.#maxReplyBytes);
      ending.signal.throwIfAborted();
      return { status: reply.statusCode, headers: flat(reply.headers), body };
    } catch (error) {
      if (request.signal?.aborted) throw request.signal.reason;
      throw toNetworkError(error, request.timeoutMs);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    await (await this.#opening)?.destroy();
  }

  async #open(): Promise<Pool> {
    this.#opening ??= openPool(this.origin, this.#connections);
    this.#pool = await this.#opening;
    return this.#pool;
  }
}

const TIMED_OUT = new Error('timed out');

function discard(reply: Dispatcher.ResponseData): Buffer {
  reply.body.on('error', () => undefined).destroy();
  return Buffer.alloc(0);
}

async function readBody(reply: Dispatcher.ResponseData, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of reply.body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const isGzip = String(reply.headers['content-encoding'] ?? '').toLowerCase() === 'gzip';
  if (!isGzip || size === 0) return bytes;
  try {
    return await gunzipAsync(bytes, { maxOutputLength: maxBytes, chunkSize: Math.min(maxBytes, MIB) });
  } catch (error) {
    throw (error as SystemFailure).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(maxBytes) : error;
  }
}

function tooLarge(maxBytes: number): NetworkError {
  const size = maxBytes >= MIB ? `${maxBytes / MIB} MiB` : `${maxBytes} bytes`;
  return new NetworkError('reply-too-large', `the reply is over ${size}`, true);
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}

/** System calls before anything is sent. A code alone is no proof: a connection in use may become unreachable too. */
const BEFORE_SENDING = new Set(['getaddrinfo', 'connect']);

interface SystemFailure {
  code?: string;
  syscall?: string;
}

function toNetworkError(error: unknown, timeoutMs: number): NetworkError {
  if (error instanceof NetworkError) return error;
  const failure = error as SystemFailure & { message?: string; errors?: SystemFailure[] };
  if (error === TIMED_OUT) {
    return new NetworkError('timeout', `no whole reply within ${timeoutMs / 1000} s`, true);
  }
  const code = failure.code ?? failure.errors?.[0]?.code ?? 'network';
  const step = failure.syscall ?? failure.errors?.[0]?.syscall ?? '';
  const isUnsent = BEFORE_SENDING.has(step) || code === 'UND_ERR_CONNECT_TIMEOUT' || isOfCertificate(code);
  return new NetworkError(code, failure.message || code, !isUnsent);
}

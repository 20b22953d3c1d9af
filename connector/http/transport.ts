// Sends one request and reads its whole reply. Signatures, budgets and verdicts are the policies' concern.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Dispatcher, Pool } from 'undici';

const gunzipAsync = promisify(gunzip);

/** Most bytes of a reply after decompression. */
const MAX_BODY_BYTES = 1024 ** 3;
const CONNECT_TIMEOUT_MS = 15_000;

export interface WireRequest {
  method: string;
  /** Path and query, sent byte for byte. */
  target: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface WireReply {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** There was no whole reply. `sent` is false only when the request cannot have reached the server. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  constructor(
    readonly code: string,
    message: string,
    readonly sent: boolean,
  ) {
    super(message);
  }
}

/** Connections to one origin. */
export class Transport {
  readonly #pool: Pool;

  constructor(
    readonly origin: string,
    connections: number,
  ) {
    // Pipelining stays at 1 and HTTP/2 off: both were measured slower for this API's small replies.
    this.#pool = new Pool(origin, {
      connections,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: CONNECT_TIMEOUT_MS },
    });
  }

  /** Throws `NetworkError`; when `signal` is aborted, the signal's reason. */
  async send(request: WireRequest): Promise<WireReply> {
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(TIMED_OUT), request.timeoutMs);
    const stop = () => ending.abort(request.signal?.reason);
    request.signal?.addEventListener('abort', stop, { once: true });
    try {
      request.signal?.throwIfAborted();
      const reply = await this.#pool.request({
        method: request.method as Dispatcher.HttpMethod,
        path: request.target,
        headers: { ...request.headers, 'accept-encoding': 'gzip' },
        body: request.body ?? null,
        signal: ending.signal,
        // Our own timer covers the whole reply. Of two timers that end together, chance would name the failure.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      return { status: reply.statusCode, headers: flat(reply.headers), body: await readBody(reply) };
    } catch (error) {
      if (request.signal?.aborted) throw request.signal.reason;
      throw toNetworkError(error, request.timeoutMs);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

const TIMED_OUT = new Error('timed out');

async function readBody(reply: Dispatcher.ResponseData): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of reply.body) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new NetworkError('body-too-large', 'the reply is over 1 GiB', true);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const isGzip = String(reply.headers['content-encoding'] ?? '').toLowerCase() === 'gzip';
  if (!isGzip || size === 0) return bytes;
  return gunzipAsync(bytes, { maxOutputLength: MAX_BODY_BYTES });
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
  const isUnsent = BEFORE_SENDING.has(step) || code === 'UND_ERR_CONNECT_TIMEOUT';
  return new NetworkError(code, failure.message || code, !isUnsent);
}

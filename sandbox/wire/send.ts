/** Sends replies: encoding, compression, and the damage of faults. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { writeJson } from './json.js';
import type { Reply } from './reply.js';

/** How a reply is truncated: with its full length announced, or without a length, by closing the connection. */
export type Cut = 'announced' | 'closed';

export interface Encoded {
  readonly type: string;
  readonly plain: Buffer;
  packed?: Buffer;
}

const smallestPacked = 1024;
const smallestCached = 65_536;
const mostCached = 32;
const none = Buffer.alloc(0);

export function encode(reply: Reply): Encoded {
  if (reply.page) return { type: reply.page.type, plain: Buffer.from(reply.page.text, 'utf8') };
  const text = reply.body === undefined ? '' : writeJson(reply.body);
  return { type: 'application/json; charset=utf-8', plain: text === '' ? none : Buffer.from(text, 'utf8') };
}

/** A cache of large replies that never change. */
export class SentReplies {
  readonly #bodies = new Map<string, Encoded>();

  get(url: string): Encoded | undefined {
    return this.#bodies.get(url);
  }

  put(url: string, encoded: Encoded): void {
    if (encoded.plain.length >= smallestCached && this.#bodies.size < mostCached)
      this.#bodies.set(url, encoded);
  }
}

const acceptsGzip = (request: IncomingMessage): boolean =>
  String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .some((part) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$)[\d.]+)?\s*$/i.test(part));

export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly encoded: Encoded;
  readonly cut?: Cut;
}

export function send(request: IncomingMessage, response: ServerResponse, outgoing: Outgoing): void {
  const { status, encoded } = outgoing;
  const headers: Record<string, string> = { ...outgoing.headers };
  let body = encoded.plain;
  if (body.length > 0) headers['Content-Type'] = encoded.type;
  if (body.length > smallestPacked) headers.Vary = 'Accept-Encoding';
  if (body.length > smallestPacked && acceptsGzip(request)) {
    encoded.packed ??= gzipSync(body, { level: 1 });
    body = encoded.packed;
    headers['Content-Encoding'] = 'gzip';
  }
  if (outgoing.cut) {
    sendCut(response, status, headers, body, outgoing.cut);
    return;
  }
  headers['Content-Length'] = String(body.length);
  response.writeHead(status, headers);
  response.end(request.method === 'HEAD' ? none : body);
}

/**
 * Truncates a body in the middle. With `closed` no length is announced: only the text itself shows that it is incomplete.
 * A truncated number is still a number, which no reader could detect, so its length is announced.
 */
function sendCut(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
  cut: Cut,
): void {
  const half = body.subarray(0, Math.floor(body.length / 2));
  const structured = [0x1f, 0x22, 0x5b, 0x7b].includes(body[0] ?? 0);
  const socket = response.socket;
  if (cut === 'closed' && structured) {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
    response.writeHead(status, headers);
    response.end(half);
    return;
  }
  response.writeHead(status, { ...headers, 'Content-Length': String(body.length) });
  response.write(half, () => socket?.destroy());
  if (half.length === 0) socket?.destroy();
}

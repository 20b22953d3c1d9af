/** Pages of v2 lists: a size and an opaque cursor in, the next cursor out, none on the last page. */
import type { IncomingHttpHeaders } from 'node:http';
import { hashText } from '../random.js';
import type { Wire } from './json.js';
import type { Reply } from './reply.js';
import { badRequest, ok } from './reply.js';

/** The API documents no sizes; these are the sandbox's own. */
const defaultSize = 25;
const largestSize = 1000;

/** How lists go on: as they should, with an earlier cursor at the end, never ending with ever new cursors, each page twice. */
export const cursorModes = ['honest', 'loop', 'endless', 'repeating'] as const;
export type CursorMode = (typeof cursorModes)[number];

export function pageOf(
  path: string,
  items: readonly Wire[],
  headers: IncomingHttpHeaders,
  mode: CursorMode,
  most = largestSize,
): Reply {
  const size = readSize(headers['x-pagination-size'], most);
  if (size === undefined) return badRequest(`X-Pagination-Size is a number from 1 to ${most}`);
  const start = readCursor(path, headers['x-pagination-cursor']);
  if (start === undefined || (start > items.length && mode !== 'endless' && mode !== 'repeating'))
    return badRequest('X-Pagination-Cursor is not known');
  const next = start + size;
  const goOn = (to: number): Record<string, string> => ({ 'X-Pagination-Cursor-Next': cursorFor(path, to) });
  if (mode === 'endless') {
    const from = start % (Math.max(1, Math.ceil(items.length / size)) * size);
    return ok(items.slice(from, from + size), goOn(next));
  }
  if (mode === 'repeating') {
    const from = Math.floor(start / 2) * size;
    const page = items.slice(from, from + size);
    return Math.floor((start + 1) / 2) * size < items.length ? ok(page, goOn(start + 1)) : ok(page);
  }
  const page = items.slice(start, next);
  if (next < items.length) return ok(page, goOn(next));
  return mode === 'loop' ? ok(page, goOn(0)) : ok(page);
}

function readSize(header: string | string[] | undefined, most: number): number | undefined {
  if (header === undefined) return Math.min(defaultSize, most);
  if (typeof header !== 'string' || !/^\d{1,4}$/.test(header)) return undefined;
  const size = Number(header);
  return size >= 1 && size <= most ? size : undefined;
}

function cursorFor(path: string, start: number): string {
  return Buffer.from(`${start}.${hashText(`${path}#${start}`)}`).toString('base64');
}

function readCursor(path: string, header: string | string[] | undefined): number | undefined {
  if (header === undefined) return 0;
  if (typeof header !== 'string') return undefined;
  const start = Number(Buffer.from(header, 'base64').toString('latin1').split('.')[0]);
  return Number.isSafeInteger(start) && cursorFor(path, start) === header ? start : undefined;
}

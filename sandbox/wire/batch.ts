/** Batches: many objects in one call. X-Ovh-Batch names the separator of the ids in one path segment. */
import type { IncomingHttpHeaders } from 'node:http';
import { header } from '../auth/check.js';
import type { SandboxOptions } from '../options/options.js';
import { type ExpandedLists, wantsObjects } from './expanded.js';
import type { Wire, WireObject } from './json.js';
import { checkParameters } from './query.js';
import type { Reply } from './reply.js';
import { badRequest, ok } from './reply.js';
import type { Call, Parameters, Route } from './routes.js';

/** The reply to a batch; undefined where the call is no batch: no header, or no segment with the separator. */
export function batchReply(
  route: Route,
  call: Call,
  headers: IncomingHttpHeaders,
  lists: ExpandedLists,
  options: SandboxOptions,
): Reply | undefined {
  const separator = header(headers, 'x-ovh-batch');
  if (separator === undefined || options.batch === 'ignored' || route.method !== 'GET') return undefined;
  if (!/^[^\w\s/]$/.test(separator)) return badRequest('X-Ovh-Batch is one character');
  const split = Object.keys(call.params).filter((name) => call.params[name]?.includes(separator));
  const [name = ''] = split;
  if (split.length === 0) return undefined;
  if (options.batch === 'refused' || split.length > 1) return badRequest('Batch is not available here');
  const isLast = route.path.endsWith(`/{${name}}`);
  if (options.batch === 'lastOnly' && !isLast) return badRequest('Batch is not available on this segment');
  const keys = (call.params[name] ?? '').split(separator);
  if (keys.length > options.batchLimit)
    return badRequest(`A batch has at most ${options.batchLimit} elements`);
  const expands = options.batchExpands && options.expanded !== 'ignored' && wantsObjects(headers);
  const entries = keys.map((key) =>
    entry(route, call, { ...call.params, [name]: key }, key, expands ? lists : undefined),
  );
  return ok(damaged(entries, options.batch));
}

function entry(
  route: Route,
  call: Call,
  params: Parameters,
  key: string,
  lists: ExpandedLists | undefined,
): WireObject {
  const one = { ...call, params };
  const reply = checkParameters(params, route.pathTypes ?? {}) ?? route.answer(one);
  if (reply.status !== 200) return { key, value: null, error: (reply.body ?? null) as Wire };
  const objects = route.kind === 'ids' ? lists?.whole(route, one) : undefined;
  return { key, value: objects ?? reply.body ?? null };
}

/** Damages one entry of a batch, always the same one. */
function damaged(entries: WireObject[], how: SandboxOptions['batch']): WireObject[] {
  const at = Math.floor(entries.length / 2);
  const { key = null, value = null } = entries[at] ?? {};
  switch (how) {
    case 'error':
      return entries.with(at, {
        key,
        value: null,
        error: { class: 'Server::InternalServerError', message: 'Oops' },
      });
    case 'missing':
      return entries.toSpliced(at, 1);
    case 'doubled':
      return entries.toSpliced(at, 0, { key, value: null });
    case 'valueless':
      return entries.with(at, { key });
    case 'mixed':
      // Swaps the values of two neighbours.
      return entries.length < 2
        ? entries
        : entries
            .with(at, { key, value: entries[at - 1]?.value ?? null })
            .with(at - 1, { key: entries[at - 1]?.key ?? null, value });
    default:
      return entries;
  }
}

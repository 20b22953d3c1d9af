// Who may ask: every request is looked at as it came, before anything reads it. What is not ours is refused with a sentence.
import type { IncomingMessage } from 'node:http';

/** What a request is for, by its address. */
export type Purpose = 'api' | 'asset' | 'open' | 'page';

export interface Refusal {
  status: 400 | 401 | 403 | 405 | 421;
  /** `guard`, or `no-session`. */
  code: string;
  message: string;
}

/**
 * A rebound name betrays itself by its Host alone; another port of this machine by Origin and Sec-Fetch-Site, since
 * cookies know no ports; other pages by Sec-Fetch-Site.
 *
 * @param hosts our own names with their port, as a browser writes them: `127.0.0.1:4321`
 */
export function refusalOf(request: IncomingMessage, hosts: ReadonlySet<string>): Refusal | undefined {
  const host = onlyHeader(request, 'host');
  if (host === undefined || !hosts.has(host))
    return {
      status: 421,
      code: 'guard',
      message: 'this address is not the console: open the one on the terminal',
    };
  const target = request.url ?? '';
  // A target with an origin of its own, `*`, or one that a reader may take for another host.
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(target))
    return refused(400, 'the address of the request has another form');
  if (request.method !== 'GET' && request.method !== 'POST') return refused(405, 'only GET and POST');
  const purpose = purposeOf(target);
  if (purpose === 'api') return apiRefusal(request, host);
  if (request.method === 'POST') return refused(405, 'only GET');
  return purpose === 'asset' ? assetRefusal(request) : pageRefusal(request, purpose);
}

/** `target` is the path with its query. */
export function purposeOf(target: string): Purpose {
  const [path = ''] = target.split('?');
  if (path === '/api' || path.startsWith('/api/')) return 'api';
  if (path.startsWith('/assets/')) return 'asset';
  return path === '/open' ? 'open' : 'page';
}

function apiRefusal(request: IncomingMessage, host: string): Refusal | undefined {
  const site = onlyHeader(request, 'sec-fetch-site');
  if (site === undefined)
    return refused(403, 'this browser does not say which page asks (Sec-Fetch-Site): use a newer one');
  if (site !== 'same-origin') return refused(403, 'only the page of the console may ask this');
  const origin = onlyHeader(request, 'origin');
  const isOurs = origin === `http://${host}`;
  if (request.method === 'GET')
    return origin === undefined || isOurs ? undefined : refused(403, 'another origin asks');
  if (!isOurs) return refused(403, 'another origin asks');
  const type = onlyHeader(request, 'content-type') ?? '';
  if (!/^application\/json(\s*;\s*charset=utf-8)?$/i.test(type)) return refused(403, 'only application/json');
  return undefined;
}

function assetRefusal(request: IncomingMessage): Refusal | undefined {
  const site = onlyHeader(request, 'sec-fetch-site') ?? 'same-origin';
  return site === 'same-origin' ? undefined : refused(403, 'only the page of the console has these files');
}

/** Shown in a window of its own, never inside another page, as an image or as a script. */
function pageRefusal(request: IncomingMessage, purpose: Purpose): Refusal | undefined {
  const mode = onlyHeader(request, 'sec-fetch-mode') ?? 'navigate';
  const dest = onlyHeader(request, 'sec-fetch-dest') ?? 'document';
  if (mode !== 'navigate' || dest !== 'document')
    return refused(403, 'the console opens in a window of its own');
  // A token is used up by a person who opens the address, not by a browser that guesses they will.
  const isGuess = /prefetch|prerender/.test(
    `${request.headers['sec-purpose'] ?? request.headers.purpose ?? ''}`,
  );
  return purpose === 'open' && isGuess ? refused(403, 'not before it is opened') : undefined;
}

function refused(status: Refusal['status'], message: string): Refusal {
  return { status, code: 'guard', message };
}

/** The value of a header that comes once; of several, Node would keep one and an intermediary another. */
function onlyHeader(request: IncomingMessage, name: string): string | undefined {
  const values = request.rawHeaders.filter(
    (_, at, all) => at % 2 === 1 && all[at - 1]?.toLowerCase() === name,
  );
  return values.length === 1 ? values[0] : undefined;
}

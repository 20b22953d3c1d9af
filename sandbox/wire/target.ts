/** Parses a request target exactly as received: API version, decoded segments, query text. */
import type { Reply } from './reply.js';
import { badRequest, unknownUrl } from './reply.js';

export interface Target {
  /** Each decoded once; a v2 path starts with the segment `v2`. */
  readonly segments: readonly string[];
  /** The path that access rules are matched against: `/me/bill`, `/v2/iam/resource`. */
  readonly path: string;
  readonly query: string;
}

const branches = ['1.0', 'v1', 'v2'];
/** The characters that RFC 3986 allows in a target, and `|`, which some clients send unencoded. */
const allowed = /^[!$-;=?-[\]_a-z|~]+$/;

/** The parts of `/1.0/ip/192.0.2.0%2F28?x=1`, or an error reply. */
export function readTarget(raw: string): Target | Reply {
  if (!allowed.test(raw)) return badRequest('The URL is not well encoded');
  const cut = raw.indexOf('?');
  const path = cut < 0 ? raw : raw.slice(0, cut);
  const [root, branch, ...rest] = path.split('/');
  if (root !== '' || branch === undefined || !branches.includes(branch) || rest.length === 0)
    return unknownUrl();
  const segments: string[] = branch === 'v2' ? ['v2'] : [];
  // `/1.0/` is the index of the API version.
  const isIndex = rest.length === 1 && rest[0] === '';
  if (isIndex) return { segments: [...segments, ''], path: '/', query: cut < 0 ? '' : raw.slice(cut + 1) };
  for (const part of rest) {
    const segment = decodeOnce(part);
    if (segment === undefined) return badRequest('The URL is not well encoded');
    if (segment === '' || segment === '.' || segment === '..') return unknownUrl();
    segments.push(segment);
  }
  return { segments, path: `/${segments.join('/')}`, query: cut < 0 ? '' : raw.slice(cut + 1) };
}

function decodeOnce(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

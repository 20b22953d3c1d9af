/** Takes a request target apart exactly as it was received: branch, decoded segments, query text. */
import type { Reply } from './reply.js';
import { badRequest, unknownUrl } from './reply.js';

export interface Target {
  /** Decoded once, each; a path of the second branch starts with the segment `v2`. */
  readonly segments: readonly string[];
  /** What access rules are compared with: `/me/bill`, `/v2/iam/resource`. */
  readonly path: string;
  readonly query: string;
}

const branches = ['1.0', 'v1', 'v2'];
/** What RFC 3986 allows in a target, and `|`, which some clients of the API send bare. */
const allowed = /^[!$-;=?-[\]_a-z|~]+$/;

/** The parts of `/1.0/ip/192.0.2.0%2F28?x=1`, or the error that the target deserves. */
export function readTarget(raw: string): Target | Reply {
  if (!allowed.test(raw)) return badRequest('The URL is not well encoded');
  const cut = raw.indexOf('?');
  const path = cut < 0 ? raw : raw.slice(0, cut);
  const [root, branch, ...rest] = path.split('/');
  if (root !== '' || branch === undefined || !branches.includes(branch) || rest.length === 0)
    return unknownUrl();
  const segments: string[] = branch === 'v2' ? ['v2'] : [];
  // `/1.0/` is the index of the branch.
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

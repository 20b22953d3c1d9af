// Finds the route of a concrete path: `/me/bill/FR123` matches `/me/bill/{billId}`.

/** A path as routes are written: without the v1 prefix, a query or a slash at the end. */
export function plainPath(path: string): string {
  return path
    .replace(/[?#].*$/, '')
    .replace(/^\/(1\.0|v1)(?=\/)/, '')
    .replace(/(.)\/$/, '$1');
}

/** The template that matches a path; of several, the one with the earliest literals. */
export function matchRoute<T extends { path: string }>(routes: Iterable<T>, path: string): T | undefined {
  const segments = path.split('/');
  let best: { route: T; literals: string } | undefined;
  for (const route of routes) {
    const parts = route.path.split('/');
    if (parts.length !== segments.length || !parts.every((part, at) => fits(part, segments[at] ?? '')))
      continue;
    const literals = parts.map((part) => (part.startsWith('{') ? 0 : 1)).join('');
    if (best === undefined || literals > best.literals) best = { route, literals };
  }
  return best?.route;
}

function fits(part: string, segment: string): boolean {
  return part.startsWith('{') ? segment !== '' : part === segment;
}

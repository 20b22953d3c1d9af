// Which route a concrete path is of: `/me/bill/FR123` is of `/me/bill/{billId}`.

/** As routes are known: without the branch of v1, without a query or a slash at the end. */
export function plainPath(path: string): string {
  return path
    .replace(/[?#].*$/, '')
    .replace(/^\/(1\.0|v1)(?=\/)/, '')
    .replace(/(.)\/$/, '$1');
}

/** The template that a path fits; where several do, the one whose literals stand further in front. */
export function matchRoute<T extends { path: string }>(routes: Iterable<T>, path: string): T | undefined {
  const given = path.split('/');
  let best: { route: T; literals: string } | undefined;
  for (const route of routes) {
    const parts = route.path.split('/');
    if (parts.length !== given.length || !parts.every((part, at) => fits(part, given[at] ?? ''))) continue;
    const literals = parts.map((part) => (part.startsWith('{') ? 0 : 1)).join('');
    if (best === undefined || literals > best.literals) best = { route, literals };
  }
  return best?.route;
}

function fits(part: string, given: string): boolean {
  return part.startsWith('{') ? given !== '' : part === given;
}

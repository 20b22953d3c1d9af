// The index of an API version: its sections, and the section of a route.
import type { Branch } from '../model/api-schema.js';

/** Section paths of an index, `/me`, `/dedicated/server`; undefined when the text is not an index. */
export function readIndex(raw: unknown): string[] | undefined {
  const apis = typeof raw === 'object' && raw !== null ? (raw as { apis?: unknown }).apis : undefined;
  if (!Array.isArray(apis)) return undefined;
  return apis.flatMap((api: { path?: unknown }) => (typeof api?.path === 'string' ? [api.path] : []));
}

/** The API version and the path of a route as definitions write it. */
export function branchOf(route: string): { branch: Branch; path: string } {
  return route.startsWith('/v2/') ? { branch: 'v2', path: route.slice(3) } : { branch: 'v1', path: route };
}

/** The longest section that the path begins with. */
export function sectionOf(path: string, sections: readonly string[]): string | undefined {
  const holding = sections.filter((section) => path === section || path.startsWith(`${section}/`));
  return holding.sort((a, b) => b.length - a.length)[0];
}

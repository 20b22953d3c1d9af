// Where a key belongs that is written in another group: `applicationKey` at the top belongs under `auth`.
import type { KeyPath } from '../file/key-path.js';
import { groupsIn, plainSchema, type SchemaNode } from './schema-node.js';

/** More places than this are no hint. */
const MOST_PLACES = 2;

interface Place {
  key: string;
  /** `''` for the top, `auth`, `endpoints[].table`, `endpoints[].definitions.<name>.table`. */
  group: string;
}

let places: ReadonlyMap<string, readonly Place[]> | undefined;

/**
 * A hint for an unknown key, or an empty text.
 * @param path of the group that has the key
 * @param known the keys of that group
 */
export function placeHint(key: string, path: KeyPath, known: readonly string[]): string {
  const found = (placesOf(key) ?? []).filter(({ group }) => group !== groupOf(path));
  // The other form of the same group has it: a definition, or the use of a preset.
  if (found.length < (placesOf(key)?.length ?? 0)) return '';
  const chosen = nearestOf(found, groupOf(path), known);
  const [first] = chosen;
  if (!first || chosen.length > MOST_PLACES) return '';
  if (chosen.some((place) => place.key !== key))
    return ` (did you mean ${chosen.map((place) => `"${joined(place.group, place.key)}"`).join(' or ')}?)`;
  if (first.group === '') return ' (it belongs at the top of the configuration)';
  return ` (it belongs under ${chosen.map(({ group }) => `"${group}"`).join(' or ')})`;
}

/** Of the groups inside this one, the nearest; else its neighbours in an entry; else the top; else, from a group at the top, its neighbours. */
function nearestOf(found: readonly Place[], here: string, known: readonly string[]): Place[] {
  const inside = found.flatMap(({ key, group }) => {
    const rest = here === '' ? group : group.startsWith(`${here}.`) ? group.slice(here.length + 1) : '';
    return rest !== '' && known.includes(firstKey(rest)) ? [{ key, group: rest }] : [];
  });
  if (inside.length > 0) return shallowest(inside);
  const beside = neighboursOf(here, found);
  if (beside.length > 0) return beside;
  const atTop = found.filter(({ group }) => group === '');
  return atTop.length > 0 || depth(here) > 1 || here.includes('[]') ? atTop : shallowest(found);
}

/** `table` of the same entry for `endpoints[].write`, `endpoints[].definitions.bills.write`. */
function neighboursOf(here: string, found: readonly Place[]): Place[] {
  const around = here.split('.').slice(0, -1);
  if (around.length === 0) return [];
  return found.flatMap(({ key, group }) => {
    const parts = group.split('.');
    const [name = ''] = parts.splice(-1);
    const isBeside =
      parts.length === around.length &&
      parts.every((part, at) => part === around[at] || part === '<name>') &&
      !name.startsWith('<');
    return isBeside ? [{ key, group: name }] : [];
  });
}

function shallowest(found: readonly Place[]): Place[] {
  const least = Math.min(...found.map(({ group }) => depth(group)));
  return found.filter(({ group }) => depth(group) === least);
}

function depth(group: string): number {
  return group === '' ? 0 : group.split('.').length;
}

const firstKey = (group: string) => /^[^.[]*/.exec(group)?.[0] ?? '';

const joined = (group: string, key: string) => (group === '' ? key : `${group}.${key}`);

/** `['endpoints', 0, 'table']` is `endpoints[].table`. */
function groupOf(path: KeyPath): string {
  return path
    .map((part) => (typeof part === 'number' ? '[]' : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function placesOf(key: string): readonly Place[] | undefined {
  places ??= allPlaces(plainSchema());
  return places.get(plain(key));
}

/** `application_key` of an ovh.conf is `applicationKey`. */
function plain(key: string): string {
  return key.toLowerCase().replaceAll(/[_-]/g, '');
}

function allPlaces(schema: SchemaNode): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  const visit = (node: SchemaNode, group: string): void => {
    for (const [key, inner] of Object.entries(node.properties ?? {})) {
      const others = found.get(plain(key)) ?? [];
      if (!others.some((place) => place.group === group)) found.set(plain(key), [...others, { key, group }]);
      for (const [below, suffix] of groupsIn(inner)) visit(below, `${joined(group, key)}${suffix}`);
    }
  };
  visit(schema, '');
  return found;
}

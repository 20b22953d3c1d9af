// Flattens objects: member names are joined with `_`; lists and chosen members stay JSON.
import { isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { jsonCell, type Leaf, typed } from './leaf.js';
import { isMoney, moneyLeaves } from './money.js';
import { joinPath } from './paths.js';

/** Objects nested deeper than this stay JSON. */
export const DEPTH_LIMIT = 20;

/** Which members of an object stay whole. */
export interface FlattenRules {
  /** Dotted paths of members that stay JSON. */
  json: ReadonlySet<string>;
  /** Takes the list at a dotted path for a child table; returns false where it stays JSON. */
  takeList?: (path: string, list: JsonValue[]) => boolean;
}

/** Every value of an object that is not null, once, in the order of the payload. */
export function flatten(payload: JsonObject, rules: FlattenRules): Leaf[] {
  const leaves: Leaf[] = [];
  if (isMoney(payload)) return moneyLeaves([], payload);
  for (const [name, member] of Object.entries(payload)) collect([name], member, rules, leaves);
  return leaves;
}

/** Path of the column that counts the elements of a list in a child table. */
export function countParts(parts: readonly string[]): { parts: string[]; name: string[] } {
  return { parts: [...parts, '#'], name: [...parts, 'count'] };
}

function collect(parts: readonly string[], value: JsonValue, rules: FlattenRules, leaves: Leaf[]): void {
  if (value === null) return;
  if (Array.isArray(value) && rules.takeList?.(parts.join('.'), value)) {
    const { parts: counted, name } = countParts(parts);
    leaves.push({ path: joinPath(counted), name, value: value.length, type: 'bigint', cell: value.length });
    return;
  }
  const asJson = rules.json.size > 0 && rules.json.has(parts.join('.'));
  if (asJson || !isObject(value) || isWhole(value, parts.length)) {
    const cell = asJson ? jsonCell(value) : typed(value);
    if (cell) leaves.push({ path: joinPath(parts), name: parts, value, ...cell });
  } else if (isMoney(value)) {
    leaves.push(...moneyLeaves(parts, value));
  } else {
    for (const [name, member] of Object.entries(value)) collect([...parts, name], member, rules, leaves);
  }
}

function isWhole(value: JsonObject, depth: number): boolean {
  return depth >= DEPTH_LIMIT || Object.keys(value).length === 0;
}

// Objects to flat values: members are joined with `_`, lists and what is asked for stay JSON.
import { isObject, type JsonObject, type JsonValue } from '../model/json.js';
import { jsonCell, type Leaf, typed } from './leaf.js';
import { isMoney, moneyLeaves } from './money.js';
import { joinPath } from './paths.js';

/** Objects nested deeper than this stay JSON. */
export const DEPTH_LIMIT = 20;

/**
 * Every value of an object that is not null, once, in the order of the payload.
 * @param json dotted paths of members that stay JSON.
 */
export function flatten(payload: JsonObject, json: ReadonlySet<string>): Leaf[] {
  const leaves: Leaf[] = [];
  if (isMoney(payload)) return moneyLeaves([], payload);
  for (const [name, member] of Object.entries(payload)) collect([name], member, json, leaves);
  return leaves;
}

function collect(
  parts: readonly string[],
  value: JsonValue,
  json: ReadonlySet<string>,
  leaves: Leaf[],
): void {
  if (value === null) return;
  const asJson = json.has(parts.join('.'));
  if (asJson || !isObject(value) || isWhole(value, parts.length)) {
    const cell = asJson ? jsonCell(value) : typed(value);
    if (cell) leaves.push({ path: joinPath(parts), name: parts, value, ...cell });
  } else if (isMoney(value)) {
    leaves.push(...moneyLeaves(parts, value));
  } else {
    for (const [name, member] of Object.entries(value)) collect([...parts, name], member, json, leaves);
  }
}

function isWhole(value: JsonObject, depth: number): boolean {
  return depth >= DEPTH_LIMIT || Object.keys(value).length === 0;
}

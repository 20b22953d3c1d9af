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
  /** Paths of the objects before, for those that have the same. */
  places?: Places;
}

/** Every value of an object that is not null, once, in the order of the payload. */
export function flatten(payload: JsonObject, rules: FlattenRules): Leaf[] {
  const leaves: Leaf[] = [];
  if (isMoney(payload)) return moneyLeaves([], payload);
  const { root } = rules.places ?? new Places();
  for (const name of Object.keys(payload)) collect(root.member(name), payload[name] ?? null, rules, leaves);
  return leaves;
}

/** Path of the column that counts the elements of a list in a child table. */
export function countParts(parts: readonly string[]): { parts: string[]; name: string[] } {
  return { parts: [...parts, '#'], name: [...parts, 'count'] };
}

function collect(place: Place, value: JsonValue, rules: FlattenRules, leaves: Leaf[]): void {
  if (value === null) return;
  const { parts } = place;
  if (Array.isArray(value) && rules.takeList?.(place.dotted, value)) {
    const { parts: counted, name } = countParts(parts);
    leaves.push({ path: joinPath(counted), name, value: value.length, type: 'bigint', cell: value.length });
    return;
  }
  const asJson = rules.json.size > 0 && rules.json.has(place.dotted);
  if (asJson || !isObject(value) || isWhole(value, parts.length)) {
    const cell = asJson ? jsonCell(value) : typed(value);
    if (cell) leaves.push({ path: place.path, name: parts, value, type: cell.type, cell: cell.cell });
  } else if (isMoney(value)) {
    leaves.push(...moneyLeaves(parts, value));
  } else {
    for (const name of Object.keys(value)) collect(place.member(name), value[name] ?? null, rules, leaves);
  }
}

function isWhole(value: JsonObject, depth: number): boolean {
  return depth >= DEPTH_LIMIT || Object.keys(value).length === 0;
}

/** Places of values that are remembered, at most: an object may have names without end. */
const REMEMBERED = 5000;

/** Where values are in payloads. Most objects of a list have the same members, so each path is made once. */
export class Places {
  #remembered = 0;
  readonly root = new Place([], () => ++this.#remembered <= REMEMBERED);
}

class Place {
  readonly path: string;
  /** Without escapes, as configurations name it. */
  readonly dotted: string;
  readonly #members = new Map<string, Place>();

  constructor(
    readonly parts: readonly string[],
    private readonly hasRoom: () => boolean,
  ) {
    this.path = joinPath(parts);
    this.dotted = parts.join('.');
  }

  member(name: string): Place {
    const known = this.#members.get(name);
    if (known) return known;
    const place = new Place([...this.parts, name], this.hasRoom);
    if (this.hasRoom()) this.#members.set(name, place);
    return place;
  }
}

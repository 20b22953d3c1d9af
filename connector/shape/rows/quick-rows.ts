// The quick way to a row. Most records of a list have the members of those before, and values that go into their columns as
// they are: such a record becomes its row in one pass. Any other takes the long way (`shaper.ts`), and what it shows is learnt.
import type { RowLimits } from '../../model/capabilities.js';
import { isDay, utcInstant } from '../../model/instants.js';
import {
  Decimal,
  isObject,
  type JsonObject,
  type JsonValue,
  stringifyJson,
  tooMuchOf,
} from '../../model/json.js';
import type { TableSpec } from '../../model/plan.js';
import type { ApiRecord } from '../../model/record.js';
import { type Cell, type Column, type ColumnType, JsonText } from '../../model/table.js';
import { dayPath } from '../beside.js';
import type { Cleaner } from '../clean.js';
import type { DeclaredColumns } from '../declared-columns.js';
import type { KeyPart } from '../keys.js';
import { type Leaf, typed } from '../leaf.js';
import { BARE_AMOUNTS, isMoney, UNITS_NAME } from '../money.js';
import { keyCellBytes } from './room.js';

/** Where the values of a member go that are of the column's own type. */
interface Known {
  index: number;
  type: ColumnType;
  /** Values that the documents list; any other is drift. */
  listed: ReadonlySet<string> | undefined;
  /** Of an instant that has its calendar day beside it. */
  day: number | undefined;
}

/** Cells that a row has beside its payload: the same for all records of a reply. */
interface Beside {
  partition: ApiRecord['partition'];
  readAt: number;
  row: Cell[];
}

/** Types that a value has only where the documents say so. */
const DECLARED: ReadonlySet<ColumnType> = new Set(['timestamp', 'date']);
/** Tries that may fail before it is given up; one that succeeds pays for a part of one that fails. */
const TRIES = 200;
const PAID = 0.25;
/** Characters of `2026-01-31`. */
const DAY_LENGTH = 10;

export interface QuickOptions {
  /** Paths of members that stay JSON. */
  json: ReadonlySet<string>;
  limits: RowLimits;
  cleaner: Cleaner;
  declared: DeclaredColumns;
  /** Instants have their calendar day beside them. */
  days: boolean;
}

export class QuickRows {
  readonly #known = new Map<string, Known>();
  /** Members that may be null: they are neither secret nor damaged. */
  readonly #names = new Set<string>();
  #beside: Beside | undefined;
  /** Places of the key that are not null in any row: those beside the payload are in `#beside`. */
  #keyPlaces: number[] = [];
  #tries = TRIES;

  constructor(private readonly options: QuickOptions) {}

  /** False once too few records are alike. */
  get isWorthIt(): boolean {
    return this.#tries > 0;
  }

  /** The row of a record; undefined where it needs the long way. */
  rowOf({ partition, readAt, payload }: ApiRecord): Cell[] | undefined {
    const beside = this.#beside;
    const isAlike = beside?.partition === partition && beside.readAt === readAt && isObject(payload);
    const row = isAlike ? [...beside.row] : undefined;
    const isFilled = row !== undefined && isAlike && this.#fill(row, payload);
    this.#tries = Math.min(this.#tries + (isFilled ? PAID : -1), TRIES);
    return isFilled ? row : undefined;
  }

  /** What the long way has shown of a record that was clean. @param placed the columns of members of the payload, by path */
  learn(
    record: ApiRecord,
    { base, fields, key }: { base: readonly Leaf[]; fields: readonly Leaf[]; key: readonly KeyPart[] },
    columns: readonly Column[],
    placed: ReadonlyMap<string, number>,
  ): void {
    if (!isObject(record.payload) || isMoney(record.payload)) return;
    // Of rows that are named by their content, each is counted.
    if (key.some(({ column }) => column === '_row_hash')) {
      this.#tries = 0;
      return;
    }
    for (const name of Object.keys(record.payload)) this.#names.add(name);
    for (const { path, name } of fields) this.#learnMember(path, name, columns, placed);
    const at = new Map(columns.map(({ path }, index) => [path, index]));
    const places = key.map(({ path }) => at.get(path) ?? -1);
    const row: Cell[] = new Array(columns.length).fill(null);
    const isPlaced = base.every(({ path, type, cell }) => {
      const index = at.get(path) ?? -1;
      if (columns[index]?.type !== type) return false;
      row[index] = cell;
      return true;
    });
    if (!isPlaced || places.includes(-1)) return;
    const { partition, readAt } = record;
    this.#keyPlaces = places;
    this.#beside = { partition, readAt, row };
  }

  /** Columns have other places or types. */
  forget(): void {
    this.#known.clear();
    this.#beside = undefined;
  }

  #learnMember(
    path: string,
    name: readonly string[],
    columns: readonly Column[],
    placed: ReadonlyMap<string, number>,
  ): void {
    const [member, more] = name;
    const index = placed.get(path) ?? -1;
    const { type } = columns[index] ?? {};
    // A path that is no plain name has an escape, or is made of several members.
    if (member === undefined || more !== undefined || path !== member || member === UNITS_NAME) return;
    if (type === undefined || BARE_AMOUNTS.has(member)) return;
    const { declared, days } = this.options;
    const said = declared.typeOf(path);
    if (said !== type && (said !== undefined || DECLARED.has(type))) return;
    const hasDay = days && type === 'timestamp';
    const day = hasDay ? placed.get(dayPath(path)) : undefined;
    if (hasDay && day === undefined) return;
    this.#known.set(member, { index, type, listed: declared.listed(path), day });
  }

  /** False where a value is not one that its column takes as it is. */
  #fill(row: Cell[], payload: JsonObject): boolean {
    const { limits } = this.options;
    let characters = 0;
    for (const name in payload) {
      const value = payload[name] ?? null;
      characters += name.length;
      if (value === null) {
        if (!this.#names.has(name)) return false;
        continue;
      }
      const known = this.#known.get(name);
      if (!known) return false;
      const cell = this.#cellOf(value, known, name);
      if (cell === undefined) return false;
      row[known.index] = cell;
      if (known.day !== undefined) row[known.day] = String(value).slice(0, DAY_LENGTH);
      characters += typeof cell === 'string' ? cell.length : cell instanceof JsonText ? cell.text.length : 0;
    }
    // Far below the limit: the long way counts.
    if (characters > limits.bytes / 12) return false;
    if (this.#names.has('currencyCode') && isMoney(payload)) return false;
    return this.#hasKey(row);
  }

  #hasKey(row: readonly Cell[]): boolean {
    const { keyBytes = Number.POSITIVE_INFINITY } = this.options.limits;
    let bytes = 0;
    for (const index of this.#keyPlaces) {
      const cell = row[index] ?? null;
      if (cell === null) return false;
      if (keyBytes !== Number.POSITIVE_INFINITY) bytes += keyCellBytes(cell);
    }
    return bytes <= keyBytes;
  }

  #cellOf(value: JsonValue, { type, listed }: Known, name: string): Cell | undefined {
    switch (type) {
      case 'text':
        if (typeof value !== 'string' || !value.isWellFormed()) return undefined;
        // An instant has its day beside it.
        if (this.options.days && value[4] === '-' && /^\d/.test(value)) return undefined;
        return listed === undefined || listed.has(value) ? value : undefined;
      case 'boolean':
        return typeof value === 'boolean' ? value : undefined;
      case 'bigint':
        return typeof value === 'number' ? value : undefined;
      case 'decimal':
        return decimalOf(value);
      case 'timestamp':
        return typeof value === 'string' ? instantOf(value) : undefined;
      case 'date':
        return typeof value === 'string' && isDay(value) ? value : undefined;
      case 'json':
        return this.#jsonOf(value, name);
    }
  }

  #jsonOf(value: JsonValue, name: string): JsonText | undefined {
    const { json, cleaner, limits } = this.options;
    const stays = Array.isArray(value) || (json.has(name) && typeof value === 'object');
    if (!stays || value instanceof Decimal || !cleaner.isClean(value)) return undefined;
    if (tooMuchOf(value, { ...limits, levels: limits.levels - 1 }) !== undefined) return undefined;
    return new JsonText(stringifyJson(value));
  }
}

function decimalOf(value: JsonValue): Cell | undefined {
  if (typeof value === 'number') return value;
  const found = value instanceof Decimal ? typed(value) : undefined;
  return found?.type === 'decimal' ? found.cell : undefined;
}

function instantOf(text: string): string | undefined {
  const found = utcInstant(text);
  return found?.isExact ? found.utc : undefined;
}

/** False for tables whose rows have more than the members of their records. */
export function hasQuickWay({ omit, derive, lines }: TableSpec): boolean {
  return !omit.some((name) => name.includes('.')) && !derive && !lines;
}

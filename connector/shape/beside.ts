// Columns beside others: the calendar day of an instant, the text that no instant is, the whole number of an amount.
import type { DeclaredField } from '../model/declared-table.js';
import { isDay, isInstantText, printedDay, utcInstant } from '../model/instants.js';
import type { Notice } from '../model/notice.js';
import { remembering } from '../model/remembered.js';
import type { ColumnType } from '../model/table.js';
import type { DeclaredColumns } from './declared-columns.js';
import type { FrozenColumns } from './drift/frozen.js';
import type { Leaf } from './leaf.js';
import { BARE_AMOUNTS, samePaths, UNITS_NAME, ucentsOf } from './money.js';
import type { ColumnNames } from './names.js';
import { joinPath, naturalName, splitPath } from './paths.js';

/** The last part of a path that no field can have, because a plain value has no members: which column beside it is. */
const DAY = '=day';
const PRINTED = '=printed';
const UCENTS = '=ucents';

type Suffix = typeof DAY | typeof PRINTED | typeof UCENTS;
const NAMES: Record<Suffix, string> = { [DAY]: 'day', [PRINTED]: 'printed', [UCENTS]: 'ucents' };

/** Values of one column that its type cannot say. */
interface Odd {
  column: string;
  count: number;
  example: string;
}

const EXAMPLE_LENGTH = 40;

export interface BesideOptions {
  /** Instants have their calendar day beside them. */
  days: boolean;
  /** Whether documents or the table give a path a type. */
  isTyped(path: string): boolean;
}

/** The fields that documents declare, each with the columns beside it that every row can have. */
export function withBesides(fields: readonly DeclaredField[], days: boolean): DeclaredField[] {
  const known = new Set(fields.map(({ parts }) => joinPath(parts)));
  return fields.flatMap((field) => {
    const { parts, name = parts, type } = field;
    const made: DeclaredField[] = [];
    const add = (suffix: Suffix, ofType: ColumnType) => {
      const beside = [...parts, suffix];
      if (known.has(joinPath(beside))) return;
      made.push({ parts: beside, name: [...name, NAMES[suffix]], type: ofType, nullable: true });
    };
    if (days && type === 'timestamp') add(DAY, 'date');
    if (type === 'decimal' && BARE_AMOUNTS.has(parts.at(-1) ?? '')) add(UCENTS, 'bigint');
    return [field, ...made];
  });
}

export class BesideColumns {
  readonly #unclear = new Map<string, Odd>();
  readonly #inexact = new Map<string, Odd>();

  constructor(private readonly options: BesideOptions) {}

  /** Nothing can be beside it, and its form is that of its column: said without a closer look, for most values. */
  isAlone({ type, cell, amountOf, name }: Leaf): boolean {
    if (type === 'timestamp' || type === 'date' || amountOf !== undefined) return false;
    // The fifth character of an instant.
    if (type === 'text') return typeof cell !== 'string' || cell[4] !== '-';
    return type === 'boolean' || type === 'json' || !BARE_AMOUNTS.has(name.at(-1) ?? '');
  }

  /** A value in the form of its column's type, with the values beside it. @param isKey it must not be null */
  of(leaf: Leaf, isKey = false): Leaf[] {
    if (leaf.type === 'timestamp') return this.#instant(leaf, isKey);
    if (leaf.type === 'date') return this.#date(leaf, isKey);
    if (leaf.type === 'text') return [leaf, ...this.#dayOfText(leaf)];
    const parts = leaf.amountOf ?? (isBareAmount(leaf) ? leaf.name : undefined);
    return parts ? [leaf, ...this.#ucents(leaf, parts)] : [leaf];
  }

  notes(): Notice[] {
    const unclear = [...this.#unclear.values()].map(({ column, count, example }): Notice => {
      const message = `${words(count)} of ${column} ${count === 1 ? 'is' : 'are'} no exact instant or day, such as ${JSON.stringify(example)}: ${column}_printed has what the API printed`;
      return { code: 'instant-unclear', count, message };
    });
    const inexact = [...this.#inexact.values()].map(({ column, count, example }): Notice => {
      const message = `${column} is null in ${count === 1 ? '1 row' : `${count} rows`}: an amount is no whole number of 10⁻⁸ units in 64 bits, such as ${example}`;
      return { code: 'ucents-null', count, message };
    });
    return [...unclear, ...inexact];
  }

  #instant(leaf: Leaf, isKey: boolean): Leaf[] {
    if (typeof leaf.cell !== 'string') return [leaf];
    const found = utcInstant(leaf.cell);
    const day = this.#day(leaf, leaf.cell);
    if (found?.isExact) return [{ ...leaf, cell: found.utc }, ...day];
    if (isKey) return [{ ...leaf, type: 'text' }, ...day];
    return [...(found ? [{ ...leaf, cell: found.utc }] : []), ...day, this.#printed(leaf, leaf.cell)];
  }

  #date(leaf: Leaf, isKey: boolean): Leaf[] {
    if (typeof leaf.cell !== 'string' || isDay(leaf.cell)) return [leaf];
    return isKey ? [{ ...leaf, type: 'text' }] : [this.#printed(leaf, leaf.cell)];
  }

  /** Without documents an instant is a text. */
  #dayOfText(leaf: Leaf): Leaf[] {
    const { cell } = leaf;
    if (typeof cell !== 'string' || !isInstantText(cell) || this.options.isTyped(leaf.path)) return [];
    return this.#day(leaf, cell);
  }

  #day(leaf: Leaf, text: string): Leaf[] {
    const day = this.options.days ? printedDay(text) : undefined;
    return day === undefined ? [] : [beside(leaf, DAY, { type: 'date', cell: day })];
  }

  #printed(leaf: Leaf, text: string): Leaf {
    note(this.#unclear, naturalName(leaf.name), text);
    return beside(leaf, PRINTED, { type: 'text', cell: text });
  }

  /** @param parts what its column is named after */
  #ucents(leaf: Leaf, parts: readonly string[]): Leaf[] {
    const ucents = ucentsOf(leaf.cell);
    if (ucents === undefined) {
      const column = naturalName([...parts, NAMES[UCENTS]]);
      if (leaf.type === 'decimal') note(this.#inexact, column, String(leaf.cell));
      return [];
    }
    const found = beside(leaf, UCENTS, { type: 'bigint', cell: ucents });
    return [leaf.amountOf ? { ...found, name: [...leaf.amountOf, NAMES[UCENTS]] } : found];
  }
}

/** What the values of a record need to become values of columns. */
export interface Typing {
  names: ColumnNames;
  declared: DeclaredColumns;
  /** Of a table that stays as it is. */
  frozen: FrozenColumns | undefined;
  beside: BesideColumns;
  isRepeated(leaf: Leaf): boolean;
  isKey(path: string): boolean;
}

/** The values of a record with the types of their columns, and what is beside them; or why a frozen table takes it not. */
export function typedLeaves(found: readonly Leaf[], typing: Typing): Leaf[] | { rejected: string } {
  const { declared, frozen, beside, isKey } = typing;
  const withOthers = (leaf: Leaf) =>
    beside.of(leaf, isKey(leaf.path)).map((one) => (one === leaf ? one : inColumn(one, typing)));
  if (!frozen) {
    const all: Leaf[] = [];
    for (const one of found) {
      const leaf = declared.typed(inColumn(one, typing));
      if (beside.isAlone(leaf)) all.push(leaf);
      else all.push(...withOthers(leaf));
    }
    return all;
  }
  const leaves = found.map((leaf) => inColumn(leaf, typing));
  for (const leaf of leaves) declared.check(leaf);
  const sorted = frozen.sort(leaves, typing.isRepeated);
  if ('rejected' in sorted) return sorted;
  return sorted.flatMap((leaf) =>
    withOthers(leaf).filter(({ path }) => path === leaf.path || frozen.has(path)),
  );
}

/** The value with the path of the column that takes it, by the table or by the documents. */
function inColumn(leaf: Leaf, { names, declared }: Typing): Leaf {
  if (leaf.name.at(-1) !== UNITS_NAME) return leaf;
  const paths = samePaths(leaf);
  if (paths.length === 1) return leaf;
  const known =
    paths.find((path) => names.get(path) !== undefined) ?? paths.find((path) => declared.has(path));
  return known === undefined || known === leaf.path ? leaf : { ...leaf, path: known };
}

function isBareAmount({ name, type }: Leaf): boolean {
  return (type === 'decimal' || type === 'bigint') && BARE_AMOUNTS.has(name.at(-1) ?? '');
}

const BESIDE: Record<Suffix, (path: string) => string> = {
  [DAY]: remembering((path) => joinPath([...splitPath(path), DAY])),
  [PRINTED]: remembering((path) => joinPath([...splitPath(path), PRINTED])),
  [UCENTS]: remembering((path) => joinPath([...splitPath(path), UCENTS])),
};

/** The path of the calendar day beside an instant. */
export const dayPath = BESIDE[DAY];

function beside(leaf: Leaf, suffix: Suffix, { type, cell }: Pick<Leaf, 'type' | 'cell'>): Leaf {
  return {
    path: BESIDE[suffix](leaf.path),
    name: [...leaf.name, NAMES[suffix]],
    type,
    cell,
    value: leaf.value,
  };
}

function note(odd: Map<string, Odd>, column: string, example: string): void {
  const known = odd.get(column);
  if (known) known.count++;
  else odd.set(column, { column, count: 1, example: example.slice(0, EXAMPLE_LENGTH) });
}

function words(count: number): string {
  return count === 1 ? '1 value' : `${count} values`;
}

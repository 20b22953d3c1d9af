// Lists of objects inside an object: their elements are rows of a child table, identified by parent and position.
import type { RowLimits } from '../model/capabilities.js';
import type { DeclaredList } from '../model/declared-table.js';
import type { DriftPolicy } from '../model/definition.js';
import { isObject, type JsonObject, type JsonValue } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import type { Partition } from '../model/record.js';
import type { Cell, ColumnType, RowBatch, TableSchema } from '../model/table.js';
import { BesideColumns, typedLeaves, withBesides } from './beside.js';
import { ColumnSet, MORE } from './columns.js';
import { DeclaredColumns } from './declared-columns.js';
import { DriftLog, type FoundDrift } from './drift/drift-log.js';
import { FrozenColumns } from './drift/frozen.js';
import { flatten, Places } from './flatten.js';
import { jsonCell, type Leaf } from './leaf.js';
import { ColumnNames } from './names.js';
import { naturalName, splitPath } from './paths.js';
import { fullWords } from './rows/room.js';

/** A column of the parent's key in the child table. */
export interface ParentColumn {
  name: string;
  path: string;
  type: ColumnType;
  cell: Exclude<Cell, null>;
}

/** The columns that all child rows of one parent share. */
export interface ListContext {
  /** `_account` and the parent's key. */
  parent: readonly ParentColumn[];
  /** `_run_id` and `_loaded_at`. */
  run: readonly ParentColumn[];
}

export interface ListOptions {
  /** Default: `evolve`. */
  policy?: DriftPolicy;
  /** Instants have their calendar day beside them. */
  days?: boolean;
  /** What the destination holds. */
  limits: RowLimits;
}

/** The name of the table of a list. */
export function childTable(parentTable: string, { parts }: Pick<DeclaredList, 'parts'>): string {
  return `${parentTable}_${naturalName(parts)}`;
}

type Lookup = (table: string) => TableSchema | undefined;

export class ListShaper {
  readonly table: string;
  readonly #existing: TableSchema | undefined;
  readonly #names: ColumnNames;
  readonly #columns: ColumnSet;
  readonly #declared: DeclaredColumns;
  readonly #json: ReadonlySet<string>;
  readonly #lists: Map<string, ListShaper>;
  readonly #beside: BesideColumns;
  readonly #log: DriftLog;
  readonly #frozen: FrozenColumns | undefined;
  readonly #places = new Places();
  #rows: Cell[][] = [];
  #keys: Cell[][] = [];
  #keyColumns: string[] = [];
  #overflowed = false;

  constructor(
    parentTable: string,
    list: DeclaredList,
    lookup: Lookup,
    options: ListOptions,
    /** 1 for a list of an object, 2 for a list of its elements. */
    private readonly depth = 1,
  ) {
    const { policy = 'evolve', days = false, limits } = options;
    this.table = childTable(parentTable, list);
    this.#existing = lookup(this.table);
    this.#names = new ColumnNames(this.#existing);
    this.#log = new DriftLog(this.table, this.#existing !== undefined);
    this.#frozen =
      this.#existing && policy !== 'evolve'
        ? new FrozenColumns(policy, this.#existing, this.#log)
        : undefined;
    this.#columns = new ColumnSet(this.#existing, this.#log, limits);
    this.#declared = new DeclaredColumns(withBesides(list.fields, days), this.#log);
    this.#beside = new BesideColumns({ days, isTyped: (path) => this.#declared.has(path) });
    this.#json = new Set(list.json);
    this.#lists = new Map(
      list.lists.map((inner) => [
        inner.parts.join('.'),
        new ListShaper(this.table, inner, lookup, options, depth + 1),
      ]),
    );
  }

  /** Why elements do not fit a frozen table; undefined where they do. */
  problem(elements: readonly JsonValue[], partition: Partition): string | undefined {
    if (!this.#frozen) return undefined;
    this.#log.begin(partition);
    for (const element of elements) {
      const inner: [ListShaper, JsonValue[]][] = [];
      const takeList = (path: string, list: JsonValue[]) => {
        const shaper = this.#lists.get(path);
        if (shaper) inner.push([shaper, list]);
        return shaper !== undefined;
      };
      const leaves = flatten(objectOf(element), { json: this.#json, takeList, places: this.#places });
      const sorted = this.#frozen.sort(leaves, () => false);
      if ('rejected' in sorted) return `${this.table}: ${sorted.rejected}`;
      for (const [shaper, list] of inner) {
        const found = shaper.problem(list, partition);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** Drift logged from now on comes from this record. */
  begin(partition: Partition): void {
    this.#log.begin(partition);
    for (const list of this.#lists.values()) list.begin(partition);
  }

  /** Drift since the last call, here and in every list below. */
  takeDrift(): FoundDrift[] {
    const own = this.#log.take((path) => this.#names.get(path) ?? naturalName(splitPath(path)));
    return [...own, ...[...this.#lists.values()].flatMap((list): FoundDrift[] => list.takeDrift())];
  }

  /** Replaces the child rows of this parent, here and in every list below. */
  replace(context: ListContext): void {
    this.#start(context);
    this.#keyColumns = context.parent.map((column) => column.name);
    this.#keys.push(context.parent.map((column) => column.cell));
    for (const list of this.#lists.values()) list.replace(context);
  }

  add(context: ListContext, positions: readonly number[], elements: readonly JsonValue[]): void {
    elements.forEach((element, index) => {
      this.#addRow(context, [...positions, index], objectOf(element));
    });
  }

  /** Rows since the last call, this list's rows first. */
  take(): RowBatch[] {
    const batches: RowBatch[] = [];
    if (this.#keys.length > 0) {
      const replaces = { columns: this.#keyColumns, keys: this.#keys };
      batches.push({ schema: this.schema(), rows: this.#rows, replaces });
      this.#rows = [];
      this.#keys = [];
    }
    return [...batches, ...[...this.#lists.values()].flatMap((list) => list.take())];
  }

  schema(): TableSchema {
    const positions = Array.from({ length: this.depth }, (_, level) => positionName(level));
    return {
      table: this.table,
      columns: this.#columns.list(),
      primaryKey: this.#existing?.primaryKey ?? [...this.#keyColumns, ...positions],
    };
  }

  /** Its own table, and those of the lists below. */
  tables(): string[] {
    return [this.table, ...[...this.#lists.values()].flatMap((list): string[] => list.tables())];
  }

  drift() {
    const own = {
      table: this.table,
      columnsAdded: this.#columns.added(),
      columnsWidened: this.#columns.widened(),
      notes: [...this.#names.notes(), ...this.#full(), ...this.#beside.notes()].map((note) => ({
        ...note,
        message: `${this.table}: ${note.message}`,
      })),
    };
    return [own, ...[...this.#lists.values()].flatMap((list): (typeof own)[] => list.drift())];
  }

  /** Declares the columns with the first parent, even if no parent has an element. */
  #start({ parent, run }: ListContext): void {
    for (const column of parent) this.#declare(column);
    for (let level = 0; level < this.depth; level++) {
      this.#declare({ name: positionName(level), path: positionName(level), type: 'bigint' });
    }
    for (const column of run) this.#declare(column);
    if (!this.#frozen) this.#declared.makeIn(this.#columns, this.#names, () => false);
  }

  #declare({ name, path, type }: Pick<ParentColumn, 'name' | 'path' | 'type'>): void {
    this.#columns.declare(this.#names.claim(path, name), path, type);
  }

  #addRow(context: ListContext, positions: readonly number[], element: JsonObject): void {
    const row: Cell[] = new Array(this.#columns.size).fill(null);
    const room = this.#columns.rowRoom();
    const put = (name: string, path: string, type: ColumnType, cell: Exclude<Cell, null>) => {
      room?.take({ type, cell }, true);
      this.#columns.put(row, this.#names.claim(path, name), path, { type, cell });
    };
    for (const column of [...context.parent, ...context.run])
      put(column.name, column.path, column.type, column.cell);
    for (const [level, position] of positions.entries()) {
      put(positionName(level), positionName(level), 'bigint', position);
    }
    const leaves = this.#leaves(context, positions, element);
    const typed = this.#typed(leaves);
    const fresh = typed.filter(({ path }) => this.#names.get(path) === undefined);
    if (fresh.length > 0 && this.#columns.hasRoom('text', typed.length))
      this.#names.claimAll(fresh.map(({ path, name }) => ({ path, name: naturalName(name) })));
    const more: JsonObject = Object.create(null);
    for (const known of typed) {
      const name = this.#names.get(known.path);
      const hasColumn = (name !== undefined && this.#columns.has(name)) || this.#columns.hasRoom(known.type);
      if (!hasColumn || room?.take(known) === false) more[known.path] = known.value;
      else
        this.#columns.put(
          row,
          name ?? this.#names.claim(known.path, naturalName(known.name)),
          known.path,
          known,
        );
    }
    if (Object.keys(more).length > 0) {
      this.#overflowed = true;
      this.#columns.put(row, MORE, MORE, jsonCell(more));
    }
    this.#rows.push(row);
  }

  #full(): Notice[] {
    return this.#overflowed ? [{ code: 'columns-full', message: fullWords(this.#columns) }] : [];
  }

  #typed(leaves: Leaf[]): Leaf[] {
    const typed = typedLeaves(leaves, {
      names: this.#names,
      declared: this.#declared,
      frozen: this.#frozen,
      beside: this.#beside,
      isRepeated: () => false,
      isKey: () => false,
    });
    return 'rejected' in typed ? [] : typed;
  }

  #leaves(context: ListContext, positions: readonly number[], element: JsonObject): Leaf[] {
    return flatten(element, {
      json: this.#json,
      places: this.#places,
      takeList: (path, list) => {
        const inner = this.#lists.get(path);
        inner?.add(context, positions, list);
        return inner !== undefined;
      },
    });
  }
}

function objectOf(element: JsonValue): JsonObject {
  return isObject(element) ? element : { value: element };
}

/** `_position`, `_position_2`: from 0, in the order of the reply. */
function positionName(level: number): string {
  return level === 0 ? '_position' : `_position_${level + 1}`;
}

/** A key column of the parent in the child table: parameters have the same name there. */
export function parentColumn(column: string, path: string, leaf: Pick<Leaf, 'type' | 'cell'>): ParentColumn {
  const isShared = path === '_account' || path === '_snapshot_at' || path.startsWith('{');
  const name = isShared ? column : `_parent_${column.replace(/^_+/, '')}`;
  return { name, path: isShared ? path : `_parent:${path}`, type: leaf.type, cell: leaf.cell };
}

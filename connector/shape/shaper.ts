// Shapes records to rows of one table. Its columns are found while shaping and only grow.
import { DEFAULT_LIMITS, type RowLimits } from '../model/capabilities.js';
import { isObject, type JsonValue, tooMuchOf } from '../model/json.js';
import type { TableSpec } from '../model/plan.js';
import type { ApiRecord } from '../model/record.js';
import type { Cell, RecordKind, RowBatch, TableSchema } from '../model/table.js';
import { BesideColumns, typedLeaves, withBesides } from './beside.js';
import { ChildLists, type TakenLists } from './child-lists.js';
import { Cleaner } from './clean.js';
import { ColumnSet } from './columns.js';
import { DeclaredColumns } from './declared-columns.js';
import { DerivedColumns } from './derived/derived-columns.js';
import { DriftLog, type FoundDrift } from './drift/drift-log.js';
import { driftOf } from './drift/drift-of.js';
import { FrozenColumns } from './drift/frozen.js';
import { declaredOr, singleKind } from './drift/remembered-columns.js';
import { Vanishing } from './drift/vanishing.js';
import { flatten, Places } from './flatten.js';
import { keyProblem } from './key-problem.js';
import { checkKey, claimedNames, itemPart, type KeyPart, keyParts } from './keys.js';
import { contradiction } from './kinds.js';
import { type Leaf, RUN_COLUMNS, typed } from './leaf.js';
import { LineGatherer } from './lines/gather.js';
import type { ColumnNames } from './names.js';
import { OwnLeaves } from './own-leaves.js';
import { naturalName, parameterPath, splitPath } from './paths.js';
import { hasQuickWay, QuickRows } from './rows/quick-rows.js';
import { keySizeProblem, sizeProblem } from './rows/room.js';
import { RowMaker } from './rows/row-maker.js';
import type { Drift, Shaped, ShapeMeta, Shaper } from './shaped.js';

export type { Drift, Shaped, ShapeMeta, Shaper } from './shaped.js';

/** @param existing the table in the destination: its columns keep their names */
export function createShaper(
  spec: TableSpec,
  existing: TableSchema | undefined,
  meta: ShapeMeta,
  /** Child tables of the destination, by name. */
  lookup: (table: string) => TableSchema | undefined = () => undefined,
): Shaper {
  const table = existing?.columns.length === 0 ? undefined : existing;
  if (table) checkKey(spec, table);
  return new TableShaper(declaredOr(spec, table, lookup, meta.remember), table, meta, lookup);
}

class TableShaper implements Shaper {
  readonly #names: ColumnNames;
  readonly #limits: RowLimits;
  readonly #columns: ColumnSet;
  readonly #cleaner: Cleaner;
  readonly #own: OwnLeaves;
  readonly #json: ReadonlySet<string>;
  readonly #declared: DeclaredColumns;
  readonly #derived: DerivedColumns;
  readonly #beside: BesideColumns;
  readonly #lists: ChildLists;
  /** Path parameters by column name. */
  readonly #parameters: ReadonlyMap<string | undefined, string>;
  readonly #rows: RowMaker;
  readonly #lines: LineGatherer;
  readonly #log: DriftLog;
  readonly #frozen: FrozenColumns | undefined;
  readonly #vanishing: Vanishing;
  readonly #places = new Places();
  readonly #quick: QuickRows | undefined;
  #declaredMade = false;
  #itemPath: string | undefined;
  #kind: RecordKind | undefined;
  #key: KeyPart[] = [];
  #schema: TableSchema | undefined;

  constructor(
    readonly spec: TableSpec,
    readonly existing: TableSchema | undefined,
    readonly meta: ShapeMeta,
    lookup: (table: string) => TableSchema | undefined,
  ) {
    this.#names = claimedNames(spec, existing);
    this.#parameters = new Map(spec.parameters.map((name) => [this.#names.get(parameterPath(name)), name]));
    this.#log = new DriftLog(existing?.table ?? spec.table, existing !== undefined);
    const { drift = 'evolve' } = spec;
    this.#frozen = existing && drift !== 'evolve' ? new FrozenColumns(drift, existing, this.#log) : undefined;
    this.#limits = meta.limits ?? DEFAULT_LIMITS;
    this.#columns = new ColumnSet(existing, this.#log, this.#limits);
    const [names, columns] = [this.#names, this.#columns];
    this.#rows = new RowMaker({ names, columns, parameters: this.#parameters });
    this.#cleaner = new Cleaner(spec.omit);
    this.#own = new OwnLeaves(spec, meta, this.#cleaner);
    this.#json = new Set([...spec.json, ...(spec.declared?.json ?? [])]);
    this.#derived = new DerivedColumns(spec.derive);
    const { days = false } = spec;
    const declared = [...withBesides(spec.declared?.fields ?? [], days), ...this.#derived.fields()];
    this.#declared = new DeclaredColumns(declared, this.#log);
    this.#beside = new BesideColumns({ days, isTyped: (path) => this.#declared.has(path) });
    this.#vanishing = new Vanishing(spec, existing, (path) => this.#declared.isOptional(path));
    this.#lists = new ChildLists(spec, this.#json, lookup, this.#limits);
    this.#lines = new LineGatherer(spec);
    const isPlain = hasQuickWay(spec) && !this.#frozen && this.#lists.isEmpty;
    const [json, limits, cleaner] = [this.#json, this.#limits, this.#cleaner];
    const parts = { json, limits, cleaner, declared: this.#declared, days };
    this.#quick = isPlain ? new QuickRows(parts) : undefined;
  }

  shape(record: ApiRecord): Shaped {
    const quick = record.kind === this.#kind && this.#quick?.isWorthIt ? this.#quick : undefined;
    const row = quick?.rowOf(record);
    if (!row) return this.#shape(record);
    this.#vanishing.met(record.payload);
    return { row };
  }

  #shape(record: ApiRecord): Shaped {
    const tooMuch = sizeProblem(tooMuchOf(record.payload, this.#limits), this.#limits);
    const rejected = tooMuch ?? contradiction(record, this.#settle(record.kind));
    if (rejected !== undefined) return { rejected };
    const payload = this.#clean(record);
    const base = this.#own.of(record, payload, this.#key);
    const lists: TakenLists = new Map();
    this.#log.begin(record.partition);
    const found = this.#fieldLeaves(record.kind, payload, lists);
    const fields = this.#typed(found, base);
    if ('rejected' in fields) return fields;
    const shaped = { base, fields, damaged: this.#cleaner.damaged };
    const problem = keyProblem(this.#key, record.kind, shaped, (leaf) => this.#rows.repeated(leaf));
    const all = this.#limits.keyBytes === undefined && this.#lists.isEmpty ? [] : [...base, ...fields];
    const rejection =
      problem ?? keySizeProblem(this.#key, all, this.#limits) ?? this.#lists.problem(lists, record.partition);
    if (rejection !== undefined) return { rejected: rejection };
    this.#lists.add(this.#key, all, lists, record.partition);
    this.#vanishing.met(payload);
    const row = this.#row(base, fields);
    const isClean = payload === record.payload && this.#cleaner.damaged.size === 0;
    if (isClean && this.#quick?.isWorthIt)
      this.#quick.learn(record, { base, fields, key: this.#key }, this.#columns.list(), this.#rows.placed);
    return { row };
  }

  takeDrift(): FoundDrift[] {
    this.#log.begin(undefined);
    const columnOf = (path: string) => this.#names.get(path) ?? naturalName(splitPath(path));
    return [...this.#log.take(columnOf), ...this.#lists.takeDrift()];
  }

  vanished(): FoundDrift[] {
    return this.#vanishing.found(this.#columns.unfilled());
  }

  tables(): string[] {
    return [this.existing?.table ?? this.spec.table, ...this.#lists.tables()];
  }

  children(): RowBatch[] {
    return this.#lists.take();
  }

  declaredSchema(): TableSchema | undefined {
    const { declared, parameters, table } = this.spec;
    if (!declared || this.#kind !== undefined) return undefined;
    if (this.existing) return undefined;
    this.#settle(declared.kind);
    this.#columns.declare('_account', '_account', 'text');
    if (this.spec.snapshot) this.#columns.declare('_snapshot_at', '_snapshot_at', 'timestamp');
    for (const parameter of parameters) {
      const path = parameterPath(parameter);
      this.#columns.declare(
        this.#names.claim(path, naturalName([parameter])),
        path,
        declared.parameters[parameter] ?? 'text',
      );
    }
    for (const [name, type] of RUN_COLUMNS) this.#columns.declare(name, name, type);
    this.#declareDeleted();
    this.#makeDeclared();
    for (const part of this.#key) this.#columns.declare(part.column, part.path, declared.item ?? 'text');
    return { ...this.schema(), table };
  }

  schema(): TableSchema {
    const key = this.#columns.size === 0 ? [] : this.#key.map((part) => part.column);
    this.#schema ??= {
      table: this.existing?.table ?? this.spec.table,
      columns: this.#columns.list(),
      primaryKey: this.existing?.primaryKey ?? key,
    };
    return this.#schema;
  }

  drift(): Drift {
    return driftOf({
      columns: this.#columns,
      lists: this.#lists,
      cleaner: this.#cleaner,
      isFull: this.#rows.isFull,
      noting: [this.#names, this.#derived, this.#beside, this.#cleaner, this.#lines],
    });
  }

  #settle(kind: RecordKind): RecordKind {
    if (this.#kind !== undefined) return this.#kind;
    if (this.existing) checkKey(this.spec, this.existing, [kind]);
    this.#kind = (kind === 'scalar' && this.existing && singleKind(this.existing)) || kind;
    this.#key = keyParts(this.spec, this.#kind, this.#names);
    this.#rows.settle(this.#kind, this.#key);
    this.#schema = undefined;
    return this.#kind;
  }

  #clean({ kind, payload }: ApiRecord): JsonValue {
    const clean = this.#cleaner.payload(kind === 'scalar' ? { value: payload } : payload);
    return kind === 'scalar' ? clean : this.#lines.gather(clean);
  }

  #fieldLeaves(kind: RecordKind, payload: JsonValue, lists: TakenLists): Leaf[] {
    if (kind !== 'item') {
      const takeList = (path: string, list: JsonValue[]) => this.#lists.takeInto(lists, path, list);
      const leaves = isObject(payload)
        ? flatten(payload, { json: this.#json, takeList, places: this.#places })
        : [];
      return this.#derived.with(leaves);
    }
    const cell = typed(payload);
    this.#itemPath ??= itemPart(this.spec, this.#names).path;
    return cell ? [{ path: this.#itemPath, name: [this.spec.item], value: payload, ...cell }] : [];
  }

  /** The values with their column types; for a frozen table only values that have a column. */
  #typed(leaves: Leaf[], base: Leaf[]): Leaf[] | { rejected: string } {
    if (this.#kind === 'item' && !this.#frozen) return leaves;
    return typedLeaves(leaves, {
      names: this.#names,
      declared: this.#declared,
      frozen: this.#frozen,
      beside: this.#beside,
      isRepeated: (leaf) => this.#rows.wantedName(leaf, base) === undefined,
      isKey: (path) => this.#rows.isKey(path),
    });
  }

  /** Rows never have a value for it: a written row is not deleted. */
  #declareDeleted(): boolean {
    return this.spec.deletions === true && this.#columns.declare('_deleted_at', '_deleted_at', 'timestamp');
  }

  #makeDeclared(): void {
    if (this.#declaredMade || this.#frozen || this.#kind !== this.spec.declared?.kind) return;
    this.#declaredMade = true;
    this.#declared.makeIn(this.#columns, this.#names, (natural) => this.#parameters.has(natural));
    this.#schema = undefined;
  }

  #row(base: Leaf[], fields: Leaf[]): Cell[] {
    const { row, changed } = this.#rows.make(base, fields, () => {
      const isNew = this.#declareDeleted();
      this.#makeDeclared();
      return isNew;
    });
    if (changed) {
      this.#schema = undefined;
      this.#quick?.forget();
    }
    return row;
  }
}

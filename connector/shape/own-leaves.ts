// The values that a row has beside its payload: account, snapshot, path parameters, run, and a name for what has none.
import { type JsonValue, stringifyJson } from '../model/json.js';
import type { TableSpec } from '../model/plan.js';
import type { ApiRecord } from '../model/record.js';
import type { Cleaner } from './clean.js';
import { ElementNames } from './identical.js';
import type { KeyPart } from './keys.js';
import { instantLeaf, type Leaf, typed } from './leaf.js';
import { parameterPath } from './paths.js';
import type { ShapeMeta } from './shaped.js';

export class OwnLeaves {
  readonly #elements = new ElementNames();
  #lastInstant = { readAt: Number.NaN, text: '' };

  constructor(
    private readonly spec: TableSpec,
    private readonly meta: ShapeMeta,
    private readonly cleaner: Cleaner,
  ) {}

  /** Call it once for each record: identical elements are counted. */
  of({ partition, readAt: at }: ApiRecord, payload: JsonValue, key: readonly KeyPart[]): Leaf[] {
    const { spec, meta } = this;
    const leaves: Leaf[] = [];
    const add = (path: string, value: JsonValue) => {
      const cell = typed(value);
      if (cell) leaves.push({ path, name: [path], value, ...cell });
    };
    add('_account', meta.account);
    const readAt = this.#instant(at);
    if (spec.snapshot) leaves.push(instantLeaf('_snapshot_at', meta.snapshotAt ?? readAt));
    for (const parameter of spec.parameters) {
      const value = Object.hasOwn(partition, parameter) ? partition[parameter] : undefined;
      add(parameterPath(parameter), this.cleaner.parameter(parameter, value));
    }
    add('_run_id', meta.runId);
    leaves.push(instantLeaf('_loaded_at', readAt));
    if (key.some((part) => part.column === '_row_hash')) {
      const values = spec.parameters.map((parameter) => partition[parameter] ?? null);
      add('_row_hash', this.#elements.name(stringifyJson(values), stringifyJson(payload)));
    }
    return leaves;
  }

  /** Cached, because the records of one reply have the same instant. */
  #instant(readAt: number): string {
    if (this.#lastInstant.readAt !== readAt)
      this.#lastInstant = { readAt, text: new Date(readAt).toISOString() };
    return this.#lastInstant.text;
  }
}

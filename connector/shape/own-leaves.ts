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
  readonly #account: readonly Leaf[];
  readonly #run: readonly Leaf[];
  #last = { readAt: Number.NaN, text: '', leaf: instantLeaf('_loaded_at', '') };

  constructor(
    private readonly spec: TableSpec,
    private readonly meta: ShapeMeta,
    private readonly cleaner: Cleaner,
  ) {
    this.#account = leavesOf('_account', meta.account);
    this.#run = leavesOf('_run_id', meta.runId);
  }

  /** Call it once for each record: identical elements are counted. */
  of({ partition, readAt: at }: ApiRecord, payload: JsonValue, key: readonly KeyPart[]): Leaf[] {
    const { spec, meta } = this;
    const leaves = [...this.#account];
    const read = this.#instant(at);
    if (spec.snapshot) leaves.push(instantLeaf('_snapshot_at', meta.snapshotAt ?? read.text));
    for (const parameter of spec.parameters) {
      const value = Object.hasOwn(partition, parameter) ? partition[parameter] : undefined;
      leaves.push(...leavesOf(parameterPath(parameter), this.cleaner.parameter(parameter, value)));
    }
    leaves.push(...this.#run, read.leaf);
    if (key.some((part) => part.column === '_row_hash')) {
      const values = spec.parameters.map((parameter) => partition[parameter] ?? null);
      const name = this.#elements.name(stringifyJson(values), stringifyJson(payload));
      leaves.push(...leavesOf('_row_hash', name));
    }
    return leaves;
  }

  /** Cached, because the records of one reply have the same instant. */
  #instant(readAt: number) {
    if (this.#last.readAt !== readAt) {
      const text = new Date(readAt).toISOString();
      this.#last = { readAt, text, leaf: instantLeaf('_loaded_at', text) };
    }
    return this.#last;
  }
}

/** None for null. */
function leavesOf(path: string, value: JsonValue): Leaf[] {
  const cell = typed(value);
  return cell ? [{ path, name: [path], value, ...cell }] : [];
}

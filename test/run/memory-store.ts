// State outside the destination, as a caller may bring it: plain data that can be written anywhere.
import type { RowBatch } from '../../connector/model/table.js';
import type { StateChanges, StateKey, StateStore } from '../../connector/state/known/state-store.js';
import { changesOf } from '../../connector/state/known/state-store.js';

/** All that is stored: `JSON.stringify` and back gives the same state. */
export type Stored = Pick<StateChanges, 'known' | 'loads' | 'cursors' | 'definitions'>;

export class MemoryStore implements StateStore {
  stored: Stored;
  commits = 0;
  #unconfirmed: StateChanges | undefined;

  /** @param tables that are said to be there; absent: all */
  constructor(
    text = JSON.stringify(changesOf({})),
    private readonly tables?: readonly string[],
  ) {
    this.stored = JSON.parse(text) as Stored;
  }

  toString(): string {
    return JSON.stringify(this.stored);
  }

  hasTable(table: string): boolean {
    return this.tables?.includes(table) ?? true;
  }

  async *definitions() {
    yield* this.stored.definitions;
  }

  async *loads(key: StateKey) {
    yield* this.stored.loads.filter((row) => isOf(row, key));
  }

  async *cursors(key: StateKey) {
    yield* this.stored.cursors.filter((row) => isOf(row, key));
  }

  async *known(key: StateKey, loadId?: string) {
    const known = this.stored.known.filter((row) => isOf(row, key));
    yield* loadId === undefined ? known : known.filter((row) => row.loadId === loadId);
  }

  write(changes: StateChanges): RowBatch[] {
    this.#unconfirmed = changes;
    return [];
  }

  async committed(): Promise<void> {
    const changes = this.#unconfirmed;
    this.#unconfirmed = undefined;
    if (!changes) return;
    this.commits++;
    const isGone = (row: StateKey) => changes.outdated.some((key) => isOf(row, key));
    const isForgotten = ({ source, loadId, item }: { source: string; loadId: string; item: string }) =>
      changes.forgotten.some((each) => each.source === source && each.loadId === loadId) ||
      changes.gone.some((each) => each.source === source && each.item === item);
    const { known, loads, cursors, definitions } = this.stored;
    this.stored = {
      known: merged(
        known.filter((row) => !isGone(row) && !isForgotten(row)),
        changes.known,
        ({ source, fingerprint, item }) => [source, fingerprint, item],
      ),
      loads: merged(
        loads.filter((row) => !isGone(row)),
        changes.loads,
        ({ source, fingerprint }) => [source, fingerprint],
      ),
      cursors: merged(
        cursors.filter((row) => !isGone(row)),
        changes.cursors,
        ({ source, fingerprint, partition }) => [source, fingerprint, partition],
      ),
      definitions: merged(definitions, changes.definitions, ({ source }) => [source]),
    };
  }
}

function isOf(row: StateKey, { source, fingerprint }: StateKey): boolean {
  return row.source === source && row.fingerprint === fingerprint;
}

function merged<Row>(before: readonly Row[], after: readonly Row[], keyOf: (row: Row) => string[]): Row[] {
  const rows = [...before, ...after].map((row) => [JSON.stringify(keyOf(row)), row] as const);
  return [...new Map(rows).values()];
}

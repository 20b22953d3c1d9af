// State from outside the destination: it comes with the streams of a read, and goes back to them with each slice.
import { knowsItems } from '../../model/definition.js';
import type { RowBatch } from '../../model/table.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import type {
  KnownItem,
  StateChanges,
  StateKey,
  StateStore,
  StoredLoad,
} from '../../state/known/state-store.js';
import type { ObjectState, StreamState } from './stream-state.js';

/** A stream is read again from its state after so large a part of its items is new. */
const PART = 64;

export interface StatedStream {
  /** Its name: that of a table. */
  name: string;
  /** Technical name of the source object whose rows it has. */
  source: string;
}

/**
 * A receiver that takes a state has the rows of its stream that came before, and perhaps not those of other streams. So
 * what is known of a source object is in the state of every stream that has rows of it or of what is below it, and counts
 * where all of them agree.
 */
export class StreamStore implements StateStore {
  readonly #objects = new Map<string, ObjectState>();
  /** Streams whose state speaks of a source object. */
  readonly #carriers = new Map<string, readonly string[]>();
  /** How many changes the state of each stream has that was not taken. */
  readonly #changed = new Map<string, number>();
  /** Items of each source object that the last commit has forgotten. */
  readonly #dropped = new Map<string, string[]>();
  #written: StateChanges | undefined;

  /** @param given states of streams that a read before has left, of this account */
  constructor(
    private readonly graph: PlanGraph,
    private readonly streams: readonly StatedStream[],
    private readonly given: ReadonlyMap<string, StreamState>,
    /** Called when a slice is committed. */
    private readonly onCommitted: () => void | Promise<void> = () => undefined,
  ) {
    for (const node of graph.plan.nodes) {
      const names = new Set(graph.branch(node).map(({ name }) => name));
      const carriers = streams.filter(({ source }) => names.has(source)).map(({ name }) => name);
      this.#carriers.set(node.name, carriers);
      const state = this.#agreed(node.name, carriers);
      if (state) this.#objects.set(node.name, state);
    }
  }

  /** A table whose streams come without state is to be loaded anew. */
  hasTable(table: string): boolean {
    const own = this.graph.plan.nodes.filter((node) => node.table.table === table).map(({ name }) => name);
    return this.streams.every(({ name, source }) => !own.includes(source) || this.given.has(name));
  }

  async *definitions() {
    for (const [source, { fingerprint, definition }] of this.#objects)
      if (definition) yield { source, fingerprint, ...definition };
  }

  async *loads(key: StateKey) {
    const load = this.#of(key)?.load;
    if (load) yield { ...key, ...load };
  }

  async *cursors({ source, fingerprint }: StateKey) {
    const cursors = this.#objects.get(source)?.cursors;
    if (cursors?.fingerprint !== fingerprint) return;
    for (const [partition, readUntil] of cursors.readUntil)
      yield { source, fingerprint, partition, readUntil };
  }

  async *known(key: StateKey, loadId?: string) {
    const { final = [], open = [] } = this.#of(key) ?? {};
    for (const [items, isFinal] of [
      [final, true],
      [open, false],
    ] as const) {
      for (const [item, load] of items)
        if (loadId === undefined || load === loadId) yield { ...key, item, loadId: load, isFinal };
    }
  }

  write(changes: StateChanges): RowBatch[] {
    this.#written = changes;
    return [];
  }

  committed(): void | Promise<void> {
    const changes = this.#written;
    this.#written = undefined;
    if (changes) this.#apply(changes);
    // What is only forgotten is gone: its state is sent when that is told.
    const isForgotten = this.#dropped.size > 0 && changes?.known.length === 0 && changes.loads.length === 0;
    return isForgotten ? undefined : this.onCommitted();
  }

  /** Items that the last commit has forgotten. */
  dropped(source: string): readonly string[] {
    return this.#dropped.get(source) ?? [];
  }

  /** The streams whose state is to be sent again: after each slice, and less often when it is large. */
  due(): string[] {
    return this.streams
      .map(({ name }) => name)
      .filter((name) => {
        const changed = this.#changed.get(name) ?? 0;
        return changed > 0 && changed * PART >= this.#size(name);
      });
  }

  /** The streams whose state has changed since it was taken. */
  changed(): string[] {
    return [...this.#changed.keys()];
  }

  /** The state of a stream as it is committed, to be sent. */
  take(stream: string): Map<string, ObjectState> {
    this.#changed.delete(stream);
    return new Map(this.#objectsIn(stream));
  }

  #of({ source, fingerprint }: StateKey): ObjectState | undefined {
    const state = this.#objects.get(source);
    return state?.fingerprint === fingerprint ? state : undefined;
  }

  #size(stream: string): number {
    return this.#objectsIn(stream).reduce((sum, [, { final, open }]) => sum + final.size + open.size, 0);
  }

  /** Of which the state of a stream speaks. */
  #objectsIn(stream: string): [string, ObjectState][] {
    return [...this.#objects].filter(([source]) => this.#carriers.get(source)?.includes(stream));
  }

  #apply({ known, loads, cursors, definitions, forgotten, gone, outdated }: StateChanges): void {
    this.#dropped.clear();
    for (const key of outdated) if (this.#of(key)) this.#objects.delete(key.source);
    for (const { source, loadId } of forgotten) this.#drop(source, (_, load) => load === loadId);
    const goneItems = new Map<string, Set<string>>();
    for (const { source, item } of gone)
      goneItems.set(source, (goneItems.get(source) ?? new Set()).add(item));
    for (const [source, items] of goneItems) this.#drop(source, (item) => items.has(item));
    for (const load of loads) this.#begin(load);
    for (const item of known) this.#know(item);
    for (const { source, fingerprint, partition, readUntil } of cursors) {
      const state = this.#objects.get(source) ?? this.#fresh(source, '');
      if (state.cursors?.fingerprint !== fingerprint) state.cursors = { fingerprint, readUntil: new Map() };
      state.cursors.readUntil.set(partition, readUntil);
      this.#change(source);
    }
    for (const { source, fingerprint, ...definition } of definitions)
      this.#current({ source, fingerprint }).definition = definition;
  }

  #know({ source, fingerprint, item, loadId, isFinal }: KnownItem): void {
    const state = this.#current({ source, fingerprint });
    (isFinal ? state.open : state.final).delete(item);
    // A text of broken characters has no place in a message: it is read again by each load.
    if (item.isWellFormed()) (isFinal ? state.final : state.open).set(item, loadId);
  }

  /** The items of a root are for the load that is resumed: those of others, and of one that has ended, go. */
  #begin({ source, fingerprint, ...load }: StoredLoad): void {
    const state = this.#current({ source, fingerprint });
    const isSame = load.loadId === state.load?.loadId && load.state === 'started';
    const node = this.graph.node(source);
    if (!isSame && node && !knowsItems(node.definition)) this.#forget(source, () => true);
    state.load = load;
  }

  /** The state of a source object as it is configured now: of one that was configured otherwise nothing counts. */
  #current({ source, fingerprint }: StateKey): ObjectState {
    const known = this.#objects.get(source);
    this.#change(source);
    if (known?.fingerprint === fingerprint) return known;
    const { cursors } = known ?? {};
    return Object.assign(this.#fresh(source, fingerprint), cursors && { cursors });
  }

  #fresh(source: string, fingerprint: string): ObjectState {
    const state: ObjectState = { fingerprint, final: new Map(), open: new Map() };
    this.#objects.set(source, state);
    return state;
  }

  #drop(source: string, isDropped: (item: string, loadId: string) => boolean): void {
    const dropped = this.#forget(source, isDropped);
    if (dropped.length > 0) this.#dropped.set(source, [...this.dropped(source), ...dropped]);
  }

  #forget(source: string, isForgotten: (item: string, loadId: string) => boolean): string[] {
    const { final, open } = this.#objects.get(source) ?? {};
    const forgotten: string[] = [];
    for (const items of [final, open]) {
      for (const [item, loadId] of items ?? []) {
        if (!isForgotten(item, loadId)) continue;
        items?.delete(item);
        forgotten.push(item);
      }
    }
    this.#change(source);
    return forgotten;
  }

  #change(source: string): void {
    for (const stream of this.#carriers.get(source) ?? [])
      this.#changed.set(stream, (this.#changed.get(stream) ?? 0) + 1);
  }

  /** What the states of all these streams have in common; undefined where one says nothing, or they speak of different things. */
  #agreed(source: string, carriers: readonly string[]): ObjectState | undefined {
    let agreed: ObjectState | undefined;
    for (const name of carriers) {
      const state = this.given.get(name)?.objects.get(source);
      if (!state || (agreed && agreed.fingerprint !== state.fingerprint)) return undefined;
      agreed = agreed ? agreement(agreed, state) : state;
    }
    return agreed;
  }
}

/** What two states of a source object have in common. */
function agreement(one: ObjectState, other: ObjectState): ObjectState {
  const { load, cursors, open: _open, final: _final, ...common } = one;
  const agreed: ObjectState = { ...common, ...agreedItems(one, other) };
  if (load && load.loadId === other.load?.loadId) agreed.load = load.state === 'started' ? load : other.load;
  if (cursors && cursors.fingerprint === other.cursors?.fingerprint)
    agreed.cursors = { ...cursors, readUntil: earliest(cursors.readUntil, other.cursors.readUntil) };
  return agreed;
}

function agreedItems(one: ObjectState, other: ObjectState): Pick<ObjectState, 'final' | 'open'> {
  // A state that knows the end of a load has no items of it any more: all of them are done there.
  if (one.load && one.load.loadId === other.load?.loadId && one.load.state !== other.load.state) {
    const { final, open } = one.load.state === 'started' ? one : other;
    return { final: new Map(final), open: new Map(open) };
  }
  const final = new Map([...one.final].filter(([item]) => other.final.has(item)));
  const isThere = (item: string) => other.final.has(item) || other.open.has(item);
  const reread = [...one.final].filter(([item]) => other.open.has(item));
  return { final, open: new Map([...[...one.open].filter(([item]) => isThere(item)), ...reread]) };
}

function earliest(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): Map<string, number> {
  const both = [...one].flatMap(([list, at]): [string, number][] => {
    const also = other.get(list);
    return also === undefined ? [] : [[list, Math.min(at, also)]];
  });
  return new Map(both);
}

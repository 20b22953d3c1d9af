// Rows that a receiver has and that are gone: what it had of each stream, without what a whole read has met again.
import type { SinkBatch } from '../../destinations/kit/row-sink.js';
import { knowsItems } from '../../model/definition.js';
import type { Deletion } from '../../model/destination.js';
import type { PlanNode } from '../../model/plan.js';
import { namingLists, sameParameter } from '../../plan/deletions.js';
import type { PlanGraph } from '../../plan/plan-graph.js';
import { itemText, valueParameter } from '../../run/deletions.js';
import { DELETED } from '../deleted-stream.js';
import type { Stream } from '../streams.js';
import type { StreamState } from './stream-state.js';

/** Columns of rows and their values as texts, as a JSON object: all rows that have them. */
type RowKey = string;

/** Items of a source object stand for rows where it is not read again: those that have them in a column. */
interface ItemColumn {
  source: string;
  column: string;
}

interface TrackedStream {
  items: ItemColumn[];
  /** Columns of the key; of a stream without `items`. */
  key: readonly string[];
  /** The receiver has them; of a stream without `items`. */
  rows: Set<RowKey>;
  /** Those of this read. */
  met: Set<RowKey>;
  /** Told by this read: until the next one knows that the receiver has it. */
  deleted: Set<RowKey>;
  /** It has more rows than are remembered. */
  isTooLarge: boolean;
}

/** Of the rows that are remembered, this part may be told twice. */
const RETOLD = 10;

/**
 * Each stream has its rows in its own state, and what is told of them goes to another stream, whose state may be stored
 * earlier or later, or be lost. So it is in both, and told again where only the first has it.
 */
export class DeletedRows {
  readonly #streams = new Map<string, TrackedStream>();

  /**
   * @param given states of streams that a read before has left, of this account
   * @param most rows of a stream that are remembered: of one with more it cannot be told which are gone
   */
  constructor(
    graph: PlanGraph,
    streams: readonly Stream[],
    given: ReadonlyMap<string, StreamState>,
    private readonly most: number,
  ) {
    const told = given.get(DELETED.name);
    for (const stream of streams) {
      const node = graph.node(stream.source ?? '');
      // Child rows go with their parent.
      if (!node?.table.deletions || node.table.table !== stream.name) continue;
      const { rows = [], deleted = [] } = given.get(stream.name) ?? {};
      const arrived = told?.told?.get(stream.name);
      this.#streams.set(stream.name, {
        items: itemColumns(node, stream, graph),
        key: stream.primaryKey.filter((name) => name !== '_account'),
        rows: new Set(rows),
        met: new Set(),
        deleted: new Set([...deleted].filter((key) => !arrived?.has(key))),
        isTooLarge: false,
      });
    }
  }

  /** What a read before has told, and its receiver may lack. */
  untold(): Map<string, RowKey[]> {
    return new Map([...this.#streams].map(([name, { deleted }]) => [name, [...deleted]]));
  }

  /** Rows that are printed. */
  meet({ schema, rows }: SinkBatch): void {
    const stream = this.#streams.get(schema.table);
    if (!stream || stream.items.length > 0 || stream.isTooLarge) return;
    const places = stream.key.map((name) => schema.columns.findIndex((column) => column.name === name));
    for (const row of rows)
      stream.met.add(keyOf(stream.key.map((name, index) => [name, String(row[places[index] ?? -1])])));
    if (stream.met.size <= this.most) return;
    stream.isTooLarge = true;
    stream.met.clear();
    stream.rows.clear();
  }

  isTooLarge(name: string): boolean {
    return this.#streams.get(name)?.isTooLarge ?? false;
  }

  /**
   * Of a read that has proved what is gone, by stream.
   *
   * @param dropped items of a source object of which nothing is known any more
   */
  mark(deletions: readonly Deletion[], dropped: (source: string) => Iterable<string>): Map<string, RowKey[]> {
    const found = new Map<string, RowKey[]>();
    for (const { table, except } of deletions) {
      const stream = this.#streams.get(table);
      if (!stream) continue;
      const candidates =
        stream.items.length > 0
          ? stream.items.flatMap(({ source, column }) =>
              Array.from(dropped(source), (item) => keyOf([[column, itemText(item)]])),
            )
          : [...stream.rows].filter((key) => !stream.met.has(key));
      const isExcepted = exceptions(except);
      const gone = [...new Set(candidates)].filter((key) => !isExcepted(key));
      for (const key of gone) {
        stream.deleted.add(key);
        stream.rows.delete(key);
      }
      found.set(table, gone);
    }
    return found;
  }

  /** What the state of a stream has of its rows. */
  stateOf(name: string): Pick<StreamState, 'rows' | 'deleted'> {
    const stream = this.#streams.get(name);
    if (!stream) return {};
    for (const key of stream.met) stream.rows.add(key);
    const { rows, deleted } = stream;
    return { ...(rows.size > 0 && { rows }), ...(this.#isRetold(stream) && { deleted }) };
  }

  /** For the state of the stream that tells it. */
  told(): Pick<StreamState, 'told'> {
    const told = [...this.#streams].filter(([, stream]) => this.#isRetold(stream));
    return told.length > 0 ? { told: new Map(told.map(([name, { deleted }]) => [name, deleted])) } : {};
  }

  /** Whether the next read tells it again where the receiver lacks it. So many at once have no place in a state. */
  #isRetold({ deleted }: TrackedStream): boolean {
    return deleted.size > 0 && deleted.size <= this.most / RETOLD;
  }
}

/** Source objects whose known items are a column of the rows, and are in no other way read again. */
function itemColumns(node: PlanNode, stream: Stream, graph: PlanGraph): ItemColumn[] {
  const { nodes } = graph;
  return [...new Set([...namingLists(node, nodes), node])].flatMap((read) => {
    const parameter = knowsItems(read.definition) ? valueParameter(read, graph) : undefined;
    const own = parameter === undefined ? undefined : sameParameter(parameter, read, node, nodes);
    const column = stream.columns.find(({ path }) => own !== undefined && path === `{${own}}`);
    return column ? [{ source: read.name, column: column.name }] : [];
  });
}

function keyOf(columns: readonly (readonly [string, string])[]): RowKey {
  return JSON.stringify(Object.fromEntries(columns));
}

/** Where an exception is by other columns than a key has, nothing is known of the key: it is excepted. */
function exceptions(except: Deletion['except']): (key: RowKey) => boolean {
  const groups = except.map(({ columns, keys }) => ({ columns, keys, seen: new Map<string, Set<string>>() }));
  return (key) => {
    const values = JSON.parse(key) as Record<string, string>;
    return groups.some(({ columns, keys, seen }) => {
      const shared = columns.flatMap((name, index) => (name in values ? [index] : []));
      if (shared.length === 0) return keys.length > 0;
      const form = shared.join();
      const texts = (of: readonly string[]) => JSON.stringify(shared.map((index) => of[index]));
      const found = seen.get(form) ?? new Set(keys.map(texts));
      seen.set(form, found);
      return found.has(texts(columns.map((name) => values[name] ?? '')));
    });
  };
}

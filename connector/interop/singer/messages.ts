// Messages of Singer: SCHEMA, RECORD, STATE, ACTIVATE_VERSION, one JSON object a line; everything else is the log's.
import type { SinkBatch } from '../../destinations/kit/row-sink.js';
import type { Clock } from '../../model/clock.js';
import type { LogLevel } from '../../model/events/event-kind.js';
import type { Messages, StateMessage, WantedStream } from '../messages.js';
import type { Failure } from '../outcomes.js';
import type { WireState } from '../state/stream-state.js';
import { REPLICATION_KEY, singerSchema } from './catalog.js';

export interface SingerOptions {
  clock: Clock;
  isText: boolean;
  /** States of streams that this read does not touch: a state of Singer has all of them. */
  others: ReadonlyMap<string, unknown>;
  /** For people: standard error. */
  log: (level: LogLevel, message: string) => void;
}

export class SingerMessages implements Messages {
  readonly #bookmarks: Map<string, unknown>;
  /** Lines are printed in the order of commits: the stream of the records before. */
  #syncing: string | undefined;

  constructor(private readonly options: SingerOptions) {
    this.#bookmarks = new Map(options.others);
  }

  started(streams: readonly WantedStream[]): string[] {
    return streams.map((stream) => this.#schema(stream));
  }

  records(
    stream: WantedStream,
    records: Parameters<Messages['records']>[1],
    { schema, rows }: SinkBatch,
  ): string[] {
    this.#syncing = stream.name;
    const name = JSON.stringify(stream.name);
    const version = stream.refresh ? `,"version":${stream.refresh.generation}` : '';
    const at = schema.columns.findIndex((column) => column.name === REPLICATION_KEY);
    const now = new Date(this.options.clock.now()).toISOString();
    return records.map(({ text }, index) => {
      const extracted = JSON.stringify(rows[index]?.[at] ?? now);
      return `{"type":"RECORD","stream":${name},"record":${text},"time_extracted":${extracted}${version}}`;
    });
  }

  /** All of it each time: a target prints back the last one. */
  states(states: readonly StateMessage[]): string[] {
    for (const { stream, state } of states) this.#bookmarks.set(stream, state satisfies WireState);
    return [this.#state(this.#syncing)];
  }

  log(level: LogLevel, message: string): string[] {
    this.options.log(level, message);
    return [];
  }

  waiting(): string[] {
    return [];
  }

  estimate(): string[] {
    return [];
  }

  ended(streams: Parameters<Messages['ended']>[0], failures: readonly Failure[]): string[] {
    for (const { message } of failures) this.options.log('error', message);
    // Rows of other versions go, so it comes only where all rows of this one are there.
    const versions = streams.flatMap(({ stream, isComplete }) =>
      stream.refresh && isComplete
        ? [line({ type: 'ACTIVATE_VERSION', stream: stream.name, version: stream.refresh.generation })]
        : [],
    );
    return [...versions, this.#state(undefined)];
  }

  #schema(stream: WantedStream): string {
    const { selected } = stream;
    const columns = stream.columns.filter(({ name }) => selected?.has(name) ?? true);
    const hasKey = columns.some(({ name }) => name === REPLICATION_KEY);
    return line({
      type: 'SCHEMA',
      stream: stream.name,
      schema: singerSchema({ ...stream, columns }, this.options.isText),
      key_properties: stream.primaryKey,
      ...(hasKey && { bookmark_properties: [REPLICATION_KEY] }),
    });
  }

  #state(syncing: string | undefined): string {
    const value = {
      bookmarks: Object.fromEntries(this.#bookmarks),
      ...(syncing !== undefined && { currently_syncing: syncing }),
    };
    return line({ type: 'STATE', value });
  }
}

function line(message: object): string {
  return JSON.stringify(message);
}

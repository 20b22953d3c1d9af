// What a protocol prints of a read: the agreement between the reading and the messages of Airbyte and of Singer.
import type { SinkBatch } from '../destinations/kit/row-sink.js';
import type { LogLevel } from '../model/events/event-kind.js';
import type { Failure } from './outcomes.js';
import type { PrintedRecord } from './record-printer.js';
import type { WireState } from './state/stream-state.js';
import type { Stream, StreamColumn } from './streams.js';

/** A stream as a catalog asks for it. */
export interface WantedStream extends Stream {
  /** Its columns as the receiver knows them. */
  columns: readonly StreamColumn[];
  /** Names of the columns to print. Absent: all. */
  selected?: ReadonlySet<string>;
  /** Columns that the catalog lacks, where it does not say why. */
  unlisted?: readonly StreamColumn[];
  /** It is read whole, whatever is known of it: the refresh with this number. */
  refresh?: { generation: number };
}

export interface StateMessage {
  stream: string;
  state: WireState;
  /** Records of the stream since its state before. */
  records: number;
}

/** Each method returns lines. */
export interface Messages {
  started(streams: readonly WantedStream[]): string[];
  records(stream: WantedStream, records: readonly PrintedRecord[], batch: SinkBatch): string[];
  states(states: readonly StateMessage[]): string[];
  log(level: LogLevel, message: string): string[];
  /** The API asks to slow down. */
  waiting(streams: readonly WantedStream[], waitMs: number): string[];
  /** How many rows a stream is likely to have in this read. */
  estimate(stream: WantedStream, rows: number): string[];
  ended(
    streams: readonly { stream: WantedStream; isComplete: boolean }[],
    failures: readonly Failure[],
  ): string[];
}

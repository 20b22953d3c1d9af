// What stands at the other end of an Airbyte source: it checks each message, and stores rows as far as states go.
import { isLosslessNumber, parse } from 'lossless-json';
import { ajv, messageProblem } from './airbyte-protocol.js';

export interface CatalogStream {
  name: string;
  json_schema: { properties: Record<string, { type: string | string[] }> };
  supported_sync_modes: string[];
  default_cursor_field: string[];
  source_defined_primary_key?: string[][];
}

interface Message {
  type: string;
  record?: { stream: string; data: Record<string, unknown>; meta?: { changes: { field: string }[] } };
  state?: { stream: { stream_descriptor: { name: string } }; sourceStats: { recordCount: number } };
  log?: { level: string; message: string };
  trace?: {
    type: string;
    error?: { message: string; failure_type: string; stream_descriptor?: { name: string } };
    estimate?: { name: string; row_estimate: number };
    stream_status?: {
      stream_descriptor: { name: string };
      status: string;
      reasons?: { type: string; rate_limited: { quota_reset: number } }[];
    };
  };
}

export type Row = Record<string, string | null>;

/** A configured catalog for all of these streams. */
export function configured(
  streams: readonly CatalogStream[],
  mode: 'incremental' | 'full_refresh' = 'incremental',
  generation = 1,
): object {
  return {
    streams: streams.map((stream) => ({
      stream,
      sync_mode: mode,
      destination_sync_mode: mode === 'incremental' ? 'append_dedup' : 'overwrite',
      cursor_field: stream.default_cursor_field,
      primary_key: stream.source_defined_primary_key ?? [],
      generation_id: generation,
      minimum_generation_id: mode === 'incremental' ? 0 : generation,
      sync_id: generation,
    })),
  };
}

export class Receiver {
  readonly messages: Message[] = [];
  /** The last state of each stream, as its message. */
  readonly states = new Map<string, unknown>();
  readonly #rows = new Map<string, Map<string, Row>>();
  readonly #pending = new Map<string, { key: string; row: Row }[]>();
  readonly #validators;

  constructor(
    readonly streams: readonly CatalogStream[],
    /** Of a read before: what it stored. */
    before?: Receiver,
  ) {
    this.#validators = new Map(streams.map(({ name, json_schema }) => [name, ajv.compile(json_schema)]));
    for (const [name, state] of before?.states ?? []) this.states.set(name, state);
    if (before) for (const [name, rows] of before.#rows) this.#rows.set(name, new Map(rows));
  }

  /** The file that a later read gets. */
  get stateFile(): unknown[] {
    return [...this.states.values()];
  }

  /**
   * Takes the lines of a read.
   *
   * @param isLagging streams whose states and rows it has lost from here on
   */
  take(lines: readonly string[], isLagging: (stream: string) => boolean = () => false): this {
    for (const line of lines) {
      const message = JSON.parse(line) as Message;
      const problem = messageProblem(message);
      if (problem !== undefined) throw new Error(`${problem}: ${line.slice(0, 500)}`);
      this.messages.push(message);
      if (message.record) this.#take(message.record, line);
      if (message.state) this.#commit(message.state, isLagging);
    }
    return this;
  }

  /** Rows that are covered by a state, without what each read sets anew. */
  rows(stream: string): Row[] {
    return [...(this.#rows.get(stream)?.values() ?? [])];
  }

  get statuses(): Record<string, string[]> {
    const found: Record<string, string[]> = {};
    for (const { trace } of this.messages) {
      const status = trace?.stream_status;
      if (!status) continue;
      found[status.stream_descriptor.name] ??= [];
      found[status.stream_descriptor.name]?.push(status.status);
    }
    return found;
  }

  get errors() {
    return this.messages.flatMap(({ trace }) => trace?.error ?? []);
  }

  #take({ stream, data, meta }: NonNullable<Message['record']>, line: string): void {
    const validate = this.#validators.get(stream);
    if (!validate) throw new Error(`a record of "${stream}", which nobody asked for`);
    if (!validate(data))
      throw new Error(`${stream}: ${ajv.errorsText(validate.errors)}: ${line.slice(0, 1000)}`);
    for (const { field } of meta?.changes ?? [])
      if (data[field] !== null) throw new Error(`${stream}: "${field}" is said to be null`);
    const exact = (parse(line) as { record: { data: Record<string, unknown> } }).record.data;
    const row = Object.fromEntries(Object.entries(exact).map(([name, value]) => [name, textOf(value)]));
    const { source_defined_primary_key: key = [] } = this.streams.find(({ name }) => name === stream) ?? {};
    const pending = this.#pending.get(stream) ?? [];
    this.#pending.set(stream, pending);
    const place = key.length > 0 ? JSON.stringify(key.map(([name = '']) => row[name])) : `${Math.random()}`;
    if (key.some(([name = '']) => row[name] === null)) throw new Error(`${stream}: a key is null: ${line}`);
    pending.push({ key: place, row });
  }

  #commit(state: NonNullable<Message['state']>, isLagging: (stream: string) => boolean): void {
    const { name } = state.stream.stream_descriptor;
    const pending = this.#pending.get(name) ?? [];
    if (state.sourceStats.recordCount !== pending.length)
      throw new Error(`${name}: ${state.sourceStats.recordCount} records are told, ${pending.length} came`);
    this.#pending.delete(name);
    if (isLagging(name)) return;
    const rows = this.#rows.get(name) ?? new Map<string, Row>();
    this.#rows.set(name, rows);
    for (const { key, row } of pending) rows.set(key, row);
    this.states.set(name, state);
  }
}

export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (isLosslessNumber(value)) return value.value;
  return typeof value === 'object' ? JSON.stringify(value, plain) : String(value);
}

const plain = (_: string, value: unknown) => (isLosslessNumber(value) ? value.value : value);

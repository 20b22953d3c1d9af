// What stands at the other end of a Singer tap: it checks each message, and stores rows as far as the states go.
import { isLosslessNumber, parse } from 'lossless-json';
import { ajv } from './airbyte-protocol.js';
import { type Row, textOf } from './airbyte-receiver.js';

interface Schema {
  key: string[];
  validate: ReturnType<typeof ajv.compile>;
}

const MEMBERS: Record<string, string[]> = {
  SCHEMA: ['type', 'stream', 'schema', 'key_properties', 'bookmark_properties'],
  RECORD: ['type', 'stream', 'record', 'time_extracted', 'version'],
  STATE: ['type', 'value'],
  ACTIVATE_VERSION: ['type', 'stream', 'version'],
};

export class SingerTarget {
  readonly schemas = new Map<string, Schema>();
  readonly types: string[] = [];
  /** What a later read gets: the value of the last state. */
  state: { bookmarks: Record<string, unknown>; currently_syncing?: string } = { bookmarks: {} };
  readonly #rows = new Map<string, Map<string, Row>>();
  #pending: (() => void)[] = [];

  /** @param before a read before: what it stored */
  constructor(before?: SingerTarget) {
    if (!before) return;
    this.state = before.state;
    for (const [name, rows] of before.#rows) this.#rows.set(name, new Map(rows));
  }

  take(lines: readonly string[]): this {
    for (const line of lines) {
      const message = JSON.parse(line);
      const unknown = Object.keys(message).filter((name) => !MEMBERS[message.type]?.includes(name));
      if (unknown.length > 0) throw new Error(`a message with ${unknown.join(', ')}: ${line.slice(0, 500)}`);
      this.types.push(message.type);
      if (message.type === 'SCHEMA')
        this.schemas.set(message.stream, {
          key: message.key_properties,
          validate: ajv.compile(message.schema),
        });
      else if (message.type === 'RECORD') this.#record(message, line);
      else if (message.type === 'ACTIVATE_VERSION') this.#pending.push(() => this.#activate(message));
      else if (message.type === 'STATE') {
        for (const write of this.#pending) write();
        this.#pending = [];
        this.state = message.value;
      }
    }
    return this;
  }

  rows(stream: string): Row[] {
    return [...(this.#rows.get(stream)?.values() ?? [])].map(({ _version, ...row }) => row);
  }

  #record({ stream, record, time_extracted, version = null }: Record<string, unknown>, line: string): void {
    const name = String(stream);
    const schema = this.schemas.get(name);
    if (!schema) throw new Error(`a record of "${name}" before its schema`);
    if (!schema.validate(record))
      throw new Error(`${name}: ${ajv.errorsText(schema.validate.errors)}: ${line}`);
    if (!/^\d{4}-\d\d-\d\dT.*Z$/.test(String(time_extracted)))
      throw new Error(`no instant: ${time_extracted}`);
    const exact = (parse(line) as { record: Record<string, unknown> }).record;
    const row = Object.fromEntries(Object.entries(exact).map(([column, value]) => [column, textOf(value)]));
    const key = JSON.stringify(schema.key.map((column) => row[column]));
    this.#pending.push(() => {
      const rows = this.#rows.get(name) ?? new Map<string, Row>();
      this.#rows.set(name, rows);
      rows.set(key, { ...row, _version: isLosslessNumber(version) ? version.value : textOf(version) });
    });
  }

  #activate({ stream, version }: { stream: string; version: number }): void {
    for (const [key, row] of this.#rows.get(stream) ?? [])
      if (row._version !== String(version)) this.#rows.get(stream)?.delete(key);
  }
}

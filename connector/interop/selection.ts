// What a catalog asks for, joined with the streams that there are.
import type { z } from 'zod';
import { ConfigError } from '../model/errors.js';
import type { ColumnType } from '../model/table.js';
import type { WantedStream } from './messages.js';
import type { Stream, StreamColumn } from './streams.js';

/** A stream as the receiver's catalog describes it. */
export interface CatalogStream {
  name: string;
  /** JSON Schema of its columns, by name. Absent: those that there are. */
  properties?: Readonly<Record<string, unknown>>;
  /** Names of the columns that are wanted. Absent: those of `properties`. */
  selected?: ReadonlySet<string>;
  /** Names of the columns that it leaves out on purpose. Absent: all that `properties` lacks. */
  leftOut?: ReadonlySet<string>;
  refresh?: { generation: number };
}

/** Throws `ConfigError` for what is no catalog of the protocol. @param what `configured catalog` */
export function parsedCatalog<T>(schema: z.ZodType<T>, catalog: unknown, what: string): T {
  const parsed = schema.safeParse(catalog);
  if (parsed.success) return parsed.data;
  const { path = [], message } = parsed.error.issues[0] ?? {};
  const key = path.join('.');
  throw new ConfigError([
    { code: 'config-value', where: 'catalog', key, message: `is no ${what}: ${message}` },
  ]);
}

/** In the order of the streams. What the catalog names and is not there is for the caller. */
export function joined(streams: readonly Stream[], catalog: readonly CatalogStream[]): WantedStream[] {
  const wanted = new Map(catalog.map((one) => [one.name, one]));
  return streams.flatMap((stream): WantedStream[] => {
    const one = wanted.get(stream.name);
    if (!one) return [];
    const { properties, leftOut, refresh } = one;
    const selected = one.selected ?? (properties && new Set(Object.keys(properties)));
    // What it does not know at all comes in `_more`.
    const known = stream.columns.filter(({ name }) => leftOut?.has(name) ?? true);
    return [
      {
        ...stream,
        columns: properties ? columnsOf(stream.columns, properties, known) : stream.columns,
        ...(properties &&
          !leftOut && { unlisted: stream.columns.filter(({ name }) => !(name in properties)) }),
        ...(selected && { selected }),
        ...(refresh && { refresh }),
      },
    ];
  });
}

/** A record is valid by the schema that the receiver has, whatever the documents say today. */
function columnsOf(
  columns: readonly StreamColumn[],
  properties: Readonly<Record<string, unknown>>,
  others: readonly StreamColumn[],
): StreamColumn[] {
  const known = new Map(columns.map((column) => [column.name, column]));
  const asked = Object.entries(properties).map(([name, schema]): StreamColumn => {
    const column = known.get(name) ?? { name, type: 'text' };
    const { json: _json, ...rest } = column;
    return { ...rest, ...(typeOf(schema) ?? column) };
  });
  const names = new Set(Object.keys(properties));
  return [...asked, ...others.filter(({ name }) => !names.has(name))];
}

/** Undefined for a schema that says nothing of the kinds of values that columns have. */
function typeOf(schema: unknown): { type: ColumnType; json?: 'object' | 'array' } | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const { type, format } = schema as { type?: unknown; format?: unknown };
  const types = [type].flat().filter((name) => name !== 'null');
  if (types.length === 2 && types.includes('object') && types.includes('array')) return { type: 'json' };
  switch (types.length === 1 ? types[0] : undefined) {
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
      return { type: 'bigint' };
    case 'number':
      return { type: 'decimal' };
    case 'object':
      return { type: 'json', json: 'object' };
    case 'array':
      return { type: 'json', json: 'array' };
    case 'string':
      return { type: format === 'date-time' ? 'timestamp' : format === 'date' ? 'date' : 'text' };
    default:
      return undefined;
  }
}

/** Whether they are left out on purpose, or new, only the person knows. */
export function leftOutText({ name, unlisted = [] }: WantedStream): string | undefined {
  if (unlisted.length === 0) return undefined;
  const columns = unlisted.map((column) => column.name).join(', ');
  return `stream "${name}": the catalog has no column for ${columns}: they are left out. Where that is not meant, discover the schema again`;
}

// Streams as JSON Schema, for the catalogs of all protocols.
import type { ColumnType } from '../model/table.js';
import type { Stream, StreamColumn } from './streams.js';

const TYPES: Record<ColumnType, { type: string; format?: string }> = {
  boolean: { type: 'boolean' },
  bigint: { type: 'integer' },
  decimal: { type: 'number' },
  text: { type: 'string' },
  json: { type: 'object' },
  timestamp: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
};

export interface SchemaOptions {
  /** Numbers with a fraction, and integers of 64 bits, are texts. */
  isText: boolean;
  /** More about a column, as the protocol has it. */
  extra?: (type: ColumnType) => object;
}

export function streamSchema({ columns, primaryKey }: Stream, options: SchemaOptions): object {
  const properties = columns.map((column) => [
    column.name,
    columnSchema(column, !primaryKey.includes(column.name), options),
  ]);
  return { type: 'object', additionalProperties: true, properties: Object.fromEntries(properties) };
}

function columnSchema(
  { type, json, description }: StreamColumn,
  isNullable: boolean,
  { isText, extra }: SchemaOptions,
): object {
  const isNumber = type === 'bigint' || type === 'decimal';
  const { type: name, ...rest } = isNumber && isText ? TYPES.text : TYPES[type];
  const names = type === 'json' ? (json === undefined ? ['object', 'array'] : [json]) : [name];
  const types = [...(isNullable ? ['null'] : []), ...names];
  return {
    type: types.length === 1 ? types[0] : types,
    ...rest,
    ...(isNumber && isText ? {} : extra?.(type)),
    ...(description !== undefined && { description }),
  };
}

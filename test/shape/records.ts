// Records and specs for the tests of shaping.
import type { Decimal, JsonValue, Scalar } from '../../connector/model/json.js';
import type { TableSpec } from '../../connector/model/plan.js';
import type { ApiRecord } from '../../connector/model/record.js';
import type { RecordKind } from '../../connector/model/table.js';
import { type Cell, JsonText, type TableSchema } from '../../connector/model/table.js';
import { createShaper, type Shaper } from '../../connector/shape/shaper.js';

export const META = { account: 'eu:xx1-ovh', runId: 'run-1' };
export const READ_AT = Date.UTC(2026, 0, 31, 23, 30, 0, 7);

export function spec(changes: Partial<TableSpec> = {}): TableSpec {
  return {
    source: 'bill',
    table: 'bill',
    method: 'GET',
    parameters: [],
    item: 'id',
    writeDisposition: 'merge',
    omit: [],
    json: [],
    ...changes,
  };
}

export function record(
  payload: JsonValue,
  kind: RecordKind = 'object',
  partition: Record<string, Scalar> = {},
): ApiRecord {
  return { source: 'bill', partition, kind, payload, readAt: READ_AT };
}

export function shaper(changes: Partial<TableSpec> = {}, existing?: TableSchema): Shaper {
  return createShaper(spec(changes), existing, META);
}

/** A row by column name, nulls left out; fails on a rejected record. */
export function row(shaped: Shaper, one: ApiRecord): Record<string, Cell> {
  const result = shaped.shape(one);
  if ('rejected' in result) throw new Error(`rejected: ${result.rejected}`);
  return named(shaped.schema(), result.row);
}

export function named(schema: TableSchema, cells: Cell[]): Record<string, Cell> {
  if (cells.length > schema.columns.length) throw new Error('more cells than columns');
  const entries = schema.columns.map((column, i): [string, Cell] => [column.name, cells[i] ?? null]);
  return Object.fromEntries(entries.filter(([, cell]) => cell !== null));
}

const OWN = ['_account', '_run_id', '_loaded_at', '_row_hash'];

/** Shapes one single object and gives its payload columns: `[type, text]` by name. */
export function columnsOf(
  payload: JsonValue,
  changes: Partial<TableSpec> = {},
): Record<string, [string, string]> {
  const one = shaper(changes);
  const cells = row(one, record(payload));
  return Object.fromEntries(
    one
      .schema()
      .columns.filter((column) => !OWN.includes(column.name))
      .map((column) => [column.name, [column.type, text(cells[column.name] ?? null)]]),
  );
}

export function rejection(shaped: Shaper, one: ApiRecord): string {
  const result = shaped.shape(one);
  return 'rejected' in result
    ? result.rejected
    : `not rejected: ${JSON.stringify(named(shaped.schema(), result.row))}`;
}

export function text(cell: Cell): string {
  if (cell instanceof JsonText) return cell.text;
  return String(cell satisfies null | boolean | number | bigint | string | Decimal);
}

export function types(shaped: Shaper): Record<string, string> {
  return Object.fromEntries(shaped.schema().columns.map((column) => [column.name, column.type]));
}

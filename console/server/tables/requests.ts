// What the page may ask of tables, checked as it comes.
import { z } from 'zod';
import type { ExportForm, QueryRequest, RowsRequest, TableSelection } from '../../contract/tables.js';

const name = z.string().max(500);
const text = z.string().max(20_000);
const seconds = z.coerce.number().min(1).max(60).optional();
const selection = {
  table: name,
  where: text.optional(),
  sort: text.optional(),
  cols: text.optional(),
};
const form = { format: z.enum(['csv', 'json']), formulas: z.enum(['keep', 'escape']).optional() };
const sql = z.string().max(100_000);

export const TABLE_REQUESTS = {
  none: z.strictObject({}),
  table: z.strictObject({ table: name }),
  rows: z.strictObject({
    ...selection,
    after: text.optional(),
    skip: z.coerce.number().int().min(0).optional(),
    limit: z.coerce.number().int().min(1).max(2_000).optional(),
    seconds,
  }) satisfies z.ZodType<RowsRequest>,
  selection: z.strictObject(selection) satisfies z.ZodType<TableSelection>,
  sum: z.strictObject({ table: name, where: text.optional(), column: name }),
  row: z.strictObject({ table: name, id: text }),
  query: z.strictObject({ sql, seconds }) satisfies z.ZodType<QueryRequest>,
  exportTable: z.strictObject({ ...selection, ...form }) satisfies z.ZodType<TableSelection & ExportForm>,
  exportQuery: z.strictObject({ sql, seconds, ...form }) satisfies z.ZodType<QueryRequest & ExportForm>,
};

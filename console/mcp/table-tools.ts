// Tools about the loaded tables: which there are, what their columns mean, and SQL that reads them. No call.
import { z } from 'zod';
import type { TableReader } from '../../connector/app/tables/table-reader.js';
import { viewsOf } from '../server/spend/addresses.js';
import { readerOf } from '../server/tables/addresses.js';
import { tableAbout, tablesAnswer, textRows } from '../server/tables/views.js';
import { restsOn } from './rests-on.js';
import { MOST_TEXT, tooLong, tool } from './tool.js';

const MOST_ROWS = 500;

export const TABLE_TOOLS = [
  tool({
    name: 'list_tables',
    title: 'Loaded tables and views',
    description:
      'Tables of the destination with rows, the table that each hangs on, when a load last wrote to it, and how much is not loaded; views of spend and proof; tables of the connector itself (_ovh_...). Ask first, then "describe_table", then "query_tables".',
    input: z.object({}),
    calls: false,
    async answer(_, { workspace }) {
      const { dialect, tables } = tablesAnswer(await (await readerOf(workspace)).all());
      const views = await viewsOf(workspace);
      return {
        restsOn: await restsOn(workspace),
        data: {
          dialect,
          tables,
          ...(views === 'missing' && {
            views:
              'charges, reconciliation, monthly_spend and others are made by "source-ovhcloud views install"',
          }),
        },
      };
    },
  }),
  tool({
    name: 'describe_table',
    title: 'Columns of a table or view',
    description:
      'Names, types, keys and meaning of the columns of one table or view, and how it joins with others.',
    input: z.object({ table: z.string().max(500) }),
    calls: false,
    async answer({ table }, { workspace }) {
      const reader = await readerOf(workspace);
      const found = tableAbout(await reader.about(table));
      // The engine knows the columns of a view.
      const columns = found.columns.length > 0 ? found.columns : await columnsOf(reader, table);
      return { restsOn: await restsOn(workspace), data: { ...found, columns } };
    },
  }),
  tool({
    name: 'query_tables',
    title: 'SQL over the loaded tables',
    description:
      'The rows of one SELECT in the dialect that "list_tables" names. Values are texts with exact digits. Read-only, with a limit of rows and seconds. Amounts: sum a column "..._ucents" (whole 10^-8 units) where the table has one; never add two currencies.',
    input: z.object({
      sql: z.string().max(20_000).describe('one SELECT'),
      limit: z.number().int().min(1).max(MOST_ROWS).default(100),
      seconds: z.number().min(1).max(30).default(10),
    }),
    calls: false,
    async answer({ sql, limit, seconds }, { workspace, signal }) {
      const reader = await readerOf(workspace);
      const limits = { timeoutMs: seconds * 1000, maxCharacters: MOST_TEXT, signal };
      const { columns, rows, isCut, isTooLong } = await reader.query(sql, limit, limits);
      if (isTooLong) throw tooLong(`more than ${MOST_TEXT}`);
      return {
        restsOn: await restsOn(workspace),
        data: { columns, rows: textRows(columns, rows), ...(isCut && { moreRows: true }) },
      };
    },
  }),
];

async function columnsOf(reader: TableReader, table: string): Promise<object[]> {
  const page = await reader.page(table, { where: [], sort: [], limit: 1 }, { timeoutMs: 5_000 });
  return page.columns.map(({ name, type }) => ({ name, type }));
}

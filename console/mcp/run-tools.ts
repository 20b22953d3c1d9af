// Tools about runs: what they did, what they did not load, and why an object is not in the tables. No call.
import { z } from 'zod';
import { runHistory } from '../../connector/app/history/runs.js';
import type { TableSchema } from '../../connector/model/table.js';
import { isOwnTable } from '../../connector/model/table.js';
import { historySources, runLine } from '../server/runs/history.js';
import { Ledgers } from '../server/runs/ledger.js';
import { readerOf } from '../server/tables/addresses.js';
import type { Workspace } from '../server/workspace.js';
import { restsOn } from './rests-on.js';
import { tool } from './tool.js';

const MOST_ENTRIES = 200;
const text = z.string().max(500);

export const RUN_TOOLS = [
  tool({
    name: 'list_runs',
    title: 'Runs of loads',
    description:
      'The last runs with their outcome, rows, calls, and how many objects were listed, loaded, known and missing; connections that never ran.',
    input: z.object({ limit: z.number().int().min(1).max(100).default(20) }),
    calls: false,
    async answer({ limit }, { workspace }) {
      const sources = historySources(workspace);
      const { destination, runs, neverStarted } = await runHistory(sources, { limit });
      return {
        restsOn: { destination },
        data: { runs: runs.map((run) => runLine(run, sources)), neverStarted },
      };
    },
  }),
  tool({
    name: 'read_ledger',
    title: 'What was not loaded',
    description:
      'Objects that runs did not load, each with its reason (refused, failed, rejected, gone, expired), the words of the API, and its query id. First the counts, then one page of entries.',
    input: z.object({
      run: text.default('last').describe('id of a run; "last" (of each account), "all"'),
      reason: text.optional(),
      source: text.optional().describe('technical name of the source object'),
      text: text.optional().describe('a part of id, message, code or query id'),
      from: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(MOST_ENTRIES).default(50),
    }),
    calls: false,
    async answer({ run, reason, source, text: part, from, limit }, { workspace }) {
      const ledgers = new Ledgers(workspace);
      const { runs, counts } = await ledgers.facets(run);
      const page = await ledgers.page({
        run,
        from,
        count: limit,
        ...(reason !== undefined && { reasons: reason }),
        ...(source !== undefined && { sources: source }),
        ...(part !== undefined && { text: part }),
      });
      return { restsOn: await restsOn(workspace), data: { runs, counts, ...page } };
    },
  }),
  tool({
    name: 'why_missing',
    title: 'Why is an object not in the tables?',
    description:
      'Looks for an id, such as that of a bill or a service, in the keys of the loaded tables and in the ledger of all runs. Where it is in neither, no run was told of it by the API.',
    input: z.object({ id: text.min(1) }),
    calls: false,
    async answer({ id }, { workspace }) {
      const ledgers = new Ledgers(workspace);
      const { entries } = await ledgers.page({ run: 'all', text: id, from: 0, count: MOST_ENTRIES });
      const exact = entries.filter((entry) => isAbout(entry.id, id)).slice(0, 20);
      const rows = await rowsWithKey(workspace, id);
      return {
        restsOn: await restsOn(workspace),
        data: {
          inTables: rows,
          notLoaded: exact,
          says:
            rows.length > 0
              ? 'it is loaded: see "inTables"; entries of the ledger may be of what hangs on it, or of earlier runs'
              : exact.length > 0
                ? 'it was listed and not loaded: see "notLoaded"'
                : 'no run was told of it: it is newer than the last run, of an account or endpoint that is not loaded, or written differently',
        },
      };
    },
  }),
];

/** `billId=FR1, billDetailId=7` is about FR1 and about 7. */
function isAbout(entry: string, id: string): boolean {
  return entry === id || entry.split(/, | \/ /).some((part) => part === id || part.endsWith(`=${id}`));
}

const MOST_TABLES = 200;
const LOOK_MS = 2_000;

async function rowsWithKey(workspace: Workspace, id: string): Promise<object[]> {
  const reader = await readerOf(workspace);
  const { tables } = await reader.all();
  const found: object[] = [];
  for (const { schema, isView } of tables.slice(0, MOST_TABLES)) {
    if (isView || isOwnTable(schema.table)) continue;
    for (const column of keyColumns(schema, id)) {
      const where = [{ column, operator: '=' as const, value: id }];
      const { rows, atLeast } = await reader.count(
        schema.table,
        { where, sort: [] },
        AbortSignal.timeout(LOOK_MS),
      );
      if (rows > 0) found.push({ table: schema.table, column, rows, ...(atLeast && { atLeast }) });
    }
  }
  return found;
}

function keyColumns({ columns, primaryKey }: TableSchema, id: string): string[] {
  const isWhole = /^-?\d{1,18}$/.test(id);
  return columns
    .filter(
      ({ name, type }) =>
        primaryKey.includes(name) &&
        !name.startsWith('_') &&
        (type === 'text' || (isWhole && type === 'bigint')),
    )
    .map(({ name }) => name);
}

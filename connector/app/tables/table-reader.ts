// The loaded tables as a person looks at them. Calls nothing, changes nothing, and keeps no load waiting.
import type { Clock } from '../../model/clock.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import type { QueryResult, QuerySession } from '../../model/query.js';
import { isOwnTable, type TableSchema } from '../../model/table.js';
import { routeOf } from '../../plan/path-template.js';
import {
  countUpTo,
  type Limits,
  type PageRequest,
  readPage,
  readSum,
  type TablePage,
  textOf,
} from '../../query/table/read-page.js';
import { type TableSql, tableSql } from '../../query/table/table-sql.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { parameterPath } from '../../shape/paths.js';
import { withDeclarations } from '../plan/declarations.js';
import { columnAbouts } from '../reference/digest.js';
import { type ExportForm, exportedAnswer, exportedTable } from './export-rows.js';
import { type TableGlance, tablesAtAGlance } from './overview.js';
import { recordOf, type TableRecord } from './records.js';
import { type Relation, relationsOf } from './relations.js';
import type { ReadSelection } from './selection-text.js';
import type { TableSessions } from './table-sessions.js';

export interface TableSource {
  sessions: TableSessions;
  /** Of all connections. */
  plans: readonly Plan[];
  /** Where they are at hand: what columns mean. */
  documents?: ApiDocuments | undefined;
  clock: Clock;
}

export interface TablesAtAGlance {
  location: string;
  dialect: QuerySession['dialect'];
  tables: (TableGlance & { relations: Relation[]; about?: string })[];
}

/** What is counted at once, before the rest. */
const FIRST_COUNT = 10_000;
const COUNT_MS = 1_500;

const LINES = {
  bill: /^\/me\/bill\/\{\w+\}\/details\/\{\w+\}$/,
  corrective: /^\/me\/correctiveInvoice\/\{\w+\}\/details\/\{\w+\}$/,
  refund: /^\/me\/refund\/\{\w+\}\/details\/\{\w+\}$/,
};

export class TableReader {
  constructor(private readonly source: TableSource) {}

  all(): Promise<TablesAtAGlance> {
    const { sessions, clock, plans } = this.source;
    return sessions.use(async (session) => {
      const found = await tablesAtAGlance(session, () => clock.now());
      const schemas = found.map(({ schema }) => schema);
      const relations = relationsOf(plans, schemas);
      return {
        location: session.location,
        dialect: session.dialect,
        tables: found.map((each) => {
          const { table } = each.schema;
          const about = this.#operationOf(table)?.description;
          return {
            ...each,
            relations: relations.filter(({ parent, child }) => parent === table || child === table),
            ...(about !== undefined && about !== '' && { about }),
          };
        }),
      };
    });
  }

  /** Columns of a table, and what they mean by path. */
  about(
    name: string,
  ): Promise<{ schema: TableSchema; abouts: ReadonlyMap<string, string>; relations: Relation[] }> {
    return this.#with(name, async (session, { schema }) => {
      const relations = relationsOf(this.source.plans, await session.tables());
      const own = relations.filter(({ parent, child }) => parent === name || child === name);
      return { schema, abouts: this.abouts(name), relations: own };
    });
  }

  page(name: string, request: PageRequest, limits: Limits): Promise<TablePage & { schema: TableSchema }> {
    return this.#with(name, async (session, table) => ({
      ...(await readPage(session, table, request, limits)),
      schema: table.schema,
    }));
  }

  count(
    name: string,
    { where }: ReadSelection,
    signal?: AbortSignal,
  ): Promise<{ rows: number; atLeast: boolean }> {
    return this.#with(name, async (session, table) => {
      const first = await countUpTo(session, table, where, FIRST_COUNT, { timeoutMs: COUNT_MS, signal });
      if (first < FIRST_COUNT) return { rows: first, atLeast: false };
      try {
        const rows = await countUpTo(session, table, where, undefined, { timeoutMs: COUNT_MS, signal });
        return { rows, atLeast: false };
      } catch {
        return { rows: first, atLeast: true };
      }
    });
  }

  sum(name: string, column: string, { where }: ReadSelection, limits: Limits) {
    return this.#with(name, (session, table) => readSum(session, table, { where, column }, limits));
  }

  /** Undefined where the row is no more. */
  record(name: string, id: string, limits: Limits): Promise<TableRecord | undefined> {
    return this.#with(name, async (session, table) => {
      const relations = relationsOf(this.source.plans, await session.tables());
      return recordOf(session, table, id, relations, limits);
    });
  }

  /** The operation that answers the objects of a table, and the values of its path in a record. */
  operationFor(name: string, record: TableRecord) {
    const node = this.#node(name);
    if (!node) return undefined;
    const values = node.table.parameters.map((parameter): [string, string | null] => {
      const at = record.columns.findIndex(({ path }) => path === parameterPath(parameter));
      return [parameter, record.values[at] ?? null];
    });
    const parameters = values.filter((pair): pair is [string, string] => pair[1] !== null);
    return { method: node.definition.method, path: shownPath(node), parameters };
  }

  /** Tables with the lines of documents, and their columns with the id of the document. */
  documentLines(): Promise<Partial<Record<keyof typeof LINES, { table: string; column: string }>>> {
    const nodes = this.source.plans.flatMap((plan) => plan.nodes).filter(({ load }) => load);
    return this.source.sessions.use(async (session) => {
      const schemas = await session.tables();
      const found = Object.entries(LINES).flatMap(([kind, route]) => {
        const node = nodes.find((each) => route.test(routeOf(each.path)));
        const schema = schemas.find(({ table }) => table === node?.table.table);
        const [parameter = ''] = node?.table.parameters ?? [];
        const column = schema?.columns.find(({ path }) => path === parameterPath(parameter));
        return schema && column ? [[kind, { table: schema.table, column: column.name }]] : [];
      });
      return Object.fromEntries(found);
    });
  }

  query(sql: string, limit: number, limits: Limits): Promise<QueryResult> {
    return this.source.sessions.use((session) => session.query(sql, { ...limits, limit, isTyped: true }));
  }

  export(name: string, request: Omit<PageRequest, 'limit'>, form: ExportForm, signal?: AbortSignal) {
    return exportedTable(this.source.sessions, name, request, form, signal);
  }

  async exportQuery(sql: string, form: ExportForm, limit: number, limits: Limits): Promise<string> {
    return exportedAnswer(await this.query(sql, limit, limits), form);
  }

  /** What the documents say of columns, by their path. */
  abouts(name: string): ReadonlyMap<string, string> {
    const node = this.#node(name);
    const { documents, plans } = this.source;
    if (!documents) return new Map();
    const candidates = node
      ? [node]
      : plans.flatMap(({ nodes }) => nodes.filter((each) => name.startsWith(`${each.table.table}_`)));
    for (const each of candidates) {
      const [declared] = withDeclarations({ trees: [], nodes: [each], warnings: [] }, documents).nodes;
      const found = declared && columnAbouts(declared, documents).get(name);
      if (found) return found;
    }
    return new Map();
  }

  #operationOf(name: string) {
    const node = this.#node(name);
    return node && this.source.documents?.route(node.definition.method, routeOf(node.path));
  }

  #node(name: string): PlanNode | undefined {
    if (isOwnTable(name)) return undefined;
    return this.source.plans
      .flatMap(({ nodes }) => nodes)
      .find((node) => node.load && node.table.table === name);
  }

  /** Throws `ConfigError` for a name that is none. */
  #with<T>(name: string, work: (session: QuerySession, table: TableSql) => Promise<T>): Promise<T> {
    return this.source.sessions.use(async (session) => {
      const table = await tableSql(session, name);
      if (table) return work(session, table);
      const close = nearest(
        name,
        (await session.tables()).map((each) => each.table),
      );
      const message = `there is no table "${name}"${close === undefined ? '' : `. Did you mean "${close}"?`}`;
      throw new ConfigError([{ code: 'option-value', where: 'table', message }]);
    });
  }
}

export { textOf };

function shownPath({ definition }: PlanNode): string {
  return definition.path;
}

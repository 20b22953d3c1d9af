// Values for a path parameter: ids of the list that is one segment above, by one call, or those that are loaded already.
import type { Connection } from '../../http/connection.js';
import type { ApiOperation } from '../../model/api-schema.js';
import { ConfigError } from '../../model/errors.js';
import { Decimal, isObject, type JsonValue } from '../../model/json.js';
import { snakeCase } from '../../model/names.js';
import type { PathSegment, TableSpec } from '../../model/plan.js';
import type { QuerySession } from '../../model/query.js';
import type { TableSchema } from '../../model/table.js';
import { templateOf, withoutBranch } from '../../plan/path-template.js';
import { openQueries } from '../../query/open.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import type { SourceWithoutKeys } from '../open.js';
import { prepareCall } from './prepare-call.js';
import { type CallResult, sendOn } from './send-call.js';

export interface WantedParameter {
  /** Template: `/me/bill/{billId}/details/{billDetailId}`. */
  path: string;
  parameter: string;
  /** Values of the parameters before it. */
  parameters: Record<string, string>;
}

export interface ParameterValues {
  values: string[];
  /** There are more. */
  isCut: boolean;
  /** The route or the table that they come from. */
  from: string;
}

const MOST_VALUES = 500;
const MOST_MS = 3000;

/** The GET whose answer lists the values of a path parameter. */
export function listOf(
  documents: ApiDocuments,
  { path, parameter }: Pick<WantedParameter, 'path' | 'parameter'>,
): ApiOperation | undefined {
  const found = documents.route('GET', before(path, parameter));
  return found && documents.response(found).kind === 'array' ? found : undefined;
}

/** One call. A refusal of the API is given back as it is. */
export async function listedValues(
  connection: Connection,
  source: SourceWithoutKeys,
  documents: ApiDocuments,
  wanted: WantedParameter,
): Promise<ParameterValues | Extract<CallResult, { outcome: 'refused' }>> {
  const list = listOf(documents, wanted);
  if (!list) throw noValues(wanted, 'no route lists them');
  const parameters = Object.fromEntries(
    Object.entries(wanted.parameters).filter(([name]) => list.path.includes(`{${name}}`)),
  );
  const call = await prepareCall(
    source,
    { method: 'GET', path: list.path, parameters },
    { documents, namesOptions: false },
  );
  const answer = await sendOn(connection, source, call);
  if (answer.outcome === 'refused') return answer;
  const items = Array.isArray(answer.body) ? answer.body : [];
  const values = items.flatMap((item) => idOf(item, wanted.parameter));
  const isCut = values.length > MOST_VALUES || answer.headers['x-pagination-cursor-next'] !== undefined;
  return { values: values.slice(0, MOST_VALUES), isCut, from: `GET ${list.path}` };
}

/** A bare id, or of an object the member with the name of the parameter, or `id`; with the digits of the wire. */
function idOf(item: JsonValue, parameter: string): string[] {
  const id = isObject(item) ? (item[parameter] ?? item.id) : item;
  const isScalar = ['string', 'number', 'bigint'].includes(typeof id) || id instanceof Decimal;
  return isScalar ? [String(id)] : [];
}

/** From the tables of the destination, without a call. Throws `DestinationError` where it cannot be asked. */
export async function loadedValues(
  source: SourceWithoutKeys,
  wanted: WantedParameter,
): Promise<ParameterValues> {
  const session = await openQueries(source.config.destination);
  try {
    const columns = new Map((await session.tables()).map((each) => [each.table, columnsOf(each)]));
    for (const { load, table, path } of source.plan.nodes) {
      const column = load ? columnFor(path, table, wanted) : undefined;
      const known = columns.get(table.table);
      if (column !== undefined && known?.includes(column))
        return await distinct(session, { table: table.table, column, known }, wanted);
    }
  } finally {
    await session.close();
  }
  throw noValues(wanted, 'no table has them yet: load it first');
}

const columnsOf = ({ columns }: TableSchema): string[] => columns.map(({ name }) => name);

/** The column of a table that has the values: that of the parameter in the same place, or that of the bare ids of the list. */
function columnFor(
  segments: readonly PathSegment[],
  { item }: TableSpec,
  { path, parameter }: WantedParameter,
): string | undefined {
  const list = before(path, parameter);
  const wanted = plain(list);
  const own = withoutBranch(templateOf(segments));
  if (plain(own) === wanted) return item;
  const place = list.split('/').length;
  const parts = own.split('/');
  const [, name] = /^\{(.+)\}$/.exec(parts[place] ?? '') ?? [];
  return plain(parts.slice(0, place).join('/')) === wanted && name !== undefined
    ? snakeCase(name)
    : undefined;
}

/** Names of parameters do not matter. */
const plain = (path: string): string => path.replace(/\{[^}]*\}/g, '{}');

async function distinct(
  session: QuerySession,
  { table, column, known }: { table: string; column: string; known: readonly string[] },
  { parameters }: WantedParameter,
): Promise<ParameterValues> {
  const given = Object.entries(parameters)
    .map(([name, value]) => ({ name: snakeCase(name), value }))
    .filter(({ name, value }) => value !== '' && name !== column && known.includes(name));
  const place = (at: number) => (session.dialect === 'postgres' ? `$${at + 1}` : '?');
  const conditions = [
    `"${column}" IS NOT NULL`,
    ...given.map(({ name }, at) => `CAST("${name}" AS TEXT) = ${place(at)}`),
  ];
  const { rows, isCut } = await session.query(
    `SELECT DISTINCT "${column}" FROM ${session.nameOf(table)} WHERE ${conditions.join(' AND ')} ORDER BY 1 DESC`,
    { values: given.map(({ value }) => value), limit: MOST_VALUES, timeoutMs: MOST_MS },
  );
  return { values: rows.map(([value]) => String(value)), isCut, from: table };
}

/** The path up to a parameter, which it does not include. */
const before = (path: string, parameter: string): string => path.slice(0, path.indexOf(`/{${parameter}}`));

function noValues({ parameter }: WantedParameter, message: string): ConfigError {
  return new ConfigError([{ code: 'call-value', where: parameter, message }]);
}

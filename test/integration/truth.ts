// Compares a database with the sandbox's truth, value by value. Shares nothing with the shaping of the connector.
import Database from 'better-sqlite3';
import { isLosslessNumber, parse } from 'lossless-json';
import type { ConfiguredSource } from '../../connector/app/open.js';
import { exactRow, plainNumber, units, utc } from '../exact-rows.js';
import { amount, withoutBlocks } from './usage-truth.js';

interface Entry {
  params: Record<string, string>;
  status: number;
  items?: unknown[];
  payload?: unknown;
}

interface TruthSource {
  kind: 'ids' | 'objects' | 'object' | 'scalar';
  entries: Entry[];
}

export interface Truth {
  account: string;
  sources: Record<string, TruthSource>;
}

/** What the truth is asked for: the route of a source object, without the branch of v1. */
const routeOf = (path: string) => path.replace(/^\/(1\.0|v1)(?=\/)/, '');

/** The routes that the sandbox can tell the truth of; to ask for one that is not there costs nothing. */
export async function knownRoutes(url: string): Promise<ReadonlySet<string>> {
  const reply = await fetch(`${url}/__sandbox/truth?route=none`);
  return new Set(((await reply.json()) as { routes: string[] }).routes);
}

/** Of the whole account; or, for a tenth of the time, of some routes or those that a source reads. */
export async function readTruth(
  url: string,
  part: Pick<ConfiguredSource, 'plan'> | readonly string[] = [],
): Promise<Truth> {
  const isNamed = !('plan' in part);
  const routes = isNamed ? part : part.plan.nodes.map((node) => routeOf(node.definition.path));
  const known = isNamed ? new Set(routes) : await knownRoutes(url);
  const query = [...new Set(routes)]
    .filter((route) => known.has(route))
    .map((route) => `route=${encodeURIComponent(route)}`);
  const reply = await fetch(`${url}/__sandbox/truth?${query.join('&')}`);
  const truth = parse(await reply.text()) as Truth;
  for (const { entries } of Object.values(truth.sources)) {
    for (const entry of entries) entry.status = Number(entry.status);
  }
  return truth;
}

/** One expected row: column path -> text of the value. */
type Expected = Map<string, string>;

export interface Difference {
  table: string;
  what: string;
}

/**
 * Every table of the source against the truth. An empty result means: equal. With `shared` there are rows of other
 * accounts, which are left to their own truths.
 */
export function compareTables(
  file: string,
  source: ConfiguredSource,
  truth: Truth,
  shared = false,
): Difference[] {
  const database = new Database(file, { readonly: true });
  database.defaultSafeIntegers(true);
  try {
    return source.plan.nodes.flatMap((node) => {
      if (!node.load) return [];
      const route = routeOf(node.definition.path);
      const told = truth.sources[route];
      if (!told) return [{ table: node.table.table, what: `the truth does not know ${route}` }];
      const account = shared ? truth.account : undefined;
      if (node.table.lines) return compareUsage(database, node.table.table, told, account);
      const expected = expectedRows(told, node.table.item, new Set(node.table.json));
      const rows = rowsOf(database, node.table.table, account);
      return compareTable(database, node.table.table, node.table.omit, expected, rows, truth.account);
    });
  } finally {
    database.close();
  }
}

type Row = Record<string, unknown>;

function rowsOf(database: Database.Database, table: string, account?: string): Row[] {
  const known = database.prepare('select 1 from sqlite_master where name = ?').get(table);
  if (known === undefined) return [];
  const rows = database.prepare(`select * from "${table}"`).all() as Row[];
  const own = rows.map(exactRow).filter((row) => account === undefined || row._account === account);
  // Of snapshots the last one is what is there now.
  const last = own
    .map((row) => String(row._snapshot_at ?? ''))
    .sort()
    .at(-1);
  return own.filter((row) => String(row._snapshot_at ?? '') === last);
}

function expectedRows(told: TruthSource, item: string, json: ReadonlySet<string>): Expected[] {
  return told.entries
    .filter((entry) => entry.status === 200)
    .flatMap((entry) => {
      const base = Object.entries(entry.params).map(([name, value]): [string, string] => [
        `{${name}}`,
        value,
      ]);
      const values = told.kind === 'ids' || told.kind === 'objects' ? (entry.items ?? []) : [entry.payload];
      return values
        .filter((value) => value !== null)
        .map((value) => {
          const row: Expected = new Map(base);
          if (told.kind === 'ids') row.set(item, textOf(value));
          else if (isPlainObject(value)) addLeaves(row, value, [], json);
          else row.set('value', textOf(value));
          return row;
        });
    });
}

/** Count, sum and gap of every usage, and the same of the rows of its lines. */
function compareUsage(
  database: Database.Database,
  table: string,
  told: TruthSource,
  account?: string,
): Difference[] {
  const expected = told.entries
    .filter((entry) => entry.status === 200)
    .map((entry) => {
      const { count, total, gap } = withoutBlocks(entry.payload as Record<string, unknown>);
      return JSON.stringify([
        ...Object.values(entry.params),
        count,
        String(total),
        String(gap),
        String(total),
      ]);
    });
  const keys = Object.keys(told.entries[0]?.params ?? {}).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  const rows = rowsOf(database, table, account);
  const lines = rowsOf(database, `${table}_lines`, account);
  const found = rows.map((row) => {
    const own = lines.filter((line) => keys.every((key) => line[key] === row[key]));
    const sum = own.reduce((total, line) => total + amount(line.total_price_value), 0n);
    const told = [String(amount(row.lines_total)), String(amount(row.lines_gap)), String(sum)];
    return JSON.stringify([...keys.map((key) => row[key]), own.length, ...told]);
  });
  const same = JSON.stringify(found.sort()) === JSON.stringify(expected.sort());
  return same ? [] : [{ table, what: `${found[0]} ... expected ${expected[0]}` }];
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

function addLeaves(
  row: Expected,
  value: Record<string, unknown>,
  path: string[],
  json: ReadonlySet<string>,
): void {
  if ('currencyCode' in value && 'value' in value) {
    if (value.value !== null) row.set([...path, 'value'].join('.'), textOf(value.value));
    row.set([...path, 'currencyCode'].join('.'), textOf(value.currencyCode));
    const given = value.priceInUcents ?? value.valueInUcents ?? null;
    if (given !== null) row.set([...path, UNITS].join('.'), textOf(given));
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (member === null) continue;
    const at = [...path, name.replaceAll('.', '\\.')];
    const isWhole = json.has(at.join('.'));
    if (isPlainObject(member) && Object.keys(member).length > 0 && !isWhole) addLeaves(row, member, at, json);
    else if (isPlainObject(member) || Array.isArray(member)) {
      row.set(at.join('.'), 'JSON');
      if (Array.isArray(member)) row.set(`#${at.join('.')}`, String(member.length));
    } else row.set(at.join('.'), textOf(member));
  }
}

function textOf(value: unknown): string {
  if (isLosslessNumber(value)) return plainNumber(value.value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value).toWellFormed();
}

/** The whole number of a money object, whatever the API calls it. */
const UNITS = '#units';
/** How the path of the column ends that has it. */
const UNITS_PATHS = ['priceInUcents', 'valueInUcents', 'value.=ucents', '=ucents'];

/** What each column must have: instants in UTC, their calendar days beside them, whole numbers of every amount. */
function settle(row: Expected, columns: readonly { path: string; type: string }[]): Expected {
  const settled: Expected = new Map([...row].filter(([path]) => !path.endsWith(UNITS)));
  for (const { path, type } of columns) {
    const value = row.get(path);
    if (type === 'timestamp' && value !== undefined) settled.set(path, utc(value));
    const printed = path.endsWith('.=day') ? row.get(path.slice(0, -'.=day'.length)) : undefined;
    if (printed !== undefined) settled.set(path, printed.slice(0, 10));
    const ending = type === 'bigint' && UNITS_PATHS.find((one) => path === one || path.endsWith(`.${one}`));
    const object = ending && path.slice(0, -ending.length);
    const amount =
      object === false || object === undefined ? undefined : amountOf(row, object, ending === '=ucents');
    if (amount !== undefined) settled.set(path, amount);
  }
  return settled;
}

/** The API's whole number, or the decimal as one. @param object path with a dot at its end */
function amountOf(row: Expected, object: string, isBare: boolean): string | undefined {
  const value = row.get(isBare ? object.slice(0, -1) : `${object}value`);
  return row.get(object + UNITS) ?? (value === undefined ? undefined : units(value));
}

/** Fields of the sandbox's account that its documents give the type `password`, and no preset leaves out. */
const DECLARED_PASSWORDS = ['graphEndpoint.readToken'];

const OWN = new Set(['_account', '_snapshot_at', '_run_id', '_loaded_at', '_deleted_at', '_row_hash']);

/** Elements of a list in the truth against the rows of its child table, by text of their values. */
export function compareChildren(
  file: string,
  truth: Truth,
  route: string,
  list: string,
  table: string,
  shared = false,
): Difference[] {
  const database = new Database(file, { readonly: true });
  database.defaultSafeIntegers(true);
  try {
    const entries = (truth.sources[route]?.entries ?? []).filter((entry) => entry.status === 200);
    const parents = entries.flatMap((entry) => entry.items ?? [entry.payload]).filter(isPlainObject);
    const elements = parents.flatMap((parent) => (parent[list] ?? []) as Record<string, unknown>[]);
    const columns = database
      .prepare(
        "select column_name, path, type from _ovh_columns where table_name = ? and path not like '\\_%' escape '\\' and path not like '{%'",
      )
      .all(table) as { column_name: string; path: string; type: string }[];
    const expected = elements.map((element) => {
      const row: Expected = new Map();
      addLeaves(row, element, [], new Set());
      return JSON.stringify([...settle(row, columns)].sort());
    });
    const rows = rowsOf(database, table, shared ? truth.account : undefined);
    const found = rows.map((row) => JSON.stringify([...actualRow(row, columns)].sort()));
    const same = JSON.stringify(found.sort()) === JSON.stringify(expected.sort());
    return same
      ? []
      : [{ table, what: `${found[0]} ... expected ${expected[0]} (${found.length} of ${expected.length})` }];
  } finally {
    database.close();
  }
}

function compareTable(
  database: Database.Database,
  table: string,
  omit: readonly string[],
  expected: Expected[],
  rows: Row[],
  account: string,
): Difference[] {
  const fail = (what: string): Difference => ({ table, what });
  const columns = database
    .prepare('select column_name, path, type from _ovh_columns where table_name = ?')
    .all(table) as { column_name: string; path: string; type: string }[];
  if (columns.length === 0)
    return expected.length === 0 ? [] : [fail(`no table, ${expected.length} rows expected`)];
  const found = rows.map((row) => actualRow(row, columns));
  const differences: Difference[] = [];
  if (rows.some((row) => row._account !== account)) differences.push(fail('another _account'));
  if (rows.length !== expected.length)
    differences.push(fail(`${rows.length} rows, ${expected.length} expected`));
  // A free map is one JSON column where the documents tell that it is a map.
  const paths = columns.map(({ path }) => path);
  for (const { path, type } of columns) {
    const isMap = type === 'json' && !paths.some((other) => other.startsWith(`${path}.`));
    if (isMap) for (const row of expected) collapse(row, path);
  }
  // A field that the documents alone tell to be a password has no column where they were read.
  const hidden = DECLARED_PASSWORDS.filter((path) => !paths.includes(path));
  // A list with a child table is counted in its parent.
  const counted = new Set(
    columns.filter(({ path }) => path.endsWith('.#')).map(({ path }) => path.slice(0, -2)),
  );
  for (const row of expected)
    for (const path of counted) if (row.has(path)) row.set(`${path}.#`, row.get(`#${path}`) ?? '');
  for (const row of expected)
    for (const path of row.keys()) if (path.startsWith('#') || counted.has(path)) row.delete(path);
  const wanted = new Map(
    expected.map((row) => {
      const whole = settle(row, columns);
      return [canonical(withoutSecrets(whole, [...omit, ...hidden]), columns), row];
    }),
  );
  const got = new Set(found.map((row) => canonical(row, columns)));
  for (const text of wanted.keys())
    if (!got.has(text)) differences.push(fail(`missing: ${text.slice(0, 600)}`));
  for (const text of got) if (!wanted.has(text)) differences.push(fail(`unexpected: ${text.slice(0, 600)}`));
  return differences.slice(0, 6);
}

function collapse(row: Expected, path: string): void {
  const below = [...row.keys()].filter((key) => key.startsWith(`${path}.`));
  for (const key of below) row.delete(key);
  if (below.length > 0) row.set(path, 'JSON');
}

function withoutSecrets(row: Expected, omit: readonly string[]): Expected {
  return new Map(
    [...row].filter(([path]) => !omit.includes(path.split('.').at(-1) ?? '') && !omit.includes(path)),
  );
}

function actualRow(row: Record<string, unknown>, columns: { column_name: string; path: string }[]): Expected {
  const values: Expected = new Map();
  for (const { column_name, path } of columns) {
    const value = row[column_name];
    // What is derived of a field is not told by the API, and days and units are.
    if (OWN.has(path) || value === null || /\.=(?!day$|ucents$)/.test(path)) continue;
    const isJson = typeof value === 'string' && /^[[{]/.test(value) && !path.startsWith('{');
    values.set(path, isJson ? jsonMark(value) : String(value));
  }
  return values;
}

/** JSON columns are checked to be JSON; their digits have unit tests of their own. */
function jsonMark(text: string): string {
  try {
    parse(text);
    return 'JSON';
  } catch {
    return text;
  }
}

/** A payload field equal to a path parameter is not repeated in the row. */
function canonical(row: Expected, columns: { column_name: string; path: string }[]): string {
  const known = new Set(columns.map((column) => column.path));
  const entries = [...row].filter(
    ([path, value]) => !path.startsWith('#') && (known.has(path) || row.get(`{${path}}`) !== value),
  );
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

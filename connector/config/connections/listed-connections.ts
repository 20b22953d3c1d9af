// Connections that a file lists, a row for each, and what all connections have in common.
import { isMisspelt } from '../../model/names.js';
import type { Issues } from '../file/issues.js';
import type { KeyPath } from '../file/key-path.js';
import { NotShown } from '../file/not-shown.js';
import { UnreadableFile } from '../file/source-file.js';
import { type Group, isGroup } from '../reading.js';
import { ACCOUNT_KEYS, AUTH_KEYS, LABEL_NAME } from '../schema/schema.js';
import { type ListedRow, listedRowsOf } from './listed-rows.js';

/** Columns that are keys of a connection; the others are labels. */
const OWN_COLUMNS = ['name', ...ACCOUNT_KEYS.filter((key) => key !== 'auth')];
const COLUMNS = [...OWN_COLUMNS, ...AUTH_KEYS];
/** A client id is no secret. */
const SECRET_COLUMNS = AUTH_KEYS.filter((key) => key !== 'clientId');
/** Columns without variables: what they hold is printed, recorded, or a part of the names of variables. */
const NAME_COLUMNS = ['name', 'profile', 'account'];

export interface ListedConnections {
  /** The configuration with all its connections. */
  written: Group;
  /** The same for messages: without values that may be a secret in the wrong column. */
  shown: Group;
  /** False where the file could not be used: connections are missing, and what is reported has the reason. */
  isWhole: boolean;
  /** True for a label of a row: a text without variables. */
  isLiteral(path: KeyPath): boolean;
}

/**
 * The configuration with the rows of `connectionsFrom` among its connections, and `connectionDefaults` in each of them.
 * What is wrong goes to `issues`, with the row.
 *
 * @param readFile the text of a file that the configuration names; throws `UnreadableFile`
 */
export function withListedConnections(
  written: Group,
  readFile: (name: string) => string,
  issues: Issues,
): ListedConnections {
  const { connectionsFrom: file, connectionDefaults: defaults } = written;
  const own = Array.isArray(written.connections) ? written.connections : [];
  const rows = file === undefined ? [] : rowsOf(file, own.length, readFile, issues);
  const rest = { isWhole: rows !== undefined, isLiteral: literalsOf(rows ?? [], own.length) };
  if (file === undefined && defaults !== undefined && written.connections === undefined) {
    const message = 'is for connections, and there are none: write connections or connectionsFrom';
    issues.atKey(['connectionDefaults'], 'config-conflict', message);
    return { written, shown: written, ...rest, isWhole: false };
  }
  if (!rows?.length && !Array.isArray(written.connections)) return { written, shown: written, ...rest };
  if (isGroup(defaults))
    placeDefaults(defaults, [...own, ...(rows ?? []).map(({ connection }) => connection)], issues);
  const complete = (listed: readonly Group[]) => {
    const all = [...own, ...listed];
    const connections = isGroup(defaults) ? all.map((each) => withDefaults(each, defaults)) : all;
    return { ...written, connections };
  };
  const listed = rows ?? [];
  return {
    written: complete(listed.map(({ connection }) => connection)),
    shown: complete(listed.map(shownOf)),
    ...rest,
  };
}

function literalsOf(rows: readonly Row[], before: number): (path: KeyPath) => boolean {
  return ([key, index, group = '', label = '']) => {
    if (key !== 'connections' || group !== 'labels') return false;
    const labels = rows[Number(index) - before]?.connection.labels;
    return isGroup(labels) && Object.hasOwn(labels, label);
  };
}

/** A connection, and the line that it is from. */
interface Row {
  line: number;
  connection: Group;
}

/** A word or two, as a typing error of a region is, or a variable: no key looks like that. */
const PLAIN = /^((?=.{1,14}$)[a-z]+([-_ ][a-z]+)*|\$\{(\w+|file:[^}]+)\})$/i;

function shownOf({ line, connection }: Row): Group {
  const shown = (group: Group): Group =>
    Object.fromEntries(Object.entries(group).map(([column, value]) => [column, shownCell(column, value)]));
  const shownCell = (column: string, value: unknown) => {
    if (isGroup(value)) return shown(value);
    return PLAIN.test(String(value)) ? value : new NotShown(`column "${column}" of row ${line}`);
  };
  return shown(connection);
}

/** A key that a connection has from the defaults is written there. */
function placeDefaults({ auth }: Group, connections: readonly unknown[], { positions }: Issues): void {
  if (!isGroup(auth)) return;
  for (const [index, connection] of connections.entries()) {
    const written = isGroup(connection) ? connection.auth : undefined;
    for (const key of Object.keys(auth).filter((name) => !isGroup(written) || !Object.hasOwn(written, name)))
      positions.move(['connectionDefaults', 'auth', key], ['connections', index, 'auth', key]);
  }
}

function withDefaults(connection: unknown, defaults: Group): unknown {
  if (!isGroup(connection)) return connection;
  const merged = (key: string) => {
    const [common, own] = [defaults[key], connection[key]];
    return isGroup(common) && (own === undefined || isGroup(own)) ? { [key]: { ...common, ...own } } : {};
  };
  return { ...defaults, ...connection, ...merged('auth'), ...merged('labels') };
}

/** Undefined where the file cannot be used. */
function rowsOf(
  file: unknown,
  before: number,
  readFile: (name: string) => string,
  issues: Issues,
): Row[] | undefined {
  // The schema says what it must be.
  if (typeof file !== 'string') return undefined;
  let rows: ListedRow[];
  try {
    rows = listedRowsOf(readFile(file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    issues.at(['connectionsFrom'], 'config-unreadable', error.message);
    return undefined;
  }
  const [head, ...lines] = rows;
  const columns = head?.cells ?? [];
  const refuse = (line: number, message: string) =>
    issues.inText('config-value', message, { line, column: 1, source: file });
  const headProblem = head?.problem === undefined ? columnProblem(columns) : `row 1: ${head.problem}`;
  if (headProblem !== undefined) {
    refuse(head?.line ?? 1, headProblem);
    return undefined;
  }
  if (lines.length === 0) {
    issues.at(['connectionsFrom'], 'config-empty', `${file} lists no connection`);
    return undefined;
  }
  const problems = lines.flatMap((row) => {
    const message = rowProblem(row, columns);
    return message === undefined ? [] : [{ line: row.line, message }];
  });
  for (const { line, message } of problems) refuse(line, message);
  if (problems.length > 0) return undefined;
  return lines.map(({ line, cells }, index) => {
    issues.positions.set(['connections', before + index], { line, column: 1, source: file });
    return { line, connection: connectionOf(columns, cells) };
  });
}

function columnProblem(columns: readonly string[]): string | undefined {
  const others = columns.filter((name) => !COLUMNS.includes(name));
  for (const name of others) {
    const meant = COLUMNS.find((known) => isMisspelt(name, known));
    if (meant !== undefined) return `column "${name}": did you mean "${meant}"?`;
  }
  if (!columns.includes('name'))
    return `the first row names the columns, and there is no "name"; known: ${COLUMNS.join(', ')}`;
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) return `has the column "${twice}" twice`;
  const wrong = others.find((name) => !LABEL_NAME.test(name));
  return wrong === undefined
    ? undefined
    : `column "${wrong}": a label has small letters, digits and "_", and begins with a letter`;
}

function rowProblem({ line, cells, problem }: ListedRow, columns: readonly string[]): string | undefined {
  if (problem !== undefined) return `row ${line}: ${problem}`;
  const [found, wanted] = [cells.length, columns.length];
  if (found !== wanted) {
    const why = found > wanted ? 'a comma in a value needs quotes' : 'an empty cell needs its comma too';
    return `row ${line} has ${counted(found)}, the header has ${wanted}: ${why}`;
  }
  const named = NAME_COLUMNS.find((name) => cells[columns.indexOf(name)]?.includes('${'));
  if (named !== undefined)
    return `row ${line}, column "${named}": holds "\${", and variables do not stand for names; write the ${named} itself`;
  const misplaced = misplacedSecret(cells, columns);
  return misplaced === undefined
    ? undefined
    : `row ${line}, column "${misplaced}": holds what looks like a key (not shown); keys belong into ${AUTH_KEYS.join(', ')}`;
}

const counted = (cells: number) => (cells === 1 ? '1 cell' : `${cells} cells`);

/** Shorter ones are the same by chance. */
const SHORTEST_SECRET = 8;
/** As OVHcloud issues secrets and consumer keys. */
const LIKE_A_KEY = /^(?=.*\d)(?=.*[a-z])[a-z0-9]{32}$/i;

/** The column of a key that would be printed or recorded: one of the same row again, or one that looks like it. */
function misplacedSecret(cells: readonly string[], columns: readonly string[]): string | undefined {
  const secrets = cells.filter(
    (cell, index) => SECRET_COLUMNS.includes(columns[index] ?? '') && cell.length >= SHORTEST_SECRET,
  );
  return columns.find((column, index) => {
    const cell = cells[index] ?? '';
    if (AUTH_KEYS.includes(column)) return false;
    return secrets.includes(cell) || (OWN_COLUMNS.includes(column) && LIKE_A_KEY.test(cell));
  });
}

/** Cells without text are left out. */
function connectionOf(columns: readonly string[], cells: readonly string[]): Group {
  const connection: Group = {};
  const auth: Group = {};
  const labels: Group = {};
  for (const [index, name] of columns.entries()) {
    const cell = cells[index];
    if (!cell) continue;
    if (OWN_COLUMNS.includes(name)) connection[name] = cell;
    else if (AUTH_KEYS.includes(name)) auth[name] = cell;
    else labels[name] = cell;
  }
  return {
    ...connection,
    ...(Object.keys(auth).length > 0 && { auth }),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

// Connections that a file lists, a row for each, and what all connections have in common.
import { csvRowsOf } from '../../model/csv-rows.js';
import { nearest } from '../../model/names.js';
import { type Group, isGroup } from '../reading.js';
import { ACCOUNT_KEYS, AUTH_KEYS, LABEL_NAME } from '../schema/schema.js';
import type { Issues } from './issues.js';
import { UnreadableFile } from './source-file.js';

/** Columns that are keys of a connection; the others are labels. */
const OWN_COLUMNS = ['name', ...ACCOUNT_KEYS.filter((key) => key !== 'auth')];
const COLUMNS = [...OWN_COLUMNS, ...AUTH_KEYS];

/**
 * The configuration with the rows of `connectionsFrom` among its connections, and `connectionDefaults` in each of them.
 * Values of rows may have variables, as those of the configuration. What is wrong goes to `issues`, with the row.
 *
 * @param readFile the text of a file that the configuration names; throws `UnreadableFile`
 */
export function withListedConnections(
  written: Group,
  readFile: (name: string) => string,
  issues: Issues,
): Group {
  const { connectionsFrom: file, connectionDefaults: defaults } = written;
  const own = Array.isArray(written.connections) ? written.connections : [];
  const listed = typeof file === 'string' ? rowsOf(file, own.length, readFile, issues) : [];
  if (listed.length === 0 && !Array.isArray(written.connections)) return written;
  const all = [...own, ...listed];
  const connections = isGroup(defaults) ? all.map((each) => withDefaults(each, defaults)) : all;
  return { ...written, connections };
}

function withDefaults(connection: unknown, defaults: Group): unknown {
  if (!isGroup(connection)) return connection;
  const merged = (key: string) => {
    const [common, own] = [defaults[key], connection[key]];
    return isGroup(common) && (own === undefined || isGroup(own)) ? { [key]: { ...common, ...own } } : {};
  };
  return { ...defaults, ...connection, ...merged('auth'), ...merged('labels') };
}

function rowsOf(file: string, before: number, readFile: (name: string) => string, issues: Issues): Group[] {
  let rows: (string | null)[][];
  try {
    rows = csvRowsOf(readFile(file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    issues.at(['connectionsFrom'], 'config-unreadable', error.message);
    return [];
  }
  const [head = [], ...lines] = rows;
  const columns = head.map((name) => (name ?? '').trim());
  if (!columnsAreKnown(columns, file, issues)) return [];
  if (lines.length === 0) issues.at(['connectionsFrom'], 'config-empty', `${file} lists no connection`);
  return lines.map((cells, index) => {
    // A row may have more than one line; messages name its number below the head.
    issues.positions.set(['connections', before + index], { line: index + 2, column: 1, source: file });
    return connectionOf(columns, cells);
  });
}

function columnsAreKnown(columns: readonly string[], file: string, issues: Issues): boolean {
  const refuse = (message: string) => {
    issues.elsewhere(`${file}:1`, undefined, 'config-value', message);
    return false;
  };
  if (!columns.includes('name'))
    return refuse(`the first row names the columns, and there is no "name"; known: ${COLUMNS.join(', ')}`);
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) return refuse(`has the column "${twice}" twice`);
  for (const name of columns.filter((each) => !COLUMNS.includes(each))) {
    const guess = nearest(name, COLUMNS);
    if (guess !== undefined) return refuse(`column "${name}": did you mean "${guess}"?`);
    if (!LABEL_NAME.test(name))
      return refuse(`column "${name}": a label has small letters, digits and "_", and begins with a letter`);
  }
  return true;
}

/** Cells without text are left out. */
function connectionOf(columns: readonly string[], cells: readonly (string | null)[]): Group {
  const connection: Group = {};
  const auth: Group = {};
  const labels: Group = {};
  for (const [index, name] of columns.entries()) {
    const cell = cells[index]?.trim();
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

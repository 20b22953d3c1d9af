// Connections from CSV: a row for each.
import { holdsAKey, withoutKeys } from '../../model/like-secrets.js';
import { isMisspelt } from '../../model/names.js';
import type { Issues } from '../file/issues.js';
import type { Group } from '../reading.js';
import { ACCOUNT_KEYS, AUTH_KEYS, LABEL_NAME } from '../schema/schema.js';
import type { ListedEntry } from './listed-entry.js';
import { type ListedRow, listedRowsOf } from './listed-rows.js';
import { isMisplaced, SECRET_KEYS } from './misplaced-secrets.js';

/** Columns that are keys of a connection; the others are labels. */
const OWN_COLUMNS = ['name', ...ACCOUNT_KEYS.filter((key) => key !== 'auth')];
const COLUMNS = [...OWN_COLUMNS, ...AUTH_KEYS];
/** Columns without variables: what they hold is printed, recorded, or a part of the names of variables. */
const NAME_COLUMNS = ['name', 'profile', 'account'];

/**
 * @param source what messages call the text
 * @param before how many connections come before them
 * @returns undefined where the text cannot be used
 */
export function rowsOf(
  text: string,
  source: string,
  before: number,
  issues: Issues,
): ListedEntry[] | undefined {
  const [head, ...lines] = listedRowsOf(text);
  const columns = head?.cells ?? [];
  const refuse = (line: number, message: string) =>
    issues.inText('config-value', message, { line, column: 1, source });
  const headProblem = head?.problem === undefined ? columnProblem(columns) : `row 1: ${head.problem}`;
  if (headProblem !== undefined) {
    refuse(head?.line ?? 1, headProblem);
    return undefined;
  }
  if (lines.length === 0) {
    issues.at(['connectionsFrom'], 'config-empty', `${source} lists no connection`);
    return undefined;
  }
  const problems = lines.flatMap((row) => {
    const message = rowProblem(row, columns);
    return message === undefined ? [] : [{ line: row.line, message }];
  });
  for (const { line, message } of problems) refuse(line, message);
  if (problems.length > 0) return undefined;
  return lines.map(({ line, cells }, index) => {
    issues.positions.set(['connections', before + index], { line, column: 1, source });
    const placeOf = (column: string) => `column "${column}" of row ${line}`;
    const connection = connectionOf(columns, cells);
    // A label is a text without variables.
    return { line, connection, literal: { labels: connection.labels }, placeOf };
  });
}

function columnProblem(columns: readonly string[]): string | undefined {
  const columnOf = (name: string) =>
    withoutKeys(name) === name
      ? `column "${name}"`
      : `column ${columns.indexOf(name) + 1}, whose name may be a key (not shown)`;
  const key = columns.findIndex(holdsAKey);
  if (key >= 0)
    return `the name of column ${key + 1} looks like a key (not shown): the first row names the columns, and keys are in the rows below`;
  const others = columns.filter((name) => !COLUMNS.includes(name));
  for (const name of others) {
    const meant = COLUMNS.find((known) => isMisspelt(name, known));
    if (meant !== undefined) return `column "${name}": did you mean "${meant}"?`;
  }
  if (!columns.includes('name'))
    return `the first row names the columns, and there is no "name"; known: ${COLUMNS.join(', ')}`;
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) return `has the ${columnOf(twice)} twice`;
  const wrong = others.find((name) => !LABEL_NAME.test(name));
  return wrong === undefined
    ? undefined
    : `${columnOf(wrong)}: a label has small letters, digits and "_", and begins with a letter`;
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

/** The column of a key that would be printed or recorded: one of the same row again, or one that looks like it. */
function misplacedSecret(cells: readonly string[], columns: readonly string[]): string | undefined {
  const secrets = cells.filter((_, index) => SECRET_KEYS.includes(columns[index] ?? ''));
  return columns.find(
    (column, index) => !AUTH_KEYS.includes(column) && isMisplaced(cells[index] ?? '', secrets),
  );
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

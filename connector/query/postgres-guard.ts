// SQL that a person typed, before PostgreSQL runs it: one statement that reads, with no function that may have effects.
// A transaction that only reads keeps data as they are, but not files, locks and other sessions.
import { queryProblem } from './values.js';

const READS: readonly string[] = ['select', 'with', 'values', 'table', 'explain'];

/** Functions that are volatile by their nature alone. */
const HARMLESS: ReadonlySet<string> = new Set([
  'random',
  'clock_timestamp',
  'timeofday',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
]);

const TOKEN =
  /--[^\n]*|\/\*|\*\/|\$([A-Za-z_\x80-\uffff]*)\$|[Ee]'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|(?:[Uu]&)?"(?:[^"]|"")*"|[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*|\(|[^\s]/g;

interface Token {
  text: string;
  /** A name, as PostgreSQL has it; absent for all others. */
  name?: string;
}

/** Names and signs; texts, and what is commented out, are left out. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(sql); match; match = pattern.exec(sql)) {
    const [text, tag] = match;
    if (text.startsWith('--') || /^[Ee]?'/.test(text)) continue;
    if (text === '/*') pattern.lastIndex = endOfComment(sql, pattern.lastIndex);
    else if (tag !== undefined) {
      const end = sql.indexOf(`$${tag}$`, pattern.lastIndex);
      pattern.lastIndex = end < 0 ? sql.length : end + tag.length + 2;
    } else if (text.startsWith('"')) tokens.push({ text, name: text.slice(1, -1).replaceAll('""', '"') });
    else if (/^[A-Za-z_\x80-\uffff]/.test(text) && !/^[Uu]&/.test(text))
      tokens.push({ text, name: text.toLowerCase() });
    else tokens.push({ text });
  }
  return tokens;
}

/** Comments of PostgreSQL stand in one another. */
function endOfComment(sql: string, from: number): number {
  const pattern = /\/\*|\*\//g;
  pattern.lastIndex = from;
  let depth = 1;
  for (let match = pattern.exec(sql); match; match = pattern.exec(sql)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return pattern.lastIndex;
  }
  return sql.length;
}

/** Names that stand before a bracket. */
export function callsIn(sql: string): string[] {
  const tokens = tokensOf(sql);
  const found = tokens.flatMap(({ name }, at) =>
    name !== undefined && tokens[at + 1]?.text === '(' ? [name] : [],
  );
  return [...new Set(found)];
}

/** Whether it is EXPLAIN, which has no rows of its own. Throws for what is no statement that reads. */
export function checkStatement(sql: string): boolean {
  const tokens = tokensOf(sql.replace(/;\s*$/, ''));
  const [first, second] = tokens;
  if (!READS.includes(first?.name ?? ''))
    throw queryProblem('only one query that reads can be run: SELECT, WITH, VALUES, TABLE, EXPLAIN');
  if (tokens.some(({ text }) => /^U&"/i.test(text)))
    throw queryProblem('names that are written as U&"..." cannot be checked: write them as they are');
  if (first?.name !== 'explain') return false;
  if (second?.text === '(' || second?.name === 'analyze' || second?.name === 'analyse')
    throw queryProblem('EXPLAIN without options and without ANALYZE can be run');
  return true;
}

/**
 * @param lookUp which of these functions are volatile, by the catalogue
 * @param explain the plan of a statement, with what its views are made of
 */
export async function checkFunctions(
  sql: string,
  lookUp: (names: string[]) => Promise<string[]>,
  explain: () => Promise<string>,
): Promise<void> {
  refuse(await lookUp(callsIn(sql)));
  refuse(await lookUp(callsIn(await explain())));
}

function refuse(names: readonly string[]): void {
  const first = names.find((name) => !HARMLESS.has(name));
  if (first === undefined) return;
  throw queryProblem(
    `the function ${first} may have effects, or reads what is no table, so it is not run. Functions that are ` +
      'IMMUTABLE or STABLE can be',
  );
}

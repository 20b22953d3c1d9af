// A log line for people: time, level, origin and sentence, and at `debug` the other fields.
import { visibleLine } from '../../model/visible.js';

/**
 * A line break in the sentence starts an indented line, so that no text from outside looks like a line of its own.
 *
 * `2026-11-21 14:05:06Z WARN  20261121T140500Z-1f3a9c parent/bills: refused: ...`
 */
export function humanLine(json: string): string {
  const line: unknown = JSON.parse(json);
  if (!isObjectOf(line)) return json;
  const { time, level, msg, runId, connection, source, err, ...fields } = line;
  const instant = String(time)
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z');
  const from = [connection, source].filter((part) => part !== undefined).join('/');
  const where = [runId, from].filter((part) => part !== undefined && part !== '').join(' ');
  const head = visibleLine([instant, String(level).toUpperCase().padEnd(5), where].filter(Boolean).join(' '));
  const [first = '', ...more] = String(msg).split('\n');
  const values = level === 'debug' ? visibleLine(fieldsText(fields)) : '';
  return [
    `${head}${where === '' ? '' : ':'} ${first}${values}`,
    ...more.map((each) => `    ${each.trim()}`),
    ...errorLines(err),
  ].join('\n');
}

/** Fields that the sentence does not have. */
function fieldsText(fields: Record<string, unknown>): string {
  const { event: _, message: __, ...rest } = fields;
  const present = Object.entries(rest).filter(([, value]) => value !== null);
  if (present.length === 0) return '';
  return ` (${present.map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join(' ')})`;
}

function errorLines(error: unknown, depth = 0): string[] {
  if (!isObjectOf(error) || depth > 8) return [];
  const stack = String(error.stack ?? `${error.type}: ${error.message}`);
  const lines = stack.split('\n').map((line) => `    ${line}`);
  const cause = errorLines(error.cause, depth + 1);
  return cause.length === 0 ? lines : [...lines, '    caused by', ...cause];
}

function isObjectOf(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// config set, add, remove: changes keys of the configuration in its text, and shows the lines that changed.
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { editConfig } from '../../app/draft/edit-config.js';
import type { Edit } from '../../config/edit/edit-text.js';
import type { DiffLine } from '../../config/edit/line-diff.js';
import { type KeyPath, parseKey } from '../../config/file/key-path.js';
import { ConfigError, formatIssue } from '../../model/errors.js';
import type { PlainJson } from '../../model/plain-json.js';
import type { ConfigEditOptions } from '../commands/config.js';
import { note, print } from '../output.js';
import { inputFrom } from './sources.js';

export function set(path: string, value: string, options: ConfigEditOptions): void {
  change({ set: keyPath(path), value: valueIn(value) }, options);
}

export function add(path: string, value: string, options: ConfigEditOptions): void {
  change({ add: keyPath(path), value: valueIn(value) }, options);
}

export function remove(path: string, options: ConfigEditOptions): void {
  change({ remove: keyPath(path) }, options);
}

function change(edit: Edit, { config, diff = false }: ConfigEditOptions): void {
  const { file } = inputFrom({ config });
  const { lines, isChanged, issues } = editConfig(file, [edit], { diff });
  for (const line of shownLines(lines)) print(line);
  for (const issue of issues) note(`still wrong: ${formatIssue(issue)}`);
  if (!isChanged) note(`${file} says this already.`);
  else note(diff ? `Nothing is written: leave out --diff to change ${file}.` : `${file} is written.`);
}

/** Lines around a change. */
const AROUND = 2;
const MARKS = { same: ' ', added: '+', removed: '-' };

function shownLines(lines: readonly DiffLine[]): string[] {
  const changed = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]));
  const isNear = (at: number) => changed.some((other) => Math.abs(other - at) <= AROUND);
  const shown: string[] = [];
  let last = -1;
  for (const [at, { kind, text }] of lines.entries()) {
    if (!isNear(at)) continue;
    if (last >= 0 && at > last + 1) shown.push('...');
    shown.push(`${MARKS[kind]} ${text}`.trimEnd());
    last = at;
  }
  return shown;
}

function keyPath(path: string): KeyPath {
  const parts = parseKey(path);
  if (parts.length > 0) return parts;
  const message = `"${path}" names no key; write it as messages do, such as endpoints[0].query["date.from"]`;
  throw new ConfigError([{ code: 'option-value', where: 'PATH', message }]);
}

/** One value in YAML, with its digits. */
function valueIn(text: string): PlainJson {
  const document = parseDocument(text, { intAsBigInt: true, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length === 0 && document.warnings.length === 0) return plainOf(document.contents);
  const message = `${JSON.stringify(text)} is no YAML on one line: put a text that holds ": " or "#" into quotes`;
  throw new ConfigError([{ code: 'option-value', where: 'VALUE', message }]);
}

function plainOf(node: unknown): PlainJson {
  if (isSeq(node)) return node.items.map(plainOf);
  if (isMap(node))
    return Object.fromEntries(
      node.items.map(({ key, value }) => [
        isScalar(key) ? String(key.source ?? key.value) : String(key),
        plainOf(value),
      ]),
    );
  if (!isScalar(node)) return null;
  const { value, source = '' } = node;
  if (typeof value === 'bigint' || typeof value === 'number')
    return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(source) ? { $number: source } : source;
  return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

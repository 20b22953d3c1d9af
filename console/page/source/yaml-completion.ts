// Names of keys and values while YAML is typed: those of the schema that reads the configuration.
import type { FieldEntry, FieldsAnswer } from '../../contract/source-fields.js';
import type { CompletionSource } from '../editor/editor.js';

/** Keys above a place, by indentation: `['endpoints', '[]', 'read']`. Keys of a flow group on the same line are among them. */
export function keysAbove(before: readonly string[]): string[] {
  const line = before.at(-1) ?? '';
  const above: string[] = [];
  let indent = widthOf(line);
  if (/^\s*-/.test(line)) above.unshift('[]');
  for (let place = before.length - 2; place >= 0; place--) {
    const other = before[place] ?? '';
    if (/^\s*(#|$)/.test(other)) continue;
    const [, spaces = '', dash = '', key] = /^(\s*)(-\s+)?(?:([\w$.-]+):)?/.exec(other) ?? [];
    const own = spaces.length + dash.length;
    if (key !== undefined && own < indent && /:\s*(#.*)?$/.test(other)) {
      above.unshift(key);
      indent = own;
    }
    // A list may stand in the same column as its key.
    if (key !== undefined && own === indent && above[0] === '[]' && dash === '' && /:\s*(#.*)?$/.test(other))
      above.unshift(key);
    if (dash !== '' && spaces.length < indent) {
      above.unshift('[]');
      indent = spaces.length;
    }
  }
  return [...above, ...flowKeys(line)];
}

const widthOf = (line: string): number => /^\s*(?:-\s+)?/.exec(line)?.[0].length ?? 0;

/** `  - read: { pagination: { ` is inside of both. */
function flowKeys(line: string): string[] {
  const open: string[] = [];
  for (const [, key, mark] of line.matchAll(/(?:([\w$.-]+):\s*)?([{}[\]])/g)) {
    if (mark === '{') open.push(key ?? '[]');
    else if (mark === '}') open.pop();
  }
  return open;
}

/** The fields that may stand below these keys. */
export function fieldsBelow(fields: FieldsAnswer, keys: readonly string[]): FieldEntry[] {
  const [top = '', ...below] = keys;
  const inList = below[0] === '[]' ? below.slice(1) : below;
  if (keys.length === 0) return TOP.map((key) => ({ key, help: '', kind: 'yaml', required: false }));
  if (top === 'endpoints' && inList.length <= 1) {
    const groups = [...fields.definition, ...(inList.length === 0 ? fields.presetUse : [])];
    return groups.filter(({ group }) => group === (inList[0] ?? '')).flatMap((group) => group.fields);
  }
  if (top === 'destination') return fields.destinations.flatMap((kind) => kind.fields);
  if (top === 'schedule') return fields.schedule;
  if (top === 'auth' || top === 'connections') {
    const group = top === 'auth' ? 'auth' : (inList[0] ?? '');
    return fields.connection.filter((each) => each.group === group).flatMap((each) => each.fields);
  }
  return [];
}

const TOP =
  'region auth connections destination budget http schemas history views services log metrics notify strategy batchSize drift maxRejected schemasVersion schedule endpoints'.split(
    ' ',
  );

export const completeYaml =
  (fields: () => FieldsAnswer | undefined): CompletionSource =>
  ({ state, pos, explicit }) => {
    const known = fields();
    const line = state.doc.lineAt(pos);
    const before = line.text.slice(0, pos - line.from);
    if (!known || /#/.test(before)) return null;
    const lines = Array.from({ length: line.number - 1 }, (_, at) => state.doc.line(at + 1).text);
    const value = /([\w$.-]+):\s+([\w-]*)$/.exec(before);
    const word = value?.[2] ?? /[\w$.-]*$/.exec(before)?.[0] ?? '';
    if (word === '' && !explicit) return null;
    const from = pos - word.length;
    const found = distinct(fieldsBelow(known, keysAbove([...lines, before])));
    if (value) {
      const field = found.find(({ key }) => key === value[1]);
      const choices = field?.choices ?? (field?.kind === 'flag' ? ['true', 'false'] : []);
      return choices.length === 0 ? null : { from, options: choices.map((label) => ({ label })) };
    }
    const options = found.map(({ key, help }) => ({
      label: key,
      apply: `${key}: `,
      ...(help !== '' && { info: help }),
    }));
    return options.length === 0 ? null : { from, options };
  };

const distinct = (found: readonly FieldEntry[]): FieldEntry[] => [
  ...new Map(found.map((field) => [field.key, field])).values(),
];

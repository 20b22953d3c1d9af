// Edits of a configuration, and what they make of its data: the text after them must say exactly this.
import type { PlainJson } from '../../model/plain-json.js';
import { formatKey, type KeyPath } from '../file/key-path.js';
import { UnwritableConfig } from './unwritable.js';

/** `add` appends to a list. Keys and lists that are missing are made. */
export type Edit =
  | { set: KeyPath; value: PlainJson }
  | { add: KeyPath; value: PlainJson }
  | { remove: KeyPath };

export function pathOf(edit: Edit): KeyPath {
  if ('set' in edit) return edit.set;
  return 'add' in edit ? edit.add : edit.remove;
}

/** Data as the yaml package reads it: whole numbers are `bigint`. */
export type Data = null | boolean | string | number | bigint | Data[] | { [key: string]: Data };

export function isGroupOfData(value: Data | undefined): value is { [key: string]: Data } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of an edit, as the yaml package would read it. */
export function dataOf(value: PlainJson): Data {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(dataOf);
  if (typeof value !== 'object' || value === null) return value;
  const digits = digitsOf(value);
  if (digits !== undefined) return /^-?\d+$/.test(digits) ? BigInt(digits) : Number(digits);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, dataOf(member)]));
}

/** The digits of `{ $number: '59.90' }`. */
export function digitsOf(value: { [key: string]: PlainJson }): string | undefined {
  const { $number: digits, ...others } = value;
  const isNumber = typeof digits === 'string' && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(digits);
  return isNumber && Object.keys(others).length === 0 ? digits : undefined;
}

/** The data after an edit. Throws `UnwritableConfig`. */
export function editedData(data: Data, edit: Edit): Data {
  if (pathOf(edit).length === 0) throw new UnwritableConfig('the whole configuration has no key to change');
  if ('remove' in edit) return removed(data, edit.remove, []);
  const value = dataOf(edit.value);
  if ('set' in edit) return changed(data, edit.set, [], () => value);
  return changed(data, edit.add, [], (before) => {
    if (before === undefined || before === null) return [value];
    if (!Array.isArray(before)) throw new UnwritableConfig(`\`${formatKey(edit.add)}\` is no list`);
    return [...before, value];
  });
}

function changed(
  data: Data | undefined,
  [first, ...rest]: KeyPath,
  above: KeyPath,
  make: (before: Data | undefined) => Data,
): Data {
  if (first === undefined) return make(data);
  const here = [...above, first];
  if (typeof first === 'number') {
    const list = data === undefined || data === null ? [] : data;
    if (!Array.isArray(list)) throw new UnwritableConfig(`\`${formatKey(above)}\` is no list`);
    if (first > list.length || first < 0)
      throw new UnwritableConfig(`\`${formatKey(above)}\` has ${list.length} entries, none at ${first}`);
    return [...list.slice(0, first), changed(list[first], rest, here, make), ...list.slice(first + 1)];
  }
  const group = data === undefined || data === null ? {} : data;
  if (!isGroupOfData(group))
    throw new UnwritableConfig(`\`${formatKey(above)}\` is ${kindOf(group)}, not a group of keys`);
  return { ...group, [first]: changed(own(group, first), rest, here, make) };
}

function removed(data: Data | undefined, [first, ...rest]: KeyPath, above: KeyPath): Data {
  if (first === undefined) return null;
  const here = [...above, first];
  const missing = () => new UnwritableConfig(`there is no \`${formatKey(here)}\``);
  if (typeof first === 'number') {
    if (!Array.isArray(data) || data[first] === undefined) throw missing();
    const list: Data[] = data;
    if (rest.length === 0) return list.filter((_, at) => at !== first);
    return list.map((each, at) => (at === first ? removed(each, rest, here) : each));
  }
  if (!isGroupOfData(data) || own(data, first) === undefined) throw missing();
  if (rest.length > 0) return { ...data, [first]: removed(data[first], rest, here) };
  const { [first]: _, ...others } = data;
  return others;
}

function own(group: { [key: string]: Data }, key: string): Data | undefined {
  return Object.hasOwn(group, key) ? group[key] : undefined;
}

function kindOf(value: Data): string {
  return Array.isArray(value) ? 'a list' : 'a single value';
}

/** The same text for the same data; `1` and `1.0` differ. */
export function dataText(data: Data): string {
  return JSON.stringify(data, (_, value: unknown) => {
    if (typeof value === 'bigint') return { whole: String(value) };
    return typeof value === 'number' ? { fraction: String(value) } : value;
  });
}

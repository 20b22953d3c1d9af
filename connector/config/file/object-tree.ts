// A configuration object from code becomes plain data, with the same checks as a file.
import { Decimal } from '../../model/json.js';
import { Secret } from '../../model/secret.js';
import type { Issues } from './issues.js';
import { isInAuth, type KeyPath } from './key-path.js';
import { adoptNumber, keepsDigits } from './numbers.js';

const DEEPEST = 50;
const MOST_NODES = 200_000;

/** A deep copy of plain data. A value that is not plain data is an issue, and left out. */
export function copyObject(input: unknown, issues: Issues): unknown {
  const open = new Set<unknown>();
  let nodes = 0;

  const copy = (value: unknown, path: KeyPath): unknown => {
    nodes += 1;
    if (nodes > MOST_NODES) return refuse([], `holds more than ${MOST_NODES} values`);
    if (typeof value === 'number') {
      return (
        adoptNumber(value, keepsDigits(path)) ??
        refuse(path, 'has lost digits; give it as a text or a bigint')
      );
    }
    if (typeof value === 'bigint' || value instanceof Decimal) return value;
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value instanceof Secret && isInAuth(path)) return value.reveal();
    if (!Array.isArray(value) && !isPlainObject(value)) return refuse(path, 'is not plain data');
    if (open.has(value)) return refuse(path, 'contains itself');
    if (path.length > DEEPEST) return refuse(path.slice(0, 3), 'is nested too deeply');
    open.add(value);
    const result = Array.isArray(value)
      ? Array.from(value, (item, index) => copy(item, [...path, index]))
      : copyMembers(value, path);
    open.delete(value);
    return result;
  };

  const copyMembers = (value: object, path: KeyPath): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      if (key === '__proto__') refuse([...path, key], 'cannot be used as a key');
      else result[key] = copy(member, [...path, key]);
    }
    return result;
  };

  const refuse = (path: KeyPath, message: string): undefined => {
    issues.at(path, 'config-text', message);
    return undefined;
  };

  return copy(input, []);
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeignObjectPrototype(prototype);
}

// Objects of another realm (jest, vm) have an Object.prototype of their own.
function isForeignObjectPrototype(prototype: unknown): boolean {
  if (typeof prototype !== 'object' || prototype === null) return false;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty');
}

// The rows of a table have one form: bare items, objects of a list, single objects or single values.
import { isObject, type JsonValue } from '../model/json.js';
import type { ApiRecord } from '../model/record.js';
import type { RecordKind } from '../model/table.js';

const KIND_WORDS: Record<RecordKind, string> = {
  item: 'a bare item of a list',
  element: 'an object of a list',
  object: 'a single object',
  scalar: 'a single bare value',
};

/** Why a record does not have the form of its table; undefined when it does. */
export function contradiction({ kind, payload }: ApiRecord, tableKind: RecordKind): string | undefined {
  if (kind !== tableKind) {
    return `${KIND_WORDS[kind]} came, but a row of this table is ${KIND_WORDS[tableKind]}`;
  }
  const whole = kind === 'element' || kind === 'object';
  if (whole && !isObject(payload)) return `${valueWords(payload)} came where an object was expected`;
  if (!whole && isObject(payload)) return 'an object came where a bare value was expected';
  return undefined;
}

function valueWords(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : 'a bare value';
}

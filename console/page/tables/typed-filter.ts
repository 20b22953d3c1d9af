// A filter as it is typed under the head of a column: a value, perhaps with an operator before it.
import type { CellType, WhereEntry, WhereOperator } from '../../contract/tables.js';

/** Longer ones first. */
const SIGNS: readonly [string, WhereOperator][] = [
  ['!=', '!='],
  ['>=', '>='],
  ['<=', '<='],
  ['=', '='],
  ['>', '>'],
  ['<', '<'],
  ['^', 'starts'],
  ['~', 'contains'],
];
const WORDS: Readonly<Record<string, WhereOperator>> = { null: 'null', '!null': 'not null' };

/** Without an operator: a text is searched, an instant or a day is the earliest, everything else is equal. */
export function usualOperator(type: CellType): WhereOperator {
  if (type === 'text' || type === 'json') return 'contains';
  return type === 'timestamp' || type === 'date' ? '>=' : '=';
}

/** Undefined: no filter. */
export function typedFilter(column: string, type: CellType, typed: string): WhereEntry | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const word = WORDS[text.toLowerCase()];
  if (word) return [column, word];
  const [sign, operator] = SIGNS.find(([each]) => text.startsWith(each)) ?? ['', usualOperator(type)];
  return [column, operator, text.slice(sign.length).trim()];
}

/** As it would be typed. */
export function filterTyped([, operator, value]: WhereEntry, type: CellType): string {
  const word = Object.entries(WORDS).find(([, each]) => each === operator)?.[0];
  if (word !== undefined) return word;
  const text = value ?? '';
  const isPlain = text !== '' && typedFilter('', type, text)?.[1] === operator;
  if (isPlain && typedFilter('', type, text)?.[2] === text) return text;
  return `${SIGNS.find(([, each]) => each === operator)?.[0] ?? ''}${operator === 'starts' ? '' : ' '}${text}`;
}

// What a reset will forget or remove, as text.

import type { ResetScope } from '../state/known/reset.js';
import { textOf } from './lines.js';

/** @param data true where rows go too */
export function resetText(account: string, scopes: readonly ResetScope[], data: boolean): string {
  const head = `Of the account ${account} ${data ? 'these are removed' : 'this is forgotten; all rows stay'}:`;
  return textOf([head, ...scopes.map(scopeLine)]);
}

function scopeLine({ name, remembered, tables, belongsTo }: ResetScope): string {
  const rows = tables.map(({ schema, rows: there }) => `${count(there, 'row')} of the table ${schema.table}`);
  const why =
    belongsTo === undefined ? '' : `; it belongs to the same tree as ${belongsTo} (\`--alone\` leaves it)`;
  return `  ${name}: ${[count(remembered, 'remembered item'), ...rows].join(', ')}${why}`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}

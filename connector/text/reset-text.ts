// What a reset will forget or remove, as text.

import type { ResetScope } from '../state/known/reset.js';
import { textOf } from './lines.js';

export interface ResetAccount {
  connection?: string;
  account: string;
  scopes: readonly ResetScope[];
}

/** @param data true where rows go too */
export function resetText(
  parts: readonly ResetAccount[],
  neverStarted: readonly { connection: string }[],
  data: boolean,
): string {
  return textOf([
    ...parts.flatMap(({ connection, account, scopes }) => {
      const of = connection === undefined ? '' : `connection ${connection}: `;
      const what = data ? 'these are removed' : 'this is forgotten; all rows stay';
      return [`${of}${of === '' ? 'Of' : 'of'} the account ${account} ${what}:`, ...scopes.map(scopeLine)];
    }),
    ...neverStarted.map(({ connection }) => `connection ${connection}: nothing was loaded for it yet`),
  ]);
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

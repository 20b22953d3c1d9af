// Accounts by the labels of their connections, such as `customer`.
import { ConfigError } from '../../connector/model/errors.js';
import { isMisspelt, listedNames } from '../../connector/model/names.js';
import type { QuerySession } from '../../connector/model/query.js';
import type { AccountId } from '../report/report-data.js';
import type { WantedLabel } from '../report/report-options.js';
import { rowsOf } from './rows.js';

/** Those that have every label. Throws `ConfigError` for a label, or a value of it, that no account has. */
export async function labelledAccounts(
  session: QuerySession,
  wanted: readonly WantedLabel[],
): Promise<ReadonlySet<AccountId>> {
  const rows = (await rowsOf(session, 'SELECT _account, label, value FROM account_labels')).map((row) => ({
    account: row.text('_account'),
    label: row.text('label'),
    value: row.text('value'),
  }));
  let found = new Set(rows.map(({ account }) => account));
  for (const { name, value } of wanted) {
    const ofName = rows.filter(({ label }) => label === name);
    const own = ofName.filter((row) => row.value === value).map(({ account }) => account);
    if (own.length === 0) throw unknown(ofName.length === 0, { name, value }, rows);
    found = new Set(own.filter((account) => found.has(account)));
  }
  if (found.size > 0) return found;
  const message = `no account has all of them: ${wanted.map(({ name, value }) => `${name}=${value}`).join(', ')}`;
  throw new ConfigError([{ code: 'option-value', where: '--label', message }]);
}

function unknown(
  isName: boolean,
  { name, value }: WantedLabel,
  rows: readonly { label: string; value: string }[],
): ConfigError {
  const there = isName
    ? rows.map(({ label }) => label)
    : rows.filter(({ label }) => label === name).map((row) => row.value);
  const known = [...new Set(there)].sort();
  const near = known.find((each) => isMisspelt(isName ? name : value, each));
  const hint = near === undefined ? '' : ` (did you mean "${near}"?)`;
  const message = isName
    ? `no account has a label "${name}"${hint}. Those that are in the tables: ${listedNames(known)}`
    : `no account has the ${name} "${value}"${hint}. Those that are in the tables: ${listedNames(known)}`;
  return new ConfigError([{ code: 'option-value', where: '--label', message }]);
}

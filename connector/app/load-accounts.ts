// Load of several accounts: one after another into the same destination; one that fails does not stop the others.

import { type AccountsReport, accountsReport, type ConnectionReport } from '../model/accounts-report.js';
import { StopError } from '../model/errors.js';
import type { RunReport } from '../model/report.js';
import { type KnownAccount, type LoadOptions, loadSource } from './load.js';
import { notStartedReport } from './not-started-report.js';
import type { ConfiguredSource } from './open.js';

export interface LoadAccountsOptions extends Omit<LoadOptions, 'onAccount'> {
  /** The load of a source begins. */
  onBegin?: (source: ConfiguredSource, index: number) => void;
  /** The load of a source has ended; nothing of it was read where `runId` is empty. */
  onEnd?: (report: ConnectionReport, source: ConfiguredSource, index: number) => void;
}

/**
 * Loads sources one after another: a destination takes the slices of one run at a time. Each keeps its own budget, and has
 * its own rows (`_account`) and its own report. Always resolves: what ends one of them early, or keeps it from
 * beginning (keys that are refused, an outage, an account that another source has loaded already), is in its report,
 * and the others are loaded all the same. Only `signal` ends them all.
 */
export async function loadSources(
  sources: readonly ConfiguredSource[],
  options: LoadAccountsOptions = {},
): Promise<AccountsReport> {
  const { onBegin, onEnd, ...loading } = options;
  const known: Known[] = [];
  const reports: ConnectionReport[] = [];
  for (const [index, source] of sources.entries()) {
    const name = nameOf(source, index);
    onBegin?.(source, index);
    const onAccount = (account: KnownAccount) => {
      refuseTwice(name, source, account, known);
      known.push({ name, origin: source.config.origin, ...account });
    };
    const report = { name, ...(await loadOne(source, { ...loading, onAccount })) };
    reports.push(report);
    onEnd?.(report, source, index);
  }
  return accountsReport(reports);
}

interface Known extends KnownAccount {
  name: string;
  origin: string;
}

async function loadOne(source: ConfiguredSource, options: LoadOptions): Promise<RunReport> {
  try {
    return await loadSource(source, options);
  } catch (error) {
    return notStartedReport(error, source);
  }
}

const nameOf = ({ config }: ConfiguredSource, index: number) => config.connection ?? String(index + 1);

/** Twice the same account would be twice the same rows, or the same under two names. */
function refuseTwice(
  name: string,
  { config }: ConfiguredSource,
  account: KnownAccount,
  known: readonly Known[],
): void {
  const isSame = (other: Known) => other.origin === config.origin && other.told === account.told;
  const twin = known.find((other) => account.told !== undefined && isSame(other));
  if (twin) {
    throw new StopError(
      'account-loaded-twice',
      `connection ${name}: its keys are of the account ${account.told}, which connection ${twin.name} loads: nothing was loaded for it. Leave one of the two out, or give this one the keys of another account`,
    );
  }
  const namesake = known.find((other) => other.account === account.account);
  if (namesake) {
    throw new StopError(
      'account-name-twice',
      `connection ${name}: its account has the name ${account.account}, and so has that of connection ${namesake.name}: their rows could not be told apart, and nothing was loaded for it. Write \`account: NAME\` for one of them, or leave it out`,
    );
  }
}

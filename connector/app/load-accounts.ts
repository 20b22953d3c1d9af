// Loads several accounts one after another into the same destination. One that fails does not stop the others.

import { type AccountsReport, accountsReport, type ConnectionReport } from '../model/accounts-report.js';
import { StopError } from '../model/errors.js';
import type { RunReport } from '../model/report.js';
import { type KnownAccount, type LoadOptions, loadSource } from './load.js';
import { notStartedReport } from './not-started-report.js';
import type { ConfiguredSource } from './open.js';

export interface LoadAccountsOptions extends Omit<LoadOptions, 'onAccount'> {
  /** Called when the load of a source begins. */
  onBegin?: (source: ConfiguredSource, index: number) => void;
  /** Called when the load of a source has ended; an empty `runId` means that nothing was read. */
  onEnd?: (report: ConnectionReport, source: ConfiguredSource, index: number) => void;
}

/**
 * Loads sources one after another, because a destination takes the slices of one run at a time. Each source has its own
 * budget, rows (`_account`) and report. Always resolves: if one of them stops early or cannot start (refused keys, an
 * outage, an account that another source has loaded), its report says so, and the others are loaded. Only `signal` stops
 * all of them.
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

/** An account that is loaded twice would have every row twice, or under two names. */
function refuseTwice(
  name: string,
  { config }: ConfiguredSource,
  account: KnownAccount,
  known: readonly Known[],
): void {
  const isSame = (other: Known) => other.origin === config.origin && other.reported === account.reported;
  const twin = known.find((other) => account.reported !== undefined && isSame(other));
  if (twin) {
    throw new StopError(
      'account-loaded-twice',
      `connection ${name}: its keys are of the account ${account.reported}, which connection ${twin.name} loads: nothing was loaded for it. Remove one of the two, or use the keys of another account`,
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

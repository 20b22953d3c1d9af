// Loads several accounts, some of them at the same time, into the same destination. One that fails does not stop the others.

import { type AccountsReport, accountsReport, type ConnectionReport } from '../../model/accounts-report.js';
import { StopError } from '../../model/errors.js';
import type { Notice } from '../../model/notice.js';
import type { RunReport } from '../../model/report.js';
import type { RunProgress } from '../../run/run-state.js';
import { type DestinationUse, DestinationUses } from '../destination-use.js';
import { type KnownAccount, type LoadOptions, loadWith, withoutViews } from '../load.js';
import { notStartedReport } from '../not-started-report.js';
import type { ConfiguredSource } from '../open.js';
import { sideBySide } from './side-by-side.js';

export interface LoadAccountsOptions extends Omit<LoadOptions, 'onAccount' | 'onProgress'> {
  /** How many are loaded at the same time. Default: as configured. */
  concurrency?: number;
  /** Called when the load of a source begins. */
  onBegin?: (source: ConfiguredSource, index: number) => void;
  /** Called after each commit of a source; the function that it receives answers at any time. */
  onProgress?: (progress: () => RunProgress, source: ConfiguredSource, index: number) => void;
  /** Called when the load of a source has ended; an empty `runId` means that nothing was read. */
  onEnd?: (report: ConnectionReport, source: ConfiguredSource, index: number) => void;
}

/**
 * Loads sources, `concurrency` of them at the same time; those whose destination takes one account at a time, one after
 * another. Each source has its own rows (`_account`) and report, and the reports are in the order of the sources. Always
 * resolves: if one of them stops early or cannot start (refused keys, an outage, an account that another source has
 * loaded), its report says so, and the others are loaded. Only `signal` and `finish` stop all of them.
 */
export async function loadSources(
  sources: readonly ConfiguredSource[],
  options: LoadAccountsOptions = {},
): Promise<AccountsReport> {
  const {
    onBegin,
    onEnd,
    onProgress,
    concurrency = sources[0]?.config.concurrency ?? 1,
    ...loading
  } = options;
  const accounts = new LoadedAccounts(sources);
  const reports: ConnectionReport[] = [];
  const places = new DestinationUses(options.destination);
  const uses = sources.map((source) => places.of(source));
  const one = async (index: number, source: ConfiguredSource, use: DestinationUse) => {
    const name = nameOf(source, index);
    onBegin?.(source, index);
    const asked = accounts.begin(name, source);
    const own: LoadOptions = {
      ...loading,
      onAccount: asked.onAccount,
      ...(onProgress && { onProgress: (progress) => onProgress(progress, source, index) }),
    };
    const report = asked.completed({ name, ...(await loadOne(use, source, own)) });
    asked.ended();
    reports[index] = report;
    onEnd?.(report, source, index);
  };
  await sideBySide(
    sources.map((source, index) => {
      const use = uses[index] as DestinationUse;
      return {
        work: () => one(index, source, use),
        ...(!use.takesMany && { alone: use }),
      };
    }),
    concurrency,
  );
  await makeViews(sources, uses, reports);
  return accountsReport(reports);
}

interface Known extends KnownAccount {
  name: string;
  origin: string;
}

async function loadOne(
  use: DestinationUse,
  source: ConfiguredSource,
  options: LoadOptions,
): Promise<RunReport> {
  try {
    return await loadWith(use, source, options);
  } catch (error) {
    return notStartedReport(error, source);
  }
}

/** Once for all accounts. The first account of a destination tells why there are none. */
async function makeViews(
  sources: readonly ConfiguredSource[],
  uses: readonly DestinationUse[],
  reports: ConnectionReport[],
): Promise<void> {
  for (const use of new Set(uses)) {
    const index = uses.findIndex((each, place) => each === use && reports[place]?.runId !== '');
    const [source, report] = [sources[index], reports[index]];
    const problem = source && (await use.refreshViewsLocked(source));
    if (report && problem !== undefined) reports[index] = withoutViews(report, problem);
  }
}

const nameOf = ({ config }: ConfiguredSource, index: number) => config.connection ?? String(index + 1);

/**
 * Of two sources of one account the first is loaded: a later one waits until those before it know theirs. It waits for
 * the same API alone, which would keep it waiting too where it does not answer.
 */
class LoadedAccounts {
  readonly #known: Known[] = [];
  readonly #asking = new Set<{ origin: string; isKnown: Promise<void> }>();

  constructor(private readonly sources: readonly ConfiguredSource[]) {}

  begin(name: string, source: ConfiguredSource) {
    const { origin, account: configured } = source.config;
    const before = [...this.#asking].filter((each) => configured !== undefined || each.origin === origin);
    let ended: () => void = () => undefined;
    const isKnown = new Promise<void>((done) => {
      ended = done;
    });
    const own = { origin, isKnown };
    this.#asking.add(own);
    const end = () => {
      this.#asking.delete(own);
      ended();
    };
    let found: KnownAccount | undefined;
    return {
      ended: end,
      /** With what was found out before anything was read. */
      completed: (report: ConnectionReport): ConnectionReport => {
        const warning = found && otherName(name, source, found, this.sources);
        const warnings = warning ? [...report.warnings, warning] : report.warnings;
        return { ...report, account: report.account || (found?.account ?? ''), warnings };
      },
      onAccount: async (account: KnownAccount) => {
        found = account;
        await Promise.all(before.map((each) => each.isKnown));
        refuseTwice(name, source, account, this.#known);
        this.#known.push({ name, origin, ...account });
        end();
      },
    };
  }
}

/** The name that is written for one account and reported for another: perhaps two names were swapped. */
function otherName(
  name: string,
  { config }: ConfiguredSource,
  { account, reported }: KnownAccount,
  sources: readonly ConfiguredSource[],
): Notice | undefined {
  if (reported === undefined || reported === account) return undefined;
  const index = sources.findIndex((other) => other.config !== config && other.config.account === reported);
  const other = sources[index];
  if (!other) return undefined;
  const message =
    `connection ${name}: its keys are of the account ${reported}, its rows are those of ${account}, as its \`account\` says, and ` +
    `${reported} is the \`account\` of connection ${nameOf(other, index)}: were two names swapped?`;
  return { code: 'account-of-other', message };
}

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

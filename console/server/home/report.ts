// What the loaded tables say of the last month that is over: the parts of its report that Home shows.
import { readReport } from '../../../connector/app/mart/report.js';
import { ConfigError, DestinationError } from '../../../connector/model/errors.js';
import type { AccountHealth, HomeReport, MoneyView } from '../../contract/home.js';
import type { Workspace } from '../workspace.js';

type ReportData = Awaited<ReturnType<typeof readReport>>;
type CurrencyReport = ReportData['currencies'][number];

const EMPTY: Omit<HomeReport, 'none'> = {
  month: '',
  against: '',
  today: '',
  accounts: [],
  odd: [],
  currencies: [],
};

/** Ends soon: within so many days. */
const SOON_DAYS = 30;
const MOST = 50;

/** `month`: absent, the last one that is over. */
export async function homeReport(workspace: Workspace, month?: string): Promise<HomeReport> {
  try {
    return viewOf(await readReport(workspace.tablesSource(), month === undefined ? {} : { month }));
  } catch (error) {
    const code = error instanceof DestinationError ? error.code : lacks(error);
    if (code === undefined) throw error;
    return { ...EMPTY, none: { code, message: (error as Error).message } };
  }
}

function lacks(error: unknown): string | undefined {
  const code = error instanceof ConfigError ? error.issues[0]?.code : undefined;
  return code === 'destination-lacks' || code === 'connection-not-chosen' ? code : undefined;
}

function viewOf({ month, against, today, accounts, health, proof, currencies }: ReportData): HomeReport {
  return {
    ...{ month, against, today },
    accounts: accounts.map(({ account, region }, place) => healthOf(account, region, health[place])),
    odd: proof.odd.slice(0, MOST).map(({ state, account, id, currency, gap, taxGap }) => ({
      state,
      account,
      id,
      currency,
      gap: gap ?? taxGap,
    })),
    currencies: currencies.map((each, place) => moneyOf(each, proof.currencies[place])),
  };
}

function healthOf(
  account: string,
  region: string,
  health: ReportData['health'][number] | undefined,
): AccountHealth {
  const run = health?.run;
  if (!run) return { account, region, newestDocument: health?.newestDocument ?? null, run: null };
  const { id, outcome, startedAt, seconds, calls, missing, ledger, sources } = run;
  const rows = new Map(sources.map((each) => [each.table, each.rows]));
  return {
    ...{ account, region, newestDocument: health.newestDocument },
    run: {
      ...{ id, outcome, startedAt, seconds, calls, missing },
      listed: ledger.listed,
      tables: rows.size,
      rows: [...rows.values()].reduce((sum, each) => sum + each, 0),
    },
  };
}

function moneyOf(
  report: CurrencyReport,
  proof: ReportData['proof']['currencies'][number] | undefined,
): MoneyView {
  const { currency, spend, forecast, budgets, owed, expiring, anomalies, comparison } = report;
  const ofMonth = 'absent' in spend ? undefined : spend;
  const last = ofMonth?.months.at(-1);
  const proven = (proof?.months ?? []).filter((each) => each.month === last);
  const best = 'absent' in forecast ? undefined : forecast.methods.find(({ amount }) => amount !== null);
  const spent = new Map(
    'absent' in comparison ? [] : comparison.accounts.map((each) => [each.account, each]),
  );
  const accounts = new Set([...spent.keys(), ...proven.map(({ account }) => account)]);
  return {
    currency,
    ...(ofMonth && { spend: { months: ofMonth.months, total: ofMonth.total } }),
    ...(best &&
      !('absent' in forecast) && { forecast: { month: forecast.month, amount: best.amount ?? '' } }),
    budgets:
      'absent' in budgets
        ? []
        : budgets.budgets.map(({ name, limit, spent: of }) => ({ name, limit, spent: of })),
    documents: proof?.total.documents ?? 0,
    exact: proof?.total.exact ?? 0,
    accounts: [...accounts].map((account) => {
      const { amount = null, before = null } = spent.get(account) ?? {};
      const { documents = 0, exact = 0 } = proven.find((each) => each.account === account) ?? {};
      return { account, amount, before, documents, exact };
    }),
    late:
      'absent' in owed
        ? []
        : owed.documents
            .flatMap(({ account, id, open, daysLate }) =>
              daysLate !== null && daysLate > 0 ? [{ account, id, open, daysLate }] : [],
            )
            .slice(0, MOST),
    expiring:
      'absent' in expiring
        ? []
        : expiring.rows
            .filter(({ daysLeft, renewal }) => daysLeft <= SOON_DAYS && renewal !== 'automatic')
            .slice(0, MOST)
            .map(({ service, what, ends, daysLeft, renewal, price }) => ({
              service,
              what,
              ends,
              daysLeft,
              renewal,
              price,
            })),
    anomalies:
      'absent' in anomalies
        ? []
        : anomalies.rows.slice(0, MOST).map(({ resource, label, service, usual, amount, difference }) => ({
            ...{ resource, label, service, usual, amount, difference },
          })),
  };
}

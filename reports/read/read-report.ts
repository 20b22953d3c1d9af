// Reads the facts of a report from a loaded database, by the views of the mart. The rows of spend are read once, and the
// sections add them up.
import { ConfigError } from '../../connector/model/errors.js';
import type { QuerySession } from '../../connector/model/query.js';
import type {
  AccountId,
  CurrencyReport,
  Month,
  ReportAccount,
  ReportData,
  ReportNotice,
} from '../report/report-data.js';
import type { ReportOptions } from '../report/report-options.js';
import type { ReportDatabase } from './absence.js';
import { labelledAccounts } from './labelled-accounts.js';
import { lastMonths, monthOf, plusMonths } from './months.js';
import { currencyReport } from './read-currency.js';
import { type AccountHealth, healthOf } from './read-health.js';
import { outlookRows } from './read-outlook.js';
import { type Tags, tagOwner } from './read-pairs.js';
import { proofOf } from './read-proof.js';
import { linesOfMonth } from './read-spend.js';
import { literals, rowsOf } from './rows.js';
import { spendRows } from './spend-rows.js';

const TREND_MONTHS = 36;
const SPEND_MONTHS = 13;

/** Throws `ConfigError` where an account or a label is named that is not in the tables. */
export async function readReportData(database: ReportDatabase, options: ReportOptions): Promise<ReportData> {
  const { session } = database;
  const documents = await documentMonths(session);
  const accounts = await accountsOf(session, documents, options);
  const mine = documents.filter(({ account }) => accounts.some((each) => each.account === account));
  const month = options.month ?? defaultMonth(mine, monthOf(options.now));
  const against = options.against ?? plusMonths(month, -1);
  const names = accounts.map(({ account }) => account);
  const health = await healthOf(session, names);
  const today = await asOf(session, names, options.now.slice(0, 10));
  const currencies = currenciesOf(mine, [month, against], await openCurrencies(session, names));
  const first = mine.map((each) => each.month).sort()[0] ?? month;
  const earliest = [lastMonths(TREND_MONTHS, month, '0000-01')[0] ?? month, against].sort()[0] ?? month;
  const latest = [month, against, monthOf(today)].sort().at(-1) ?? month;
  const rows = await spendRows(session, { from: earliest, to: latest, accounts: names });
  const lines = currencies.length === 0 ? new Map() : await linesOfMonth(session, { month, accounts: names });
  const tags = await tagsIn(session, names);
  const outlook = await outlookRows(session, { month, against, accounts: names });
  const reports: CurrencyReport[] = [];
  for (const currency of currencies)
    reports.push(
      await currencyReport(database, {
        currency,
        isFirst: currency === currencies[0],
        month,
        against,
        months: lastMonths(SPEND_MONTHS, month, first),
        trend: lastMonths(TREND_MONTHS, month, first),
        accounts: names,
        rows: rows.filter((row) => row.currency === currency),
        lines: lines.get(currency) ?? new Map(),
        tags,
        outlook,
        budgets: options.budgets,
        refused: refusedPaths(health),
      }),
    );
  return {
    version: 1,
    month,
    against,
    madeAt: options.now,
    today,
    generator: options.generator,
    database: placeName(session.location),
    synthetic: options.synthetic ?? false,
    accounts: accounts.map(({ account, currency }) => ({
      account,
      currency,
      region: health.find((each) => each.account === account)?.region ?? '',
    })),
    health: health.map(({ region: _, ...each }) => each),
    proof: await proofOf(session, { month, accounts: names, currencies, health }),
    currencies: reports,
    notices: noticesOf(month, today, health, mine),
  };
}

interface DocumentMonth {
  account: AccountId;
  currency: string;
  month: Month;
  documents: number;
}

/** Months that have documents which are spend. */
async function documentMonths(session: QuerySession): Promise<DocumentMonth[]> {
  const rows = await rowsOf(
    session,
    'SELECT _account, currency, month, count(*) AS documents FROM documents WHERE apart IS NULL GROUP BY _account, currency, month',
  );
  return rows.map((row) => ({
    account: row.text('_account'),
    currency: row.text('currency'),
    month: row.text('month'),
    documents: row.count('documents'),
  }));
}

async function accountsOf(
  session: QuerySession,
  documents: readonly DocumentMonth[],
  { accounts: wanted, labels = [] }: Pick<ReportOptions, 'accounts' | 'labels'>,
): Promise<Omit<ReportAccount, 'region'>[]> {
  const loaded = await rowsOf(session, 'SELECT _account FROM as_of');
  const known = new Set([
    ...documents.map(({ account }) => account),
    ...loaded.map((row) => row.text('_account')),
  ]);
  const unknown = (wanted ?? []).filter((account) => !known.has(account));
  if (unknown.length > 0) {
    const message = `${unknown.join(', ')}: nothing of it is in the tables. Those that are: ${[...known].sort().join(', ')}`;
    throw new ConfigError([{ code: 'option-value', where: '--account', message }]);
  }
  const chosen = wanted === undefined ? known : new Set(wanted);
  const labelled = labels.length > 0 ? await labelledAccounts(session, labels) : chosen;
  const both = [...chosen].filter((account) => labelled.has(account));
  if (both.length === 0 && labels.length > 0) {
    const message = `none of the accounts has it: ${[...labelled].sort().join(', ')}`;
    throw new ConfigError([{ code: 'option-value', where: '--label', message }]);
  }
  return both.sort().map((account) => {
    const own = documents.filter((each) => each.account === account);
    return { account, currency: mostDocuments(own)[0] ?? null };
  });
}

function mostDocuments(documents: readonly DocumentMonth[]): string[] {
  const counts = new Map<string, number>();
  for (const { currency, documents: count } of documents)
    counts.set(currency, (counts.get(currency) ?? 0) + count);
  return [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([currency]) => currency);
}

/** The last month that is over and has documents; the newest that has any where none is over. */
function defaultMonth(documents: readonly DocumentMonth[], current: Month): Month {
  const months = documents.map(({ month }) => month).sort();
  return months.findLast((month) => month < current) ?? months.at(-1) ?? plusMonths(current, -1);
}

/** Those of the two months, the one with most documents first, and those in which something is owed. */
function currenciesOf(
  documents: readonly DocumentMonth[],
  months: readonly Month[],
  open: readonly string[],
): string[] {
  const recent = mostDocuments(documents.filter((each) => months.includes(each.month)));
  return [...recent, ...open.filter((currency) => !recent.includes(currency))];
}

async function openCurrencies(session: QuerySession, accounts: readonly AccountId[]): Promise<string[]> {
  if (accounts.length === 0) return [];
  const rows = await rowsOf(
    session,
    `SELECT DISTINCT currency FROM payments WHERE open_ucents > 0 AND apart IS NULL AND _account IN (${literals(accounts)})`,
  );
  return rows.map((row) => row.text('currency')).sort();
}

async function asOf(
  session: QuerySession,
  accounts: readonly AccountId[],
  fallback: string,
): Promise<string> {
  if (accounts.length === 0) return fallback;
  const [row] = await rowsOf(
    session,
    `SELECT max(as_of_day) AS newest FROM as_of WHERE _account IN (${literals(accounts)})`,
  );
  return row?.textOrNull('newest') ?? fallback;
}

async function tagsIn(session: QuerySession, accounts: readonly AccountId[]): Promise<Tags> {
  const tags = new Map<string, Map<string, string>>();
  if (accounts.length === 0) return tags;
  const rows = await rowsOf(
    session,
    `SELECT _account, resource, tag_key, tag_value FROM mart_tags WHERE _account IN (${literals(accounts)})`,
  );
  for (const row of rows) {
    const owner = tagOwner(row.text('_account'), row.text('resource'));
    const own = tags.get(owner) ?? new Map<string, string>();
    own.set(row.text('tag_key'), row.text('tag_value'));
    tags.set(owner, own);
  }
  return tags;
}

/** Paths of which nothing is loaded because the keys lack the right. */
function refusedPaths(health: readonly AccountHealth[]): Set<string> {
  return new Set(
    health.flatMap(({ run }) =>
      (run?.sources ?? [])
        .filter(({ ledger, rows }) => ledger.refused > 0 && rows === 0)
        .map(({ path }) => path),
    ),
  );
}

/** Paths whose documents and lines the sums are made of. */
const OF_SUMS = /^\/me\/(?:bill|refund|correctiveInvoice)\/\{\w+\}(?:\/details(?:\/\{\w+\})?)?$/;

function noticesOf(
  month: Month,
  today: string,
  health: readonly AccountHealth[],
  documents: readonly DocumentMonth[],
): ReportNotice[] {
  const inProgress: ReportNotice[] =
    monthOf(today) === month ? [{ code: 'month-in-progress', through: today }] : [];
  const ofAccounts = health.flatMap(({ account, run }): ReportNotice[] => {
    const none = documents.every((each) => each.account !== account);
    if (run === null) return [{ code: 'no-run-recorded', account }];
    const early = inProgress.length === 0 && monthOf(run.startedAt) <= month;
    const others = run.sources
      .filter(({ path }) => !OF_SUMS.test(path))
      .map(({ source, missing }) => ({ source, count: missing }))
      .filter(({ count }) => count > 0);
    return [
      ...(none ? [{ code: 'no-documents' as const, account }] : []),
      ...(early ? [{ code: 'loaded-before-month-end' as const, account, loadedAt: run.startedAt }] : []),
      ...(others.length === 0
        ? []
        : [
            {
              code: 'others-not-loaded' as const,
              account,
              sources: others.map(({ source }) => source),
              count: others.reduce((sum, { count }) => sum + count, 0),
            },
          ]),
    ];
  });
  return [...inProgress, ...ofAccounts];
}

/** The last part of a path; of an address, what has neither host nor user. */
function placeName(location: string): string {
  const path = location.replace(/^[a-z+]+:\/\/[^/]*/i, '');
  return path.split(/[/\\]/).filter(Boolean).at(-1) ?? location;
}

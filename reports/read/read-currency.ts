// The sections of one currency, each with its facts or the reason why it has none.
import type { SpendBudgetFile } from '../../connector/model/spend-budget.js';
import type { Absence, AccountId, CurrencyReport, Month } from '../report/report-data.js';
import type { ChargeLine } from '../report/spend-data.js';
import { absenceOf, type ReportDatabase } from './absence.js';
import { gpuOf, unmappedOf } from './read-charges.js';
import { commitmentsOf, creditsOf, expiringOf, owedOf, unitCostsOf, vatOf } from './read-due.js';
import { anomaliesOf, budgetsOf, forecastOf, type OutlookRows, ownBudgets } from './read-outlook.js';
import {
  comparisonOf,
  kindsOf,
  projectsOf,
  resourcesOf,
  type Tags,
  TwoMonths,
  tagsOf,
} from './read-pairs.js';
import { monthlySpend, trendOf } from './read-spend.js';
import { total } from './rows.js';
import type { SpendRow } from './spend-rows.js';

export interface CurrencyScope {
  currency: string;
  isFirst: boolean;
  month: Month;
  against: Month;
  months: Month[];
  trend: Month[];
  accounts: readonly AccountId[];
  rows: readonly SpendRow[];
  lines: ReadonlyMap<string, ChargeLine[]>;
  tags: Tags;
  outlook: OutlookRows;
  budgets: SpendBudgetFile | undefined;
  /** Paths of which nothing is loaded because the keys lack the right. */
  refused: ReadonlySet<string>;
}

const NOTHING: Absence = { absent: 'nothing', needs: [] };

export async function currencyReport(
  database: ReportDatabase,
  scope: CurrencyScope,
): Promise<CurrencyReport> {
  const { session } = database;
  const { months, rows, tags, refused } = scope;
  const inMonths = rows.filter(({ month }) => months.includes(month));
  const two = new TwoMonths(rows, scope.month, scope.against);
  const projects = new Map(
    rows.flatMap(({ project }) => (project ? [[project.id, project.name] as const] : [])),
  );
  const due = { ...scope, projects };
  const or = <T>(facts: T, has: boolean, absence: Absence): T | Absence => (has ? facts : absence);
  const absence = (view: string, ...paths: string[]) => absenceOf(database, view, refused, paths);
  const forecast = forecastOf(scope.outlook, scope, rows);
  const budgets = scope.budgets ?? (await ownBudgets(session));
  const anomalies = anomaliesOf(scope.outlook, scope, inMonths);
  const [gpu, unmapped] = [gpuOf(scope.outlook, scope), unmappedOf(scope.outlook, scope, two)];
  const [owed, vat] = [await owedOf(session, due), await vatOf(session, due)];
  const [expiring, credits] = [await expiringOf(session, due), await creditsOf(session, due)];
  const [commitments, unitCosts] = [await commitmentsOf(session, due), await unitCostsOf(session, due)];
  const tables = new Set((await session.tables()).map(({ table }) => table));
  const lacks = (table: string, ...presets: string[]): Absence =>
    tables.has(table) ? NOTHING : { absent: 'not-loaded', needs: presets };
  const spent = two.rows.length > 0;
  const twelve =
    months.length < 12 ? null : inMonths.filter(({ month }) => months.slice(-12).includes(month));
  return {
    currency: scope.currency,
    spend: or(
      monthlySpend(inMonths, months, scope.lines, twelve && total(twelve.map(({ units }) => units))),
      inMonths.length > 0,
      absence('charges'),
    ),
    trend: or(trendOf(rows, scope.trend), inMonths.length > 0, absence('charges')),
    comparison: or(comparisonOf(two), spent, absence('charges')),
    kinds: or(kindsOf(two), spent, absence('charges')),
    projects: or(projectsOf(two), spent, absence('charges')),
    resources: or(resourcesOf(two), spent, absence('charges')),
    tags: tags.size === 0 ? lacks('iam_resources', 'iam_resources') : tagged(two, tags),
    gpu: or(gpu, gpu.rows.length > 0, lacks('cloud_usage_history_lines', 'cloud_usage_history')),
    forecast: forecast ?? NOTHING,
    budgets:
      budgets === undefined
        ? { absent: 'no-file', needs: ['--budget FILE'] }
        : filled(budgetsOf(budgets, scope, rows, tags, forecast), ({ budgets: all }) => all.length > 0),
    anomalies: anomalies ?? { absent: 'too-short', needs: [] },
    unmapped: or(unmapped, unmapped.rows.length > 0, NOTHING),
    owed: owed === undefined ? { absent: 'not-loaded', needs: ['bill_payments', 'debts'] } : owed,
    vat: or(vat, vat.rows.length > 0, absence('vat')),
    expiring: or(expiring, !isEmpty(database, 'expiring'), absence('expiring', '/services/{serviceId}')),
    credits: or(credits, credits.balances.length > 0, absence('credits', '/me/credit/balance/{balanceName}')),
    commitments: or(commitments, commitments.plans.length > 0, absence('commitment_plans')),
    unitCosts: or(unitCosts, unitCosts.rows.length > 0, { absent: 'no-file', needs: ['x_units'] }),
  };
}

function isEmpty({ mart }: ReportDatabase, view: string): boolean {
  return mart.empty.some((each) => each.view === view);
}

function filled<T>(facts: T, has: (facts: T) => boolean): T | Absence {
  return has(facts) ? facts : NOTHING;
}

function tagged(months: TwoMonths, tags: Tags) {
  return filled(tagsOf(months, tags), ({ keys }) => keys.length > 0);
}

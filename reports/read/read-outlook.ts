// What is coming and what stands out, of one currency: forecast, budgets, anomalies.
import type { QuerySession } from '../../connector/model/query.js';
import type { SpendBudgetFile } from '../../connector/model/spend-budget.js';
import { expectedOf } from '../report/expected.js';
import type { AccountId, Amount, Month } from '../report/report-data.js';
import type { Anomalies, Budgets, Forecast, ForecastMethod } from '../report/spend-data.js';
import { DEFAULT_SETTINGS } from '../sql/view.js';
import { monthOf, plusMonths } from './months.js';
import { type Tags, tagOf } from './read-pairs.js';
import { byMonth } from './read-spend.js';
import {
  amountOf,
  amountOrNull,
  descending,
  grouped,
  literal,
  literals,
  type Row,
  rowsOf,
  total,
} from './rows.js';
import type { SpendRow } from './spend-rows.js';

export interface OutlookScope {
  month: Month;
  against: Month;
  months: Month[];
  currency: string;
  accounts: readonly AccountId[];
}

const METHODS: Record<ForecastMethod['method'], NonNullable<ForecastMethod['why']>> = {
  ovhcloud: 'no-own-forecast',
  'run-rate': 'no-days',
  'three-month-mean': 'too-few-months',
};

/** Rows of the costly views, read once for all currencies. */
export interface OutlookRows {
  forecast: readonly Row[];
  anomalies: readonly Row[];
  /** Usage with its reference, of the two months. */
  usage: readonly Row[];
  unmapped: readonly Row[];
  /** Day of the newest load. */
  through: string | null;
}

export async function outlookRows(
  session: QuerySession,
  { month, against, accounts }: { month: Month; against: Month; accounts: readonly AccountId[] },
): Promise<OutlookRows> {
  if (accounts.length === 0) return { forecast: [], anomalies: [], usage: [], unmapped: [], through: null };
  const mine = `_account IN (${literals(accounts)})`;
  const both = `month IN (${literals([month, against])})`;
  const [newest] = await rowsOf(session, `SELECT max(as_of_day) AS newest FROM as_of WHERE ${mine}`);
  return {
    forecast: await rowsOf(session, `SELECT * FROM forecast WHERE ${mine}`),
    anomalies: await rowsOf(session, `SELECT * FROM anomalies WHERE ${mine} AND month = ${literal(month)}`),
    usage: await rowsOf(
      session,
      `SELECT _account, month, currency, project_id, project_name, usage_reference, quantity, quantity_unit, amount_ucents
FROM charges_by_resource WHERE ${mine} AND ${both} AND charge_kind = 'line' AND usage_reference IS NOT NULL`,
    ),
    unmapped: await rowsOf(session, `SELECT * FROM unmapped WHERE ${mine} AND ${both}`),
    through: newest?.textOrNull('newest') ?? null,
  };
}

/** Undefined where no load is recorded. */
export function forecastOf(
  { forecast, through }: OutlookRows,
  { currency }: OutlookScope,
  rows: readonly SpendRow[],
): Forecast | undefined {
  const found = forecast.filter((row) => row.text('currency') === currency);
  const month = found
    .map((row) => row.text('month'))
    .sort()
    .at(-1);
  if (month === undefined || through === null) return undefined;
  const current = found.filter((row) => row.text('month') === month);
  const soFar = rows.filter((row) => row.month === month);
  return {
    month,
    toDate:
      monthOf(through) === month
        ? { amount: amountOf(total(soFar.map(({ units }) => units))), through }
        : null,
    methods: (Object.keys(METHODS) as ForecastMethod['method'][]).map((method) => {
      const those = current.filter((row) => row.text('method') === method);
      const amount = sumOrNull(those, 'amount_ucents');
      const forecast = sumOrNull(those, 'last_forecast_ucents');
      const actual = sumOrNull(those, 'last_actual_ucents');
      return {
        method,
        amount,
        why: amount === null ? METHODS[method] : null,
        last:
          forecast === null || actual === null ? null : { month: plusMonths(month, -1), forecast, actual },
      };
    }),
  };
}

/** Null where one of them is unknown, or there is none. */
function sumOrNull(rows: readonly Row[], name: string): Amount | null {
  const units = rows.map((row) => row.unitsOrNull(name));
  const known = units.filter((each) => each !== null);
  return units.length === 0 || known.length < units.length ? null : amountOf(total(known));
}

/** @param forecast of everything: for budgets without a scope */
export function budgetsOf(
  { file, budgets }: SpendBudgetFile,
  scope: OutlookScope,
  rows: readonly SpendRow[],
  tags: Tags,
  forecast: Forecast | undefined,
): Budgets {
  const now = rows.filter(({ month }) => month === scope.month);
  const expected = forecast === undefined ? null : (expectedOf(forecast)?.amount ?? null);
  return {
    file,
    budgets: budgets
      .filter(({ currency }) => currency === scope.currency)
      .map(({ name, limit, thresholds, scope: { account, project, service, tag } }) => {
        const [key = '', ...value] = (tag ?? '').split('=');
        const spent = now.filter(
          (row) =>
            (account === undefined || row.account === account) &&
            (project === undefined || row.project?.id === project || row.project?.name === project) &&
            (service === undefined || row.service === service || row.kind === service) &&
            (tag === undefined || tagOf(tags, row, key) === value.join('=')),
        );
        const isWhole = [account, project, service, tag].every((each) => each === undefined);
        const narrowed = Object.fromEntries(
          Object.entries({ account, project, service, tag }).filter(([, each]) => each !== undefined),
        );
        return {
          name,
          scope: narrowed,
          limit,
          spent: amountOf(total(spent.map(({ units }) => units))),
          forecast: isWhole ? expected : null,
          thresholds,
        };
      }),
  };
}

/** The table `x_budgets` as a file of budgets; undefined where there is none. */
export async function ownBudgets(session: QuerySession): Promise<SpendBudgetFile | undefined> {
  if (!(await session.others()).has('x_budgets')) return undefined;
  const rows = await rowsOf(session, `SELECT * FROM ${session.nameOf('x_budgets')}`);
  return {
    file: 'x_budgets',
    budgets: rows.map((row) => ({
      name: row.text('name'),
      currency: row.text('currency'),
      limit: row.text('limit_amount'),
      thresholds: [80, 100],
      scope: Object.fromEntries(
        (['account', 'project_id', 'service_name'] as const).flatMap((column) => {
          const value = row.textOrNull(column);
          const name = { account: 'account', project_id: 'project', service_name: 'service' }[column];
          return value === null ? [] : [[name, value]];
        }),
      ),
    })),
  };
}

const LEAST_MONTHS = 5;

/** Undefined where there are too few months. */
export function anomaliesOf(
  { anomalies }: OutlookRows,
  scope: OutlookScope,
  rows: readonly SpendRow[],
): Anomalies | undefined {
  if (scope.months.length < LEAST_MONTHS) return undefined;
  const found = anomalies.filter((row) => row.text('currency') === scope.currency);
  const keyOf = (account: string, service: string, project: string | null, resource: string) =>
    JSON.stringify([account, service, project, resource]);
  const resources = grouped(rows, (row) =>
    keyOf(row.account, row.service, row.project?.id ?? null, row.resource),
  );
  const above = found.filter((row) => row.text('is_above_floor') === 'yes');
  const size = (row: Row) => {
    const units = row.units('difference_ucents');
    return units < 0n ? -units : units;
  };
  return {
    months: scope.months,
    rows: above
      .sort((a, b) => descending(size(a), size(b)))
      .flatMap((row) => {
        const resource = row.textOrNull('resource') ?? '*';
        const key = keyOf(
          row.text('_account'),
          row.text('service_name'),
          row.textOrNull('project_id'),
          resource,
        );
        const own = resources.get(key);
        const last = own?.at(-1);
        // What has no service of its own is no resource.
        if (own === undefined || last === undefined) return [];
        return [
          {
            account: last.account,
            resource,
            label: last.label,
            service: last.service,
            project: last.project,
            amounts: byMonth(own, scope.months).map(amountOrNull),
            usual: amountOf(row.units('usual_ucents')),
            amount: amountOf(row.units('amount_ucents')),
            difference: amountOf(row.units('difference_ucents')),
            z: oneDecimal(row.textOrNull('z')),
          },
        ];
      }),
    threshold: String(DEFAULT_SETTINGS.anomalyThreshold / 100),
    floor: `${DEFAULT_SETTINGS.anomalyFloor}.00`,
    belowFloor: found.length - above.length,
  };
}

function oneDecimal(text: string | null): string | null {
  if (text === null) return null;
  const [, sign = '', whole = '', digits = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const tenths = BigInt(`${whole}${digits.padEnd(2, '0').slice(0, 2)}`) + 5n;
  const rounded = (tenths / 10n).toString().padStart(2, '0');
  return `${sign}${rounded.slice(0, -1)}.${rounded.slice(-1)}`;
}

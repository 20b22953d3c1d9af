// Tables of what is coming, and of what stands out.
import type { View } from '../page/view.js';
import { column, type ReportTable } from './report-table.js';
import {
  currencyColumn,
  pairCells,
  pairColumns,
  projectCells,
  projectColumns,
  rowsOf,
} from './spend-tables.js';

export function comingTables(view: View): ReportTable[] {
  return [trend(view), forecast(view), budgets(view), anomalies(view), unmapped(view)];
}

function trend(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'trend',
    title: t.sections.trend,
    columns: [
      currencyColumn(view),
      column('month', t.month, 'month'),
      column('amount', t.withoutTax, 'amount'),
    ],
    rows: rowsOf(
      view,
      (report) => report.trend,
      ({ months, total }) => months.map((month, index) => [month, total[index] ?? null]),
    ),
    isLong: true,
  };
}

function forecast(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'forecast',
    title: t.sections.outlook,
    columns: [
      currencyColumn(view),
      column('month', t.month, 'month'),
      column('method', t.forecast.method),
      column('amount', t.withoutTax, 'amount'),
      column('last_month', t.forecast.lastMonth, 'month'),
      column('last_forecast', t.forecast.lastForecast, 'amount'),
      column('last_actual', t.forecast.lastActual, 'amount'),
    ],
    rows: rowsOf(
      view,
      (report) => report.forecast,
      ({ month, toDate, methods }) =>
        methods.map(({ method, amount, last }) => [
          month,
          t.forecast.methods[method](toDate?.through ?? null),
          amount,
          last?.month ?? null,
          last?.forecast ?? null,
          last?.actual ?? null,
        ]),
    ),
  };
}

function budgets(view: View): ReportTable {
  const { t, f, data } = view;
  return {
    name: 'budgets',
    title: t.budgets.title,
    columns: [
      currencyColumn(view),
      column('budget', t.budgets.budget),
      column('of', t.budgets.scope),
      column('limit', t.budgets.limit, 'amount'),
      column('spent', f.capital(f.month(data.month)), 'amount'),
      column('expected', t.budgets.expected, 'amount'),
      column('thresholds', t.budgets.thresholds),
    ],
    rows: rowsOf(
      view,
      (report) => report.budgets,
      (facts) =>
        facts.budgets.map((each) => [
          each.name,
          t.budgets.of(each.scope),
          each.limit,
          each.spent,
          each.forecast,
          each.thresholds.map((threshold) => `${threshold}%`).join(' '),
        ]),
    ),
  };
}

function anomalies(view: View): ReportTable {
  const { t, f, data } = view;
  return {
    name: 'anomalies',
    title: t.sections.anomalies,
    columns: [
      currencyColumn(view),
      column('resource', t.resource),
      column('service', t.service_),
      column('account', t.account, 'code'),
      ...projectColumns(view),
      column('usual', t.anomalies.usual, 'amount'),
      column('amount', f.capital(f.month(data.month)), 'amount'),
      column('difference', t.difference, 'amount'),
      column('z', 'z', 'number'),
    ],
    rows: rowsOf(
      view,
      (report) => report.anomalies,
      ({ rows }) =>
        rows.map((each) => [
          each.label ?? each.resource,
          t.service(each.service),
          each.account,
          ...projectCells(each.project),
          each.usual,
          each.amount,
          each.difference,
          each.z,
        ]),
    ),
  };
}

function unmapped(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'unmapped',
    title: t.sections.unmapped,
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      column('resource', t.resource),
      column('plan_code', t.unmapped.planCode, 'code'),
      column('lines', t.unmapped.lines, 'count'),
      ...pairColumns(view),
    ],
    rows: rowsOf(
      view,
      (report) => report.unmapped,
      ({ rows }) =>
        rows.map((each) => [each.account, each.resource, each.planCode, each.lines, ...pairCells(each)]),
    ),
  };
}

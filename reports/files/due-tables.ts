// Tables of what is due: debts and payments, VAT, what expires, credits, commitments, unit costs.
import type { View } from '../page/view.js';
import { column, type ReportTable } from './report-table.js';
import { currencyColumn, projectCells, projectColumns, rowsOf } from './spend-tables.js';

export function dueTables(view: View): ReportTable[] {
  return [
    owed(view),
    payments(view),
    vat(view),
    expiring(view),
    credits(view),
    commitments(view),
    unitCosts(view),
  ];
}

function owed(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'owed',
    title: t.sections.owed,
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      column('document', t.document, 'code'),
      column('kind', t.proof.kind, 'code'),
      column('date', t.date, 'day'),
      column('due', t.owed.due, 'day'),
      column('days_late', t.owed.daysLate, 'count'),
      column('with_tax', t.withTax, 'amount'),
      column('paid', t.owed.paid, 'amount'),
      column('open', t.owed.open, 'amount'),
    ],
    rows: rowsOf(
      view,
      (report) => report.owed,
      ({ documents }) =>
        documents.map((each) => [
          each.account,
          each.id,
          each.kind,
          each.day,
          each.due,
          each.daysLate,
          each.withTax,
          each.paid,
          each.open,
        ]),
    ),
  };
}

function payments(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'payments',
    title: t.owed.paymentsTitle,
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      column('date', t.date, 'day'),
      column('document', t.document, 'code'),
      column('method', t.owed.method),
      column('amount', t.owed.amount, 'amount'),
    ],
    rows: rowsOf(
      view,
      (report) => report.owed,
      (facts) =>
        facts.payments.map((each) => [each.account, each.day, each.document, each.method, each.amount]),
    ),
    isLong: true,
  };
}

function vat(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'vat',
    title: t.sections.vat,
    columns: [
      currencyColumn(view),
      column('month', t.month, 'month'),
      column('rate', t.vat.rate, 'percent'),
      column('documents', t.documents, 'count'),
      column('without_tax', t.withoutTax, 'amount'),
      column('tax', t.tax, 'amount'),
      column('rate_of_base', t.vat.computed, 'amount'),
      column('rounding', t.vat.rounding, 'amount'),
      column('with_tax', t.withTax, 'amount'),
    ],
    rows: rowsOf(
      view,
      (report) => report.vat,
      ({ rows }) =>
        rows.map((each) => [
          each.month,
          each.rate,
          each.documents,
          each.withoutTax,
          each.tax,
          each.computed,
          each.rounding,
          each.withTax,
        ]),
    ),
  };
}

function expiring(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'expiring',
    title: t.sections.expiring,
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      column('ends', t.expiring.ends, 'day'),
      column('service', t.service_),
      column('what', t.expiring.what),
      column('duration', t.lines.period),
      column('renewal', t.expiring.renewal, 'code'),
      column('price', t.expiring.price, 'amount'),
    ],
    rows: rowsOf(
      view,
      (report) => report.expiring,
      ({ rows }) =>
        rows.map((each) => [
          each.account,
          each.ends,
          each.service,
          each.what,
          each.duration === null ? null : t.duration(each.duration),
          each.renewal,
          each.price,
        ]),
    ),
  };
}

function credits(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'credits',
    title: t.sections.credits,
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      column('balance', t.credits.balance, 'code'),
      column('type', t.expiring.what),
      ...projectColumns(view),
      column('given', t.credits.given, 'amount'),
      column('used', t.credits.used, 'amount'),
      column('left', t.credits.left, 'amount'),
      column('ends', t.expiring.ends, 'day'),
      column('used_up', t.credits.usedUp, 'day'),
    ],
    rows: rowsOf(
      view,
      (report) => report.credits,
      ({ balances }) =>
        balances.map((each) => [
          each.account,
          each.name,
          t.balanceType(each.type),
          ...projectCells(each.project),
          each.given,
          each.used,
          each.left,
          each.ends,
          each.usedUpOn,
        ]),
    ),
  };
}

function commitments(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'commitments',
    title: t.sections.commitments,
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      column('id', 'id', 'code'),
      column('plan', t.commitments.plan),
      ...projectColumns(view),
      column('size', t.commitments.size, 'count'),
      column('from', t.commitments.from, 'day'),
      column('ends', t.expiring.ends, 'day'),
      column('renewal', t.expiring.renewal, 'code'),
      column('price', t.commitments.price, 'amount'),
    ],
    rows: rowsOf(
      view,
      (report) => report.commitments,
      ({ plans }) =>
        plans.map((each) => [
          each.account,
          each.id,
          each.model,
          ...projectCells(each.project),
          each.size,
          each.from,
          each.to,
          each.renewal,
          each.price,
        ]),
    ),
  };
}

function unitCosts(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'unit_costs',
    title: t.sections.units,
    columns: [
      currencyColumn(view),
      column('month', t.month, 'month'),
      column('unit', t.units.unit),
      column('of', t.units.scope),
      column('quantity', t.units.quantity, 'number'),
      column('amount', t.units.amount, 'amount'),
      column('cost', t.units.cost, 'number'),
    ],
    rows: rowsOf(
      view,
      (report) => report.unitCosts,
      ({ months, rows }) =>
        rows.flatMap((each) =>
          months.map((month, index) => [
            month,
            each.unit,
            each.scope,
            each.quantities[index] ?? null,
            each.amounts[index] ?? null,
            each.costs[index] ?? null,
          ]),
        ),
    ),
  };
}

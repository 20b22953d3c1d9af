// Tables of load health and proof.

import { LEDGER_STATES } from '../../connector/model/report.js';
import { plain } from '../../console/ui/parts/rich.js';
import type { View } from '../page/view.js';
import type { DocumentSums, RunHealth } from '../report/proof-data.js';
import { column, type ReportTable, type TableCell, type TableColumn } from './report-table.js';

/** What later runs made up for, in words. */
export function laterRuns({ t }: View, run: RunHealth | null): string[] {
  return (run?.laterRuns ?? []).map(({ id, kind, brought }) => `${t.health.later[kind](brought)} ${id}`);
}

export function proofTables(view: View): ReportTable[] {
  return [oddTable(view), kindTable(view), monthTable(view), apartTable(view), loadTable(view)];
}

function oddTable({ data, t }: View): ReportTable {
  return {
    name: 'documents_that_do_not_add_up',
    title: t.proof.theOdd(data.proof.odd.length),
    columns: [
      column('account', t.account, 'code'),
      column('document', t.document, 'code'),
      column('kind', t.proof.kind, 'code'),
      column('state', t.state),
      column('date', t.date, 'day'),
      column('currency', t.currency, 'code'),
      column('without_tax', t.withoutTax, 'amount'),
      column('sum_of_lines', t.linesSum, 'amount'),
      column('gap', t.gap, 'amount'),
      column('tax_gap', t.proof.taxGap, 'amount'),
      column('why', t.proof.why),
      column('command', t.proof.command, 'code'),
    ],
    rows: data.proof.odd.map((each) => [
      each.account,
      each.id,
      each.kind,
      t.proof.states[each.state],
      each.day,
      each.currency,
      each.withoutTax,
      each.lines,
      each.gap,
      each.taxGap,
      plain(t.proof.reasons(each)),
      each.command === null ? null : `source-ovhcloud ${each.command}`,
    ]),
  };
}

function sumColumns({ t }: View): TableColumn[] {
  return [
    column('documents', t.documents, 'count'),
    column('exact', t.proof.exactHead, 'count'),
    column('lines', t.unmapped.lines, 'count'),
    column('without_tax', t.withoutTax, 'amount'),
    column('sum_of_lines', t.linesSum, 'amount'),
    column('gap', t.gap, 'amount'),
    column('tax', t.tax, 'amount'),
    column('with_tax', t.withTax, 'amount'),
  ];
}

const sumCells = (sums: DocumentSums): TableCell[] => [
  sums.documents,
  sums.exact,
  sums.lineCount,
  sums.withoutTax,
  sums.lines,
  sums.gap,
  sums.tax,
  sums.withTax,
];

function kindTable(view: View): ReportTable {
  const { data, t } = view;
  return {
    name: 'documents_by_kind',
    title: t.proof.byKind,
    columns: [column('currency', t.currency, 'code'), column('kind', t.proof.kind), ...sumColumns(view)],
    rows: data.proof.currencies.flatMap(({ currency, kinds }) =>
      kinds.map((each) => [currency, t.documentKinds[each.kind], ...sumCells(each)]),
    ),
    totals: data.proof.currencies.map(({ currency, total }) => [
      currency,
      t.proof.spendOfMonth,
      ...sumCells(total),
    ]),
  };
}

function monthTable(view: View): ReportTable {
  const { data, t } = view;
  return {
    name: 'documents_by_month',
    title: t.proof.documentsByMonth,
    columns: [
      column('currency', t.currency, 'code'),
      column('month', t.month, 'month'),
      column('account', t.account, 'code'),
      ...sumColumns(view),
    ],
    rows: data.proof.currencies.flatMap(({ currency, months }) =>
      months.map((each) => [currency, each.month, each.account, ...sumCells(each)]),
    ),
    isLong: true,
  };
}

function apartTable({ data, t }: View): ReportTable {
  return {
    name: 'documents_apart',
    title: t.proof.apartTitle,
    columns: [
      column('account', t.account, 'code'),
      column('document', t.document, 'code'),
      column('kind', t.proof.kind, 'code'),
      column('date', t.date, 'day'),
      column('why', t.absent.why, 'code'),
      column('amount', t.owed.amount, 'amount'),
      column('currency', t.currency, 'code'),
    ],
    rows: data.proof.apart.map((each) => [
      each.account,
      each.id,
      each.kind,
      each.day,
      each.why,
      each.amount,
      each.currency,
    ]),
  };
}

function loadTable({ data, t }: View): ReportTable {
  return {
    name: 'load',
    title: t.health.details,
    columns: [
      column('account', t.account, 'code'),
      column('source_object', t.health.source, 'code'),
      column('table', t.health.table, 'code'),
      column('path', t.health.path, 'code'),
      column('listed', t.ledger.listed, 'count'),
      ...LEDGER_STATES.map((state) => column(state, t.ledger[state], 'count')),
      column('missing_now', t.health.missingNow, 'count'),
      column('rows', t.health.rows, 'count'),
      column('complete_because', t.health.restsOn, 'code'),
    ],
    rows: data.health.flatMap(({ account, run }) =>
      (run?.sources ?? []).map((source) => [
        account,
        source.source,
        source.table,
        source.path,
        source.ledger.listed,
        ...LEDGER_STATES.map((state) => source.ledger[state]),
        source.missing,
        source.rows,
        source.proof,
      ]),
    ),
    isLong: true,
  };
}

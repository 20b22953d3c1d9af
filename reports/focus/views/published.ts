// The views of FOCUS that people query: one for each version and dataset, with the columns and names of the specification.
import type { Dialect, SqlType } from '../../sql/dialect.js';
import { text } from '../../sql/dialect.js';
import type { MartView } from '../../sql/view.js';
import { FOCUS_DATASETS, FOCUS_VERSIONS, type FocusDataset, type FocusVersion } from '../columns/column.js';
import { DATASETS, type WrittenColumn, writtenColumns } from '../columns/datasets.js';
import { FOCUS_CHARGES } from './charges.js';
import { instantOf } from './focus-sql.js';
import { FOCUS_INVOICES, FOCUS_PERIODS } from './invoices.js';

/** The view whose rows a dataset is made of. */
export const ROWS_OF: Readonly<Record<FocusDataset, MartView>> = {
  CostAndUsage: FOCUS_CHARGES,
  InvoiceDetail: FOCUS_INVOICES,
  BillingPeriod: FOCUS_PERIODS,
};

/** `focus_1_2`, `focus_1_4_invoice_detail`. */
export function viewName(dataset: FocusDataset, version: FocusVersion): string {
  const ending = dataset === 'CostAndUsage' ? '' : `_${DATASETS[dataset].option.replaceAll('-', '_')}`;
  return `focus_${version.replace('.', '_')}${ending}`;
}

export const FOCUS_VIEWS: readonly MartView[] = [
  FOCUS_CHARGES,
  FOCUS_INVOICES,
  FOCUS_PERIODS,
  ...FOCUS_DATASETS.flatMap((dataset) =>
    FOCUS_VERSIONS.filter((version) => version >= DATASETS[dataset].since).map((version) =>
      publishedView(dataset, version),
    ),
  ),
];

function publishedView(dataset: FocusDataset, version: FocusVersion): MartView {
  const columns = writtenColumns(dataset, version);
  const key: Record<FocusDataset, readonly string[]> = {
    CostAndUsage: ['BillingAccountId', 'x_OvhDocumentType', 'InvoiceId', 'x_OvhLineId'],
    InvoiceDetail: ['BillingAccountId', 'x_OvhDocumentType', 'InvoiceId', 'InvoiceDetailId'],
    BillingPeriod: ['BillingPeriodStart'],
  };
  return {
    name: viewName(dataset, version),
    about: `${dataset} of FOCUS ${version}: ${DATASETS[dataset].about}.`,
    key: key[dataset],
    needs: ROWS_OF[dataset].needs,
    columns: columns.map((column) => ({ name: column.name, type: typeOf(column), about: column.about })),
    sql: ({ d }) =>
      `SELECT ${columns.map((column) => fieldOf(d, column)).join(',\n  ')}\nFROM ${ROWS_OF[dataset].name} AS f`,
  };
}

function typeOf({ type, source }: WrittenColumn): SqlType {
  if (type === 'Decimal') return 'decimal';
  return 'field' in source && source.as === 'day' ? 'timestamp' : 'text';
}

function fieldOf(d: Dialect, { source }: WrittenColumn): string {
  if ('constant' in source) return d.cast(text(source.constant), 'text');
  const field = `f.${source.field}`;
  if (source.as === 'cost' || source.as === 'amount') return d.money(field);
  return source.as === 'day' ? instantOf(d, field) : field;
}

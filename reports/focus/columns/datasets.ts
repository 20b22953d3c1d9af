// The datasets with their columns.
import { BILLING_PERIOD, BILLING_PERIOD_CUSTOM } from './billing-period.js';
import {
  type CustomColumn,
  type FocusColumn,
  type FocusDataset,
  type FocusVersion,
  isIn,
  type LeftOutColumn,
} from './column.js';
import { COST_AND_USAGE, COST_AND_USAGE_CUSTOM } from './cost-and-usage.js';
import { INVOICE_DETAIL, INVOICE_DETAIL_CUSTOM } from './invoice-detail.js';
import { INVOICE_DETAIL_LEFT_OUT, LEFT_OUT } from './left-out.js';

export interface Dataset {
  name: FocusDataset;
  /** The first version that has it. */
  since: FocusVersion;
  /** As an option and as a part of names. */
  option: string;
  about: string;
  columns: readonly FocusColumn[];
  custom: readonly CustomColumn[];
  leftOut: readonly LeftOutColumn[];
}

export const DATASETS: Readonly<Record<FocusDataset, Dataset>> = {
  CostAndUsage: {
    name: 'CostAndUsage',
    since: '1.2',
    option: 'cost-and-usage',
    about: 'what was charged: one row a line of each document, its tax, and what makes up for a difference',
    columns: COST_AND_USAGE,
    custom: COST_AND_USAGE_CUSTOM,
    leftOut: LEFT_OUT,
  },
  InvoiceDetail: {
    name: 'InvoiceDetail',
    since: '1.4',
    option: 'invoice-detail',
    about: 'the documents themselves, line by line, with what is paid of them',
    columns: INVOICE_DETAIL,
    custom: INVOICE_DETAIL_CUSTOM,
    leftOut: INVOICE_DETAIL_LEFT_OUT,
  },
  BillingPeriod: {
    name: 'BillingPeriod',
    since: '1.4',
    option: 'billing-period',
    about: 'the months, open or closed',
    columns: BILLING_PERIOD,
    custom: BILLING_PERIOD_CUSTOM,
    leftOut: [],
  },
};

export type WrittenColumn = FocusColumn | CustomColumn;

/** The columns of a file, in their order: those of FOCUS, then our own. */
export function writtenColumns(
  dataset: FocusDataset,
  version: FocusVersion,
  isAscii = false,
): WrittenColumn[] {
  const { columns, custom } = DATASETS[dataset];
  return [
    ...columns.filter((column) => isIn(version, column)),
    ...custom.filter((column) => isIn(version, column) && (isAscii || !column.onlyAscii)),
  ];
}

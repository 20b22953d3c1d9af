// Columns that several views have.
import type { ViewColumn } from '../view.js';

export type DocumentKind = 'bill' | 'corrective' | 'refund';

export const ACCOUNT: ViewColumn = { name: '_account', type: 'text', about: 'account (nichandle)' };
export const MONTH: ViewColumn = {
  name: 'month',
  type: 'text',
  about: '`2026-10`: month of the day as the API printed it',
};
export const CURRENCY: ViewColumn = {
  name: 'currency',
  type: 'text',
  about: 'currency; never added over currencies',
};

export const DOCUMENT_COLUMNS: readonly ViewColumn[] = [
  ACCOUNT,
  { name: 'document_kind', type: 'text', about: '`bill`, `corrective`, `refund`' },
  { name: 'document_id', type: 'text', about: 'id of the document' },
  { name: 'day', type: 'date', about: 'day of the document, as the API printed it' },
  MONTH,
  CURRENCY,
];

export const SERVICE_COLUMNS: readonly ViewColumn[] = [
  {
    name: 'service_kind',
    type: 'text',
    about: '`compute`, `storage`, `network` …; `unmapped`, `adjustment`, `tax`',
  },
  { name: 'service_category', type: 'text', about: 'service category of FOCUS' },
  { name: 'service_name', type: 'text', about: 'service, by `services_dim`' },
];

/** An amount: as a decimal, and as a whole number of 10^-8 units. */
export function amounts(name: string, about: string): ViewColumn[] {
  return [
    { name, type: 'decimal', about },
    { name: `${name}_ucents`, type: 'bigint', about: 'the same in whole 10⁻⁸ units, exact in every engine' },
  ];
}

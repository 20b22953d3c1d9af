// Billing documents and their lines: one row each, signed as spend.
import type { InputName } from '../inputs.js';
import type { MartContext, MartView } from '../view.js';
import { amounts, DOCUMENT_COLUMNS, type DocumentKind } from './columns.js';

export interface Kind {
  kind: DocumentKind;
  documents: InputName;
  lines: InputName;
  id: string;
  lineId: string;
  corrects?: string;
  hasCategory: boolean;
  hasPeriod: boolean;
}

export const KINDS: readonly Kind[] = [
  {
    kind: 'bill',
    documents: 'bills',
    lines: 'bill_details',
    id: 'bill_id',
    lineId: 'bill_detail_id',
    hasCategory: true,
    hasPeriod: true,
  },
  {
    kind: 'corrective',
    documents: 'corrective_invoices',
    lines: 'corrective_invoice_details',
    id: 'corrective_invoice_id',
    lineId: 'corrective_invoice_detail_id',
    corrects: 'corrected_invoice_id',
    hasCategory: true,
    hasPeriod: true,
  },
  {
    kind: 'refund',
    documents: 'refunds',
    lines: 'refund_details',
    id: 'refund_id',
    lineId: 'refund_detail_id',
    corrects: 'original_bill_id',
    hasCategory: false,
    hasPeriod: false,
  },
];

export const DOCUMENTS: MartView = {
  name: 'documents',
  about:
    'Every billing document with its totals, signed as spend: bills and corrective invoices as the API has them, refunds negative.',
  key: ['_account', 'document_kind', 'document_id'],
  needs: ['bills'],
  columns: [
    ...DOCUMENT_COLUMNS,
    { name: 'category', type: 'text', about: 'category of a bill or a corrective invoice' },
    { name: 'order_id', type: 'bigint', about: 'order' },
    { name: 'corrects', type: 'text', about: 'bill that a refund or a corrective invoice is for' },
    ...amounts('total_without_tax', 'total without tax'),
    ...amounts('tax', 'tax'),
    ...amounts('total_with_tax', 'total with tax'),
    {
      name: 'apart',
      type: 'text',
      about:
        'why it is in no sum: `prepayment` (`PP_`, its use is billed again), `points` (no currency); null: it is spend',
    },
  ],
  sql: (mart) => KINDS.map((kind) => documentsOf(kind, mart)).join('\nUNION ALL\n'),
};

function documentsOf(kind: Kind, mart: MartContext): string {
  const { d } = mart;
  const { documents, id } = kind;
  const isNegated = kind.kind === 'refund';
  const signed = (column: string) =>
    isNegated ? `CASE WHEN price_with_tax_ucents < 0 THEN ${column} ELSE -${column} END` : column;
  const money = ['price_without_tax_ucents', 'tax_ucents', 'price_with_tax_ucents'].map((column) => {
    const value = signed(column);
    return `${d.money(value)}, ${value}`;
  });
  return `SELECT _account, '${kind.kind}', ${id}, date_day, ${d.month('date_day')}, price_with_tax_currency_code,
  ${kind.hasCategory ? 'category' : d.none('text')}, order_id, ${corrects(kind, mart)},
  ${money.join(',\n  ')},
  ${apart(id, 'price_with_tax_currency_code', mart)}
FROM ${mart.from(documents)} AS t`;
}

/** The bill that a document corrects. */
function corrects({ corrects: column }: Kind, { d }: MartContext, place = ''): string {
  return column === undefined ? d.none('text') : `nullif(${place}${column}, '')`;
}

/** Why a document is in no sum. */
function apart(id: string, currency: string, { d }: MartContext): string {
  return `CASE WHEN substr(${id}, 1, 3) = 'PP_' THEN 'prepayment'
    WHEN ${d.glob(currency, '[A-Z][A-Z][A-Z]')} THEN ${d.none('text')} ELSE 'points' END`;
}

/** Whether a document is spend. Behind coalesce PostgreSQL guesses half of the rows: of `apart` it guesses next to none, and loops. */
export function isSpend(id: string, currency: string, { d }: MartContext): string {
  return `substr(${id}, 1, 3) <> 'PP_' AND coalesce(${d.glob(currency, '[A-Z][A-Z][A-Z]')}, FALSE)`;
}

/** Lines of a kind beside their documents: those that a document no longer has are left out. */
export function linesFrom(
  { documents, lines, id }: Kind,
  mart: MartContext,
  { condition, joins = '' }: { condition?: string; joins?: string } = {},
): string {
  const from = mart.from(lines);
  const some = condition === undefined ? from : `(SELECT * FROM ${from} AS l WHERE ${condition})`;
  return `FROM ${some} AS l
JOIN ${mart.from(documents)} AS t ON t._account = l._account AND t.${id} = l.${id}${joins}
WHERE (l._deleted_at IS NULL OR t._deleted_at IS NOT NULL)`;
}

/** The amount of a line, signed as its document. */
export function lineAmount({ kind }: Kind): string {
  return kind === 'refund'
    ? 'CASE WHEN t.price_with_tax_ucents < 0 THEN l.total_price_ucents ELSE -l.total_price_ucents END'
    : 'l.total_price_ucents';
}

/** The lines with the account, document and sign; not those that a document no longer has. */
export const LINES: MartView = {
  name: 'mart_lines',
  about: 'Lines of all documents, signed as their documents.',
  internal: true,
  key: ['_account', 'document_kind', 'document_id', 'line_id'],
  needs: ['bill_details'],
  columns: [
    ...DOCUMENT_COLUMNS.slice(0, 3),
    { name: 'line_id', type: 'text', about: '' },
    { name: 'domain', type: 'text', about: '' },
    { name: 'resource', type: 'text', about: '' },
    { name: 'description', type: 'text', about: '' },
    { name: 'quantity', type: 'decimal', about: '' },
    { name: 'quantity_text', type: 'text', about: '' },
    { name: 'unit_price', type: 'decimal', about: '' },
    { name: 'period_start', type: 'date', about: '' },
    { name: 'period_end', type: 'date', about: '' },
    { name: 'currency', type: 'text', about: '' },
    { name: 'amount_ucents', type: 'bigint', about: '' },
    { name: 'document_currency', type: 'text', about: '' },
    { name: 'day', type: 'date', about: '' },
    { name: 'apart', type: 'text', about: '' },
    { name: 'category', type: 'text', about: '' },
    { name: 'order_id', type: 'bigint', about: '' },
    { name: 'corrects', type: 'text', about: '' },
  ],
  sql: (mart) => KINDS.map((kind) => linesOf(kind, mart)).join('\nUNION ALL\n'),
};

/** What a query of lines has beside the columns of `mart_lines`, and the joins that it needs for it. */
interface Beside {
  columns: string;
  joins: string;
}

/** @param beside names of the tables: lines `l`, documents `t` */
export function linesOf(kind: Kind, mart: MartContext, beside?: Beside): string {
  const { d } = mart;
  const { id, lineId, hasPeriod } = kind;
  const named = (column: string) => `nullif(nullif(${column}, ''), '*')`;
  return `SELECT l._account, '${kind.kind}', l.${id}, l.${lineId}, ${named('l.domain')}, ${named('l.resource')},
  nullif(l.description, ''), l.quantity_number, l.quantity, l.unit_price_value,
  ${hasPeriod ? 'l.period_start, l.period_end' : `${d.none('date')}, ${d.none('date')}`},
  l.total_price_currency_code, ${lineAmount(kind)}, t.price_with_tax_currency_code, t.date_day,
  ${apart(`t.${id}`, 't.price_with_tax_currency_code', mart)},
  ${kind.hasCategory ? 't.category' : d.none('text')}, t.order_id, ${corrects(kind, mart, 't.')}${beside ? `, ${beside.columns}` : ''}
${linesFrom(kind, mart, beside && { joins: beside.joins })}`;
}

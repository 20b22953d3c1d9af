// The rows of a dataset, month by month, from a database whose views are there.
import type { QuerySession, QueryValue } from '../../../connector/model/query.js';
import { text } from '../../sql/dialect.js';
import { invoiceKey } from '../check/file-rules.js';
import type { FocusValue, KnownFacts } from '../check/rule.js';
import type { FocusDataset, FocusVersion } from '../columns/column.js';
import { writtenColumns } from '../columns/datasets.js';
import { ROWS_OF } from '../views/published.js';
import { cellWriter } from './cells.js';

export interface FocusSelection {
  dataset: FocusDataset;
  version: FocusVersion;
  /** First and last month, `2026-01`. Default: all. */
  from?: string | undefined;
  until?: string | undefined;
  /** Accounts. Default: all. */
  accounts?: readonly string[] | undefined;
  isAscii: boolean;
}

export interface FocusMonth {
  month: string;
  /** In the order of account, kind and id of the document, and line: the same from every engine. */
  rows: FocusValue[][];
}

/** Rows that are asked for at once. */
const MOST_ROWS = 100_000;

/** @param session with the views of the mart */
export async function* readMonths(
  session: QuerySession,
  selection: FocusSelection,
): AsyncGenerator<FocusMonth> {
  const { dataset, version, isAscii } = selection;
  const { name, columns: fields, key } = ROWS_OF[dataset];
  const places = new Map(fields.map((field, at) => [field.name, at]));
  const writers = writtenColumns(dataset, version, isAscii).map((column) =>
    cellWriter(column, places, isAscii),
  );
  const month = places.get('billing_month') ?? 0;
  const keys = key.map((field) => places.get(field) ?? 0);
  for (const months of await groups(session, name, selection)) {
    const list = fields.map((field) => `f.${field.name}`).join(', ');
    const { rows } = await session.query(
      `SELECT ${list} FROM ${name} AS f WHERE ${where(selection, dataset)} AND f.billing_month IN (${months.map(text).join(', ')})`,
    );
    const byMonth = new Map(months.map((each): [string, QueryValue[][]] => [each, []]));
    for (const row of rows) byMonth.get(String(row[month]))?.push(row);
    for (const each of months) {
      const sorted = (byMonth.get(each) ?? []).sort((one, other) => compare(one, other, keys));
      yield { month: each, rows: sorted.map((row) => writers.map((write) => write(row))) };
    }
  }
}

/** Months in their order, in groups of no more than `MOST_ROWS` rows, or of one month. */
async function groups(session: QuerySession, view: string, selection: FocusSelection): Promise<string[][]> {
  const { rows } = await session.query(
    `SELECT f.billing_month, count(*) FROM ${view} AS f WHERE ${where(selection, selection.dataset)} GROUP BY f.billing_month ORDER BY f.billing_month`,
  );
  const found: string[][] = [];
  let room = 0;
  for (const [month, count] of rows) {
    room -= Number(count);
    if (room < 0 || found.length === 0) {
      found.push([]);
      room = MOST_ROWS - Number(count);
    }
    found.at(-1)?.push(String(month));
  }
  return found;
}

function where({ from, until, accounts }: FocusSelection, dataset?: FocusDataset): string {
  return [
    'f.billing_month IS NOT NULL',
    ...(from === undefined ? [] : [`f.billing_month >= ${text(from)}`]),
    ...(until === undefined ? [] : [`f.billing_month <= ${text(until)}`]),
    ...(accounts === undefined || dataset === 'BillingPeriod'
      ? []
      : [`f._account IN (${accounts.map(text).join(', ')})`]),
  ].join(' AND ');
}

function compare(
  one: readonly QueryValue[],
  other: readonly QueryValue[],
  places: readonly number[],
): number {
  for (const place of places) {
    const [a, b] = [String(one[place]), String(other[place])];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}

/** What is to be paid of each document that is spend. */
export async function payables(session: QuerySession): Promise<NonNullable<KnownFacts['payable']>> {
  const { rows } = await session.query(
    'SELECT _account, document_kind, document_id, total_with_tax_ucents FROM documents WHERE apart IS NULL',
  );
  return new Map(
    rows.map(([account, kind, id, payable]) => [
      invoiceKey(String(account), String(kind), String(id)),
      BigInt((payable ?? 0n) as bigint),
    ]),
  );
}

/** Why a document is in no file. */
export type Absence = 'prepayment' | 'points' | 'not-loaded';

export interface AbsentDocument {
  reason: Absence;
  account: string;
  kind: string;
  id: string;
  /** `2026-10`; null where no day is known. */
  month: string | null;
  /** What the ledger says of a document that is not loaded. */
  ledger: string | null;
}

/** The documents that are in no file: prepayments, points, and those that the API listed and no load could read. */
export async function absentDocuments(
  session: QuerySession,
  selection: FocusSelection,
): Promise<AbsentDocument[]> {
  const { from, until, accounts } = selection;
  const { rows } = await session.query(
    `SELECT CASE WHEN state = 'NOT LOADED' THEN 'not-loaded' ELSE apart END, _account, document_kind, document_id, month, reason
FROM reconciliation WHERE apart IS NOT NULL OR state = 'NOT LOADED'`,
  );
  const texts = rows.map((row) => row.map((value) => (value === null ? null : String(value))));
  return texts
    .map(([reason, account, kind, id, month, ledger]) => ({
      reason: reason as Absence,
      account: account ?? '',
      kind: kind ?? '',
      id: id ?? '',
      month: month ?? null,
      ledger: reason === 'not-loaded' ? (ledger ?? null) : null,
    }))
    .filter(
      ({ account, month }) =>
        (accounts?.includes(account) ?? true) &&
        (month === null || ((from ?? month) <= month && month <= (until ?? month))),
    )
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

const keyOf = ({ reason, account, kind, id }: AbsentDocument) => [reason, account, kind, id].join('\0');

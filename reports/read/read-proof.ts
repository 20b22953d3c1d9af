// Proof: the documents of a month against their lines, and what the ledger says of those that are not there.
import type { QuerySession } from '../../connector/model/query.js';
import type {
  ApartDocument,
  CurrencyProof,
  DocumentKind,
  DocumentList,
  DocumentSums,
  GapReason,
  Health,
  OddDocument,
  Proof,
} from '../report/proof-data.js';
import type { AccountId, Month } from '../report/report-data.js';
import { plusMonths } from './months.js';
import { amountOf, amountOrNull, by, grouped, literal, literals, type Row, rowsOf, total } from './rows.js';

export interface ProofScope {
  month: Month;
  accounts: readonly AccountId[];
  currencies: readonly string[];
  health: readonly Health[];
}

const KINDS: readonly DocumentKind[] = ['bill', 'corrective', 'refund'];
const MONTHS = 13;

export async function proofOf(session: QuerySession, scope: ProofScope): Promise<Proof> {
  const { month, accounts, currencies } = scope;
  if (accounts.length === 0) return { odd: [], currencies: [], apart: [], lists: [] };
  const sums = await rowsOf(
    session,
    `SELECT * FROM reconciliation_monthly
WHERE month >= ${literal(plusMonths(month, 1 - MONTHS))} AND month <= ${literal(month)} AND _account IN (${literals(accounts)})`,
  );
  const unchecked = await rowsOf(
    session,
    `SELECT _account, month, document_kind, currency, count(*) AS documents FROM reconciliation
WHERE state = 'UNCHECKED' AND apart IS NULL AND _account IN (${literals(accounts)}) GROUP BY _account, month, document_kind, currency`,
  );
  const uncheckedOf = new Map(unchecked.map((row) => [groupKey(row), row.count('documents')]));
  const withUnchecked = sums.map((row) => ({ row, unchecked: uncheckedOf.get(groupKey(row)) ?? 0 }));
  const foreign = await foreignLines(session, scope);
  return {
    odd: await oddDocuments(session, scope),
    currencies: currencies.map((currency) =>
      currencyProof(
        currency,
        month,
        withUnchecked.filter(({ row }) => row.text('currency') === currency),
        foreign.get(currency),
      ),
    ),
    apart: await apartDocuments(session, scope),
    lists: scope.health.flatMap(listsOf),
  };
}

function groupKey(row: Row): string {
  return JSON.stringify(
    ['_account', 'month', 'document_kind', 'currency'].map((name) => row.textOrNull(name)),
  );
}

interface Summed {
  row: Row;
  unchecked: number;
}

function currencyProof(
  currency: string,
  month: Month,
  rows: Summed[],
  foreign: bigint | undefined,
): CurrencyProof {
  const now = rows.filter(({ row }) => row.text('month') === month);
  const months = [...grouped(rows, ({ row }) => JSON.stringify([row.text('month'), row.text('_account')]))];
  return {
    currency,
    total: sumsOf(now),
    ...(foreign === undefined ? {} : { foreignLines: amountOf(foreign) }),
    kinds: KINDS.flatMap((kind) => {
      const of = now.filter(({ row }) => row.text('document_kind') === kind);
      return of.length === 0 ? [] : [{ kind, ...sumsOf(of) }];
    }),
    months: months
      .map(([, of]) => {
        const [{ row }] = of as [Summed];
        return { month: row.text('month'), account: row.text('_account'), ...sumsOf(of) };
      })
      .sort((a, b) => (a.month === b.month ? (a.account < b.account ? -1 : 1) : a.month < b.month ? 1 : -1)),
  };
}

function sumsOf(rows: Summed[]): DocumentSums {
  const count = (name: string) => rows.reduce((sum, { row }) => sum + row.count(name), 0);
  const amount = (name: string) => amountOf(total(rows.map(({ row }) => row.units(name))));
  const unchecked = rows.reduce((sum, each) => sum + each.unchecked, 0);
  return {
    documents: count('documents'),
    exact: count('exact'),
    ...(unchecked === 0 ? {} : { unchecked }),
    lineCount: count('line_count'),
    withoutTax: amount('total_without_tax_ucents'),
    lines: amount('lines_sum_ucents'),
    gap: amount('gap_ucents'),
    tax: amount('tax_ucents'),
    withTax: amount('total_with_tax_ucents'),
  };
}

/** Lines of the month in another currency than their documents, by their own. */
async function foreignLines(
  session: QuerySession,
  { month, accounts }: ProofScope,
): Promise<Map<string, bigint>> {
  const rows = await rowsOf(
    session,
    `SELECT c.currency, sum(c.amount_ucents) AS units FROM charges AS c
JOIN documents AS d ON d._account = c._account AND d.document_kind = c.document_kind AND d.document_id = c.document_id
WHERE c.charge_kind = 'line' AND c.currency <> d.currency AND c.month = ${literal(month)} AND c._account IN (${literals(accounts)})
GROUP BY c.currency`,
  );
  return new Map(rows.map((row) => [row.text('currency'), row.units('units')]));
}

const STATES: Record<string, OddDocument['state']> = {
  'NOT LOADED': 'not-loaded',
  'NO LINES': 'no-lines',
  GAP: 'gap',
  'TAX GAP': 'tax-gap',
};

async function oddDocuments(session: QuerySession, { month, accounts }: ProofScope): Promise<OddDocument[]> {
  const rows = await rowsOf(
    session,
    `SELECT * FROM reconciliation
WHERE (state = 'NOT LOADED' OR month = ${literal(month)} AND apart IS NULL AND state IN ('NO LINES', 'GAP', 'TAX GAP'))
  AND _account IN (${literals(accounts)})`,
  );
  const order = Object.values(STATES);
  const size = (row: Row) => {
    const units = row.units('gap_ucents') || row.units('tax_gap_ucents');
    return units < 0n ? -units : units;
  };
  return rows
    .map((row) => ({ size: size(row), document: oddDocument(row) }))
    .sort((a, b) => {
      const states = order.indexOf(a.document.state) - order.indexOf(b.document.state);
      if (states !== 0) return states;
      if (a.size !== b.size) return a.size < b.size ? 1 : -1;
      return a.document.id < b.document.id ? -1 : 1;
    })
    .map(({ document }) => document);
}

function oddDocument(row: Row): OddDocument {
  const state = STATES[row.text('state')] ?? 'gap';
  const run = row.textOrNull('run_id');
  const reason = row.textOrNull('reason');
  return {
    account: row.text('_account'),
    id: row.text('document_id'),
    kind: row.text('document_kind') as DocumentKind,
    state,
    day: row.textOrNull('day'),
    currency: row.textOrNull('currency'),
    withoutTax: amountOrNull(row.unitsOrNull('total_without_tax_ucents')),
    lines: state === 'no-lines' ? null : amountOrNull(row.unitsOrNull('lines_sum_ucents')),
    gap: amountOrNull(row.unitsOrNull('gap_ucents')),
    taxGap: amountOrNull(row.unitsOrNull('tax_gap_ucents')),
    reasons: reasonsOf(row, state, reason),
    command: commandOf(reason, run, row.count('missing_lines') > 0 || state === 'not-loaded'),
  };
}

const OF_LEDGER = ['failed', 'refused', 'gone', 'expired', 'rejected'] as const;

function reasonsOf(row: Row, state: OddDocument['state'], reason: string | null): GapReason[] {
  const problem = row.textOrNull('message') ?? '';
  const [count, lines] = [row.count('missing_lines'), row.count('line_count')];
  const ofLedger = OF_LEDGER.find((code) => code === reason);
  if (state === 'not-loaded')
    return ofLedger === undefined ? [] : [{ code: ofLedger, problem, attempts: null, queryId: null }];
  if (count > 0 && reason === 'rejected')
    return [
      {
        code: 'rejected-lines',
        count,
        of: lines + count,
        first: null,
        message: problem,
        amount: null,
        exact: false,
      },
    ];
  if (count > 0) return [{ code: 'lines-not-loaded', count, of: lines + count, first: null, problem }];
  if (reason === 'no-lines') return [{ code: 'empty-list' }];
  if (reason === 'other-currency') return [{ code: 'other-currency' }];
  if (reason === 'rounding') return [{ code: 'rounding', lines }];
  const tax = row.units('tax_gap_ucents');
  return state === 'tax-gap' && tax < 1_000_000n && tax > -1_000_000n ? [{ code: 'tax-rounding' }] : [];
}

function commandOf(reason: string | null, run: string | null, isMissing: boolean): string | null {
  if (!isMissing || reason === null) return null;
  if (reason === 'rejected') return 'replay';
  if (reason === 'refused') return 'check';
  return run === null ? 'retry' : `retry ${run}`;
}

async function apartDocuments(
  session: QuerySession,
  { month, accounts }: ProofScope,
): Promise<ApartDocument[]> {
  const rows = await rowsOf(
    session,
    `SELECT * FROM documents WHERE apart IS NOT NULL AND month = ${literal(month)} AND _account IN (${literals(accounts)})`,
  );
  return rows.sort(by('day', 'document_id')).map((row) => ({
    account: row.text('_account'),
    id: row.text('document_id'),
    kind: row.text('document_kind') as DocumentKind,
    day: row.text('day'),
    why: row.text('apart') === 'prepayment' ? 'prepayment' : 'points',
    amount: amountOf(row.units('total_without_tax_ucents')),
    currency: row.textOrNull('currency') ?? 'N/A',
  }));
}

const DOCUMENT_PATHS = [
  '/me/bill/{billId}',
  '/me/refund/{refundId}',
  '/me/correctiveInvoice/{correctiveInvoiceId}',
];

/** The lists that "every document" rests on. */
function listsOf({ account, run }: Health): DocumentList[] {
  if (run === null) return [];
  return run.sources
    .filter(({ path }) => DOCUMENT_PATHS.includes(path))
    .map(({ source, path, proof, ledger }) => ({
      account,
      source,
      path: path.slice(0, path.lastIndexOf('/')),
      proof,
      readAt: run.startedAt,
      listed: ledger.listed,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

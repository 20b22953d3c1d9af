// What is due of one currency: debts and payments, VAT, what expires, credits, commitments, unit costs.
import type { QuerySession } from '../../connector/model/query.js';
import type { Commitments, Credits, Expiring, Owed, UnitCosts, Vat, VatRow } from '../report/due-data.js';
import type { DocumentKind } from '../report/proof-data.js';
import type { AccountId, Amount, Month } from '../report/report-data.js';
import type { ProjectName } from '../report/spend-data.js';
import { lastMonths, monthOf, plusMonths } from './months.js';
import {
  amountOf,
  amountOrNull,
  by,
  descending,
  grouped,
  literal,
  literals,
  type Row,
  rowsOf,
  total,
} from './rows.js';

export interface DueScope {
  month: Month;
  currency: string;
  accounts: readonly AccountId[];
  /** Rows that have no currency, such as a service without a price, are with this one. */
  isFirst: boolean;
  projects: ReadonlyMap<string, string | null>;
}

const of = ({ currency, accounts }: DueScope) =>
  `currency = ${literal(currency)} AND _account IN (${literals(accounts)})`;

/** Of documents that are spend. Undefined where neither payments nor debts are loaded. */
export async function owedOf(session: QuerySession, scope: DueScope): Promise<Owed | undefined> {
  const { month } = scope;
  const rows = await rowsOf(
    session,
    `SELECT * FROM payments WHERE apart IS NULL AND ${of(scope)}
  AND (open_ucents > 0 OR month = ${literal(month)} OR paid_day IS NOT NULL)`,
  );
  if (rows.some((row) => row.text('state') === 'unknown')) return undefined;
  const open = rows.filter((row) => row.units('open_ucents') > 0n);
  const now = rows.filter((row) => row.text('month') === month);
  const credited = now.filter((row) => row.text('state') === 'credit');
  const billed = now.filter((row) => row.text('state') !== 'credit');
  const paid = rows
    .filter((row) => row.text('state') !== 'credit' && monthOf(row.text('paid_day')) === month)
    .sort((a, b) => (a.text('paid_day') < b.text('paid_day') ? 1 : -1));
  const sum = (of: readonly Row[], name: string) => amountOf(total(of.map((row) => row.units(name))));
  return {
    ages: AGES.map(({ age, has }) => {
      const those = open.filter((row) => has(row.countOrNull('days_late')));
      return { age, documents: those.length, open: sum(those, 'open_ucents') };
    }),
    documents: open
      .map((row) => ({
        account: row.text('_account'),
        id: row.text('document_id'),
        kind: row.text('document_kind') as DocumentKind,
        day: row.text('day'),
        due: row.textOrNull('due_day'),
        withTax: amountOf(row.units('total_with_tax_ucents')),
        paid: amountOf(row.units('paid_ucents')),
        open: amountOf(row.units('open_ucents')),
        daysLate: row.countOrNull('days_late'),
      }))
      .sort((a, b) => (b.daysLate ?? 0) - (a.daysLate ?? 0) || (a.id < b.id ? -1 : 1)),
    total: {
      withTax: sum(open, 'total_with_tax_ucents'),
      paid: sum(open, 'paid_ucents'),
      open: sum(open, 'open_ucents'),
    },
    month: {
      withTax: sum(now, 'total_with_tax_ucents'),
      paid: sum(billed, 'paid_ucents'),
      open: sum(billed, 'open_ucents'),
      credited: sum(credited, 'total_with_tax_ucents'),
    },
    payments: paid.map((row) => ({
      account: row.text('_account'),
      day: row.text('paid_day'),
      method: row.textOrNull('payment_type'),
      document: row.text('document_id'),
      amount: amountOf(row.units('paid_ucents')),
    })),
    paymentsTotal: sum(paid, 'paid_ucents'),
  };
}

const AGES: { age: Owed['ages'][number]['age']; has: (daysLate: number | null) => boolean }[] = [
  { age: 'not-due', has: (days) => days !== null && days < 0 },
  { age: 'due-now', has: (days) => days === null || days === 0 },
  { age: '1-30', has: (days) => days !== null && days >= 1 && days <= 30 },
  { age: '31-60', has: (days) => days !== null && days >= 31 && days <= 60 },
  { age: 'over-60', has: (days) => days !== null && days > 60 },
];

const VAT_MONTHS = 13;
const CENT = 1_000_000n;

export async function vatOf(session: QuerySession, scope: DueScope): Promise<Vat> {
  const { month } = scope;
  const rows = await rowsOf(
    session,
    `SELECT * FROM vat WHERE ${of(scope)} AND month >= ${literal(plusMonths(month, 1 - VAT_MONTHS))} AND month <= ${literal(month)}`,
  );
  const months = [...grouped(rows, (row) => row.text('month'))].sort(([a], [b]) => (a < b ? 1 : -1));
  const rates = (those: readonly Row[]) =>
    [...grouped(those, (row) => row.textOrNull('rate') ?? '')].sort(([a], [b]) => Number(b) - Number(a));
  const odd = await rowsOf(
    session,
    `SELECT _account, document_id, rounding_ucents FROM document_vat
WHERE ${of(scope)} AND month = ${literal(month)} AND abs(rounding_ucents) >= ${CENT}`,
  );
  return {
    rows: months.flatMap(([name, those]) =>
      rates(those).map(([rate, each]) => ({
        month: name,
        rate: rate === '' ? null : rate,
        ...vatSums(each),
      })),
    ),
    totals: months.map(([name, those]) => ({ month: name, ...vatSums(those) })),
    odd: odd.map((row) => ({
      account: row.text('_account'),
      id: row.text('document_id'),
      difference: amountOf(row.units('rounding_ucents')),
    })),
  };
}

function vatSums(rows: readonly Row[]): Omit<VatRow, 'month' | 'rate'> {
  const sum = (name: string) => amountOf(total(rows.map((row) => row.units(name))));
  const known = rows.every((row) => row.unitsOrNull('computed_ucents') !== null);
  return {
    documents: rows.reduce((count, row) => count + row.count('documents'), 0),
    withoutTax: sum('total_without_tax_ucents'),
    tax: sum('tax_ucents'),
    computed: known ? sum('computed_ucents') : null,
    rounding: known ? sum('rounding_ucents') : null,
    withTax: sum('total_with_tax_ucents'),
  };
}

const EXPIRING_DAYS = 60;
const RENEWALS = ['automatic', 'manual', 'none'] as const;

export async function expiringOf(session: QuerySession, scope: DueScope): Promise<Expiring> {
  const without = scope.isFirst ? ' OR currency IS NULL' : '';
  const rows = await rowsOf(
    session,
    `SELECT * FROM expiring WHERE days_left >= 0 AND days_left <= ${EXPIRING_DAYS}
  AND (currency = ${literal(scope.currency)}${without}) AND _account IN (${literals(scope.accounts)})`,
  );
  rows.sort(by('ends', 'resource', '_account', 'service_id'));
  const prices = rows.flatMap((row) => row.unitsOrNull('price_ucents') ?? []);
  return {
    days: EXPIRING_DAYS,
    rows: rows.map((row) => ({
      account: row.text('_account'),
      ends: row.text('ends'),
      daysLeft: row.count('days_left'),
      service: row.textOrNull('resource') ?? row.text('service_id'),
      what: row.textOrNull('what') ?? row.text('service_name'),
      duration: row.textOrNull('duration'),
      renewal: RENEWALS.find((each) => each === row.text('renewal')) ?? 'unknown',
      price: amountOrNull(row.unitsOrNull('price_ucents')),
    })),
    total: amountOf(total(prices)),
    unpriced: rows.length - prices.length,
  };
}

const CREDIT_MONTHS = 6;

export async function creditsOf(session: QuerySession, scope: DueScope): Promise<Credits> {
  const months = lastMonths(CREDIT_MONTHS, scope.month, '0000-01');
  const rows = await rowsOf(session, `SELECT * FROM credits WHERE ${of(scope)}`);
  rows.sort((a, b) => descending(a.units('left_over_ucents'), b.units('left_over_ucents')));
  const used = await rowsOf(
    session,
    `SELECT * FROM credits_monthly WHERE ${of(scope)} AND month IN (${literals(months)})`,
  );
  const usedOf = new Map(used.map((row) => [usedKey(row, row.text('month')), row.units('used_ucents')]));
  const sum = (name: string) => amountOf(total(rows.map((row) => row.units(name))));
  return {
    months,
    balances: rows.map((row) => ({
      account: row.text('_account'),
      name: row.text('name'),
      type: row.text('type'),
      project: projectOf(row, scope),
      given: amountOf(row.units('given_ucents')),
      used: amountOf(row.units('used_ucents')),
      left: amountOf(row.units('left_over_ucents')),
      ends: row.textOrNull('ends'),
      usedByMonth: months.map((month) => amountOrNull(usedOf.get(usedKey(row, month)) ?? null)),
      usedUpOn: row.textOrNull('used_up_day'),
    })),
    total: { given: sum('given_ucents'), used: sum('used_ucents'), left: sum('left_over_ucents') },
  };
}

function usedKey(row: Row, month: Month): string {
  return JSON.stringify([row.text('_account'), row.text('name'), month]);
}

function projectOf(row: Row, { projects }: DueScope): ProjectName | null {
  const id = row.textOrNull('project_id');
  return id === null ? null : { id, name: projects.get(id) ?? null };
}

export async function commitmentsOf(session: QuerySession, scope: DueScope): Promise<Commitments> {
  const usage = await rowsOf(
    session,
    `SELECT * FROM commitments WHERE ${of(scope)} AND month = ${literal(scope.month)}`,
  );
  const plans = scope.isFirst
    ? await rowsOf(
        session,
        `SELECT * FROM commitment_plans WHERE status <> 'TERMINATED' AND _account IN (${literals(scope.accounts)})`,
      )
    : [];
  plans.sort(by('end_day', 'plan_id'));
  const sum = (name: string) => amountOf(total(usage.map((row) => row.units(name))));
  return {
    eligible: sum('amount_ucents'),
    covered: sum('covered_amount_ucents'),
    paid: sum('fee_ucents'),
    plans: plans.map((row) => {
      const price = row.unitsOrNull('unit_price_ucents');
      return {
        account: row.text('_account'),
        id: row.text('plan_id'),
        project: projectOf(row, scope),
        model: row.textOrNull('display_name') ?? row.text('flavor'),
        size: row.count('size'),
        from: row.text('start_day'),
        to: row.text('end_day'),
        renewal: (['automatic', 'none'] as const).find((each) => each === row.text('renewal')) ?? 'unknown',
        price: price === null ? null : amountOf(price * BigInt(row.count('size'))),
      };
    }),
  };
}

const UNIT_MONTHS = 13;
const DIGITS = 6;

export async function unitCostsOf(session: QuerySession, scope: DueScope): Promise<UnitCosts> {
  const months = lastMonths(UNIT_MONTHS, scope.month, '0000-01');
  const rows = await rowsOf(
    session,
    `SELECT * FROM unit_costs WHERE currency = ${literal(scope.currency)} AND month IN (${literals(months)})`,
  );
  const filled = new Set(rows.map((row) => row.text('month')));
  const there = months.slice(
    Math.max(
      0,
      months.findIndex((month) => filled.has(month)),
    ),
  );
  const groups = grouped(rows, (row) =>
    JSON.stringify([row.text('unit'), row.textOrNull('project_id'), row.textOrNull('service_name')]),
  );
  return {
    months: there,
    rows: [...groups].map(([, of]) => {
      const [first] = of as [Row];
      const cells = there.map((month) => of.find((row) => row.text('month') === month));
      const project = first.textOrNull('project_id');
      return {
        unit: first.text('unit'),
        scope: project === null ? first.textOrNull('service_name') : (scope.projects.get(project) ?? project),
        quantities: cells.map((row) => row?.textOrNull('quantity') ?? null),
        amounts: cells.map((row) => amountOrNull(row?.unitsOrNull('amount_ucents') ?? null)),
        costs: cells.map((row) => (row ? unitCost(row.units('amount_ucents'), row.text('quantity')) : null)),
      };
    }),
  };
}

/** Rounded half away from zero to six significant digits; null for no quantity. */
export function unitCost(units: bigint, quantity: string): Amount | null {
  const [whole = '', fraction = ''] = quantity.replace('-', '').split('.');
  const divisor = BigInt(whole + fraction);
  if (divisor === 0n) return null;
  // 30 places below the unit of the currency.
  const scaled = ((units < 0n ? -units : units) * 10n ** BigInt(22 + fraction.length)) / divisor;
  const length = scaled.toString().length;
  const drop = Math.max(0, length - DIGITS);
  const step = 10n ** BigInt(drop);
  const kept = ((scaled + step / 2n) / step) * step;
  const digits = kept.toString().padStart(31, '0');
  const places = digits.slice(-30).replace(/0+$/, '').padEnd(2, '0');
  const isNegative = units < 0n !== quantity.startsWith('-');
  return `${isNegative ? '-' : ''}${digits.slice(0, -30)}.${places}`;
}

/** The named edge-case bills, one row each: only what is unusual about the bill is written. */
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { BillingDocument, Line } from './billing-documents.js';
import { longPrice, price, unit } from './money.js';
import { hardDomains, longText, oddTexts } from './odd-texts.js';
import type { ServiceKind } from './products.js';

export const repeatedBill = 'FR90000004';

interface LineRow {
  readonly amount: bigint;
  readonly quantity?: string;
  readonly token?: string;
  readonly unit?: bigint;
  readonly unitToken?: string;
  readonly domain?: string;
  readonly kind?: ServiceKind;
  readonly state?: Line['state'];
  readonly description?: string;
  readonly period?: readonly [string | null, string | null];
  readonly patch?: WireObject;
}

interface BillRow {
  readonly id: string;
  readonly lines: readonly LineRow[];
  readonly date?: string;
  readonly orderId?: bigint;
  readonly category?: string;
  readonly currency?: string;
  readonly vat?: bigint;
  readonly unpaid?: boolean;
  readonly paidPart?: bigint;
  readonly state?: BillingDocument['state'];
  readonly patch?: WireObject;
}

const euros = (amount: bigint): LineRow => ({ amount: amount * unit });
const worth = (amount: bigint, token: string): LineRow => ({ amount, token, unit: amount, unitToken: token });
const counted = (quantity: string): LineRow => ({ amount: 3n * unit, quantity });
/** Totals that differ from what the lines and the rate of 20 % give. */
const totalsOf = (without: bigint, tax: bigint, withTax: bigint): WireObject => ({
  priceWithoutTax: price(without * cent, 'EUR'),
  tax: price(tax * cent, 'EUR'),
  priceWithTax: price(withTax * cent, 'EUR'),
});
const cent = unit / 100n;
const withoutUcents = (amount: bigint): LineRow => {
  const { priceInUcents: _left, ...rest } = price(amount, 'EUR');
  return { amount, patch: { totalPrice: rest } };
};

const rows: readonly BillRow[] = [
  {
    id: 'FR90000001',
    lines: [],
    vat: 0n,
    patch: { priceWithoutTax: price(12n * unit, 'EUR'), priceWithTax: price(12n * unit, 'EUR') },
  },
  { id: 'FR90000002', lines: [euros(10n)], patch: { pdfUrl: null } },
  { id: 'FR90000003', lines: [euros(10n)], patch: { pdfUrl: undefined } },
  { id: repeatedBill, lines: [euros(10n)] },
  { id: 'PP_90000005', lines: [euros(100n)], category: 'purchase' },
  { id: '00123', lines: [euros(1n)] },
  { id: 'AFR90000007', lines: [euros(1n)] },
  { id: 'FR90000008', lines: [euros(4n)], orderId: 2_147_483_648n },
  { id: 'FR90000009', lines: [euros(4n)], orderId: 9_007_199_254_740_993n },
  {
    id: 'FR90000010',
    lines: [
      { amount: 5n * unit, patch: { totalPrice: { ...price(5n * unit, 'EUR'), priceInUcents: null } } },
      withoutUcents(7n * unit),
    ],
  },
  { id: 'FR90000011', lines: [{ amount: 9_900_000_000_000_001n }] },
  { id: 'FR90000012', lines: ['0.1', '0.1', '0.1'].map((token) => worth(unit / 10n, token)) },
  {
    id: 'FR90000013',
    lines: [
      worth(1_643_856_000n, '16.43856'),
      worth(1000n, '1e-05'),
      worth(100n * unit, '1E+2'),
      worth(5_990_000_000n, '59.90'),
      worth(10n * unit, '10.000'),
    ],
  },
  { id: 'FR90000014', lines: ['0.5', '744.123456', '1 234', '', '1,5', '00010'].map(counted) },
  { id: 'FR90000015', lines: [euros(20n), euros(-25n)] },
  { id: 'FR90000016', lines: [euros(0n)] },
  { id: 'FR90000017', lines: [euros(50n)], vat: 0n },
  { id: 'FR90000018', lines: [euros(300n)], currency: 'points', vat: 0n },
  { id: 'FR90000019', lines: [euros(0n)], currency: 'N/A', vat: 0n },
  { id: 'FR90000020', lines: [euros(80n)], currency: 'PLN', vat: 23n },
  {
    id: 'FR90000021',
    lines: [
      euros(6n),
      {
        amount: 2n * unit,
        patch: { totalPrice: price(2n * unit, 'PLN'), unitPrice: longPrice(2n * unit, 'PLN') },
      },
    ],
  },
  { id: 'FR90000022', lines: [euros(9n)], date: '2026-05-31T23:59:59+02:00' },
  { id: 'FR90000023', lines: [euros(9n)], date: '2026-05-31T22:30:00Z' },
  { id: 'FR90000024', lines: [euros(9n)], date: '2026-06-01T00:00:00.123Z' },
  { id: 'FR90000025', lines: [euros(9n)], date: '2026-03-29T02:30:00+01:00' },
  { id: 'FR90000026', lines: [euros(9n)], date: '2025-12-31T23:30:00Z' },
  {
    id: 'FR90000027',
    lines: [
      { amount: 9n * unit, period: [null, null] },
      { amount: 120n * unit, period: ['2025-07-01', '2026-06-30'] },
    ],
  },
  { id: 'FR90000028', lines: [euros(15n)], category: 'purchase-quantum' },
  { id: 'FR90000029', lines: oddTexts.map((description) => ({ amount: unit, description })) },
  { id: 'FR90000030', lines: [{ amount: unit, description: longText() }] },
  {
    id: 'FR90000031',
    lines: [{ amount: unit, description: '', domain: '', kind: 'none' }],
    patch: { eInvoicingId: '', eInvoicingStatus: null },
  },
  { id: 'FR90000032', lines: [euros(1n)], patch: { eInvoicingId: null, eInvoicingStatus: 'readyToSubmit' } },
  { id: 'FR90000033', lines: hardDomains.map(([domain, kind]) => ({ amount: unit, domain, kind })) },
  { id: 'FR90000034', lines: [euros(33n)], unpaid: true },
  {
    id: 'FR90000035',
    lines: [euros(44n)],
    patch: {
      uniqueId: 'camel',
      unique_id: 'snake',
      default: true,
      from: 'a',
      to: 'b',
      order: num(7),
      group: null,
    },
  },
  { id: 'FR90000098', lines: [euros(5n)], state: 'gone' },
  { id: 'FR90000099', lines: [euros(5n)], state: 'refused' },
  { id: 'FR90000036', lines: [euros(10n)], patch: totalsOf(1001n, 200n, 1201n) },
  { id: 'FR90000037', lines: [euros(10n)], patch: totalsOf(1000n, 201n, 1201n) },
  { id: 'FR90000038', lines: [euros(10n)], patch: totalsOf(1000n, 200n, 1201n) },
  { id: 'FR90000039', lines: [euros(7n), { amount: 3n * unit, state: 'refused' }] },
  { id: 'FR90000040', lines: [euros(7n), { amount: 3n * unit, state: 'gone' }] },
  { id: 'FR90000041', lines: [euros(21n)], currency: 'USD', vat: 0n },
  { id: 'FR90000042', lines: [euros(55n)], unpaid: true },
  { id: 'FR90000043', lines: [euros(100n)], unpaid: true, paidPart: 40n * unit },
];

/** The named bills. Without `edges` none of them, and none of their lines, is gone or refused. */
export function namedBills(edges: boolean): BillingDocument[] {
  const bills = rows.map((row, at) => namedBill(row, at, edges));
  return bills.filter(({ state }) => edges || state === 'here');
}

function namedBill(row: BillRow, at: number, edges: boolean): BillingDocument {
  const lines = row.lines
    .map((line) => (edges ? line : { ...line, state: undefined }))
    .map((line, position) => namedLine(line, 600_000_000_000 + at * 1000 + position));
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    id: row.id,
    date: row.date ?? `2026-04-${String(1 + (at % 28)).padStart(2, '0')}T10:00:00+02:00`,
    orderId: row.orderId ?? BigInt(100_000_000 + at),
    category: row.category ?? 'autorenew',
    currency: row.currency ?? 'EUR',
    vat: row.vat ?? 20n,
    paid: row.unpaid !== true,
    ...(row.paidPart === undefined ? {} : { paidPart: row.paidPart }),
    state: row.state ?? 'here',
    lineIds: () => [...byId.keys()],
    line: (id) => byId.get(id),
    ...(row.patch ? { patch: row.patch } : {}),
  };
}

function namedLine(row: LineRow, number: number): Line {
  const [periodStart, periodEnd] = row.period ?? ['2026-04-01', '2026-04-30'];
  return {
    id: String(number),
    amount: row.amount,
    unitPrice: row.unit ?? row.amount,
    quantity: row.quantity ?? '1',
    description: row.description ?? 'Ligne de test',
    domain: row.domain ?? 'example-1.example',
    kind: row.kind ?? 'domain',
    ...(row.state ? { state: row.state } : {}),
    periodStart,
    periodEnd,
    ...(row.token ? { token: row.token } : {}),
    ...(row.unitToken ? { unitToken: row.unitToken } : {}),
    ...(row.patch ? { patch: row.patch } : {}),
  };
}

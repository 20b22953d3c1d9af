/** The company's bills: one a month for what has a fixed price, one for each project, renewals, and a refund. */
import { dateText } from '../../wire/instants.js';
import type { BillingDocument, Line, Maker } from '../billing/billing-documents.js';
import { BillingDocuments, documentDate } from '../billing/billing-documents.js';
import { roundToCents } from '../billing/money.js';
import type { Company, CompanyProject, CompanyService } from './company.js';
import { monthStart } from './company.js';
import { usedIn } from './usage.js';

const dayLength = 86_400_000;
const firstNumber = 71_000_000;
const firstOrder = 210_000_000;

type Written = Omit<Line, 'id'>;

interface Issued {
  readonly instant: number;
  readonly category: string;
  readonly lines: readonly Written[];
  readonly project?: string;
}

const none: Maker = {
  count: 0,
  head: () => {
    throw new RangeError('a company has no generated bills');
  },
  indexOf: () => undefined,
  document: () => {
    throw new RangeError('a company has no generated bills');
  },
};

/** At some minutes past eight, on a day of the month that is `offset` after that of the account. */
const at = (company: Company, offset: number, dayOfMonth: number): number =>
  monthStart(company, offset) + (dayOfMonth - 1) * dayLength + 8 * 3_600_000 + dayOfMonth * 420_000;

function periodOf(company: Company, offset: number, months: number) {
  return {
    periodStart: dateText(monthStart(company, offset)),
    periodEnd: dateText(monthStart(company, offset + months) - dayLength),
  };
}

function lineOf(
  company: Company,
  { name, billed, words, price, period }: CompanyService,
  offset: number,
): Written {
  return {
    amount: price,
    unitPrice: price,
    quantity: '1',
    description: words,
    domain: name,
    kind: billed,
    ...periodOf(company, offset, period === 'year' ? 12 : 1),
  };
}

const names = {
  instance: 'Public Cloud instances, hourly consumption',
  storage: 'Object Storage, GiB × hour',
  volume: 'Block Storage, GiB × hour',
} as const;

/** The usage of the month before. */
function projectBill(company: Company, project: CompanyProject, offset: number): Issued {
  const start = monthStart(company, offset - 1);
  const { parts } = usedIn(company, project, start, monthStart(company, offset), offset - 1);
  const lines = parts.map(({ family, amount }): Written => {
    const rounded = roundToCents(amount);
    return {
      amount: rounded,
      unitPrice: rounded,
      quantity: '1',
      description: names[family as keyof typeof names],
      domain: project.id,
      kind: 'publicCloud',
      ...periodOf(company, offset - 1, 1),
    };
  });
  return { instant: at(company, offset, 2), category: 'purchase-cloud', lines, project: project.id };
}

function issuedIn(company: Company, offset: number): Issued[] {
  const there = company.services.filter(({ since }) => -since <= offset);
  const monthly = there.filter(({ period, kind }) => period === 'month' && kind !== 'sms');
  const yearly = there.filter(({ period, since }) => period === 'year' && (offset + since) % 12 === 0);
  // Text messages are bought every other month.
  const bought = there.filter(({ kind }) => kind === 'sms' && offset % 2 === 0);
  const bill = (dayOfMonth: number, category: string, services: readonly CompanyService[]): Issued => ({
    instant: at(company, offset, dayOfMonth),
    category,
    lines: services.map((service) => lineOf(company, service, offset)),
  });
  return [
    bill(1, 'autorenew', monthly),
    ...company.projects.map((project) => projectBill(company, project, offset)),
    ...yearly.map((service) => bill(9, 'autorenew', [service])),
    ...bought.map((service) => bill(12, 'purchase-telecom', [service])),
  ].filter(({ lines }) => lines.length > 0);
}

export interface CompanyBills {
  readonly bills: BillingDocuments;
  readonly refunds: BillingDocuments;
  readonly corrections: BillingDocuments;
  /** Ids of the bills of each project. */
  readonly ofProject: ReadonlyMap<string, readonly string[]>;
}

/** Days after which a bill is paid, but for one. */
const paidAfter = 10;

export function companyBills(company: Company): CompanyBills {
  const offsets = Array.from({ length: company.months }, (_, month) => month - company.months + 1);
  const issued = offsets
    .flatMap((offset) => issuedIn(company, offset))
    .filter(({ instant }) => instant < company.day + dayLength)
    .toSorted((one, other) => one.instant - other.instant);
  // A bill of two months ago, for a project, has never been paid; those of the last days wait for it.
  const owed = issued.findLast(
    ({ project, instant }) => project === company.projects[2]?.id && instant < monthStart(company, 0),
  );
  const bills = issued.map((each, index) =>
    documentOf(`FR${firstNumber + index}`, each, {
      orderId: BigInt(firstOrder + index),
      paid: each !== owed && company.day - each.instant >= paidAfter * dayLength,
      number: 710_000_000_000 + index * 1000,
    }),
  );
  const ofProject = new Map<string, string[]>();
  for (const [index, { project }] of issued.entries())
    if (project !== undefined)
      ofProject.set(project, [...(ofProject.get(project) ?? []), bills[index]?.id ?? '']);
  return {
    bills: new BillingDocuments('billId', none, bills),
    refunds: new BillingDocuments('refundId', none, refundOf(company, bills)),
    corrections: new BillingDocuments('correctiveInvoiceId', none, []),
    ofProject,
  };
}

function documentOf(
  id: string,
  { instant, category, lines }: Issued,
  { orderId, paid, number, original }: { orderId: bigint; paid: boolean; number: number; original?: string },
): BillingDocument {
  const numbered = new Map(
    lines.map((line, place) => [String(number + place), { ...line, id: String(number + place) }]),
  );
  return {
    id,
    date: documentDate(instant),
    orderId,
    category,
    currency: 'EUR',
    vat: 20n,
    paid,
    state: 'here',
    lineIds: () => [...numbered.keys()],
    line: (line) => numbered.get(line),
    ...(original === undefined ? {} : { original }),
  };
}

/** Last month, for days on which the dearest server was down. */
function refundOf(company: Company, bills: readonly BillingDocument[]): BillingDocument[] {
  const [server] = company.services;
  const instant = at(company, -1, 20);
  const original = bills.findLast(
    ({ category, date }) => category === 'autorenew' && Date.parse(date) < instant,
  );
  if (!server || !original) return [];
  const amount = roundToCents((server.price * 3n) / 31n);
  const line: Written = {
    ...lineOf(company, server, -1),
    amount,
    unitPrice: amount,
    description: 'Refund of three days of interruption',
  };
  const issued = { instant, category: 'autorenew', lines: [line] };
  return [
    documentOf(`RF${firstNumber}`, issued, {
      orderId: original.orderId,
      paid: true,
      number: 720_000_000_000,
      original: original.id,
    }),
  ];
}

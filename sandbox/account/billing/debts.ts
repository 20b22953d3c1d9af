/** Debts: one for every bill that waits for its payment, or did when it came; seen from the account and from the bill. */
import { addDays, parisTime, readInstant } from '../../wire/instants.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { Reply } from '../../wire/reply.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Call, Kind, Route } from '../../wire/routes.js';
import type { BillingDocument, BillingDocuments } from './billing-documents.js';
import { isBillingDocument } from './billing-documents.js';
import { isUnpaid } from './bills.js';
import { absent, totals } from './document-routes.js';
import { price } from './money.js';

const firstDebt = 900_000;
const firstNamedDebt = 800_000;

interface Debt {
  readonly id: number;
  readonly document: BillingDocument;
}

export class Debts {
  readonly #named: ReadonlyMap<number, BillingDocument>;

  constructor(readonly bills: BillingDocuments) {
    const unpaid = bills.named.filter((document) => !document.paid && document.state === 'here');
    this.#named = new Map(unpaid.map((document, at) => [firstNamedDebt + at, document]));
  }

  list(): number[] {
    const ids = [...this.#named.keys()];
    for (let index = 0; index < this.bills.maker.count; index += 1)
      if (isUnpaid(index)) ids.push(firstDebt + index);
    for (const document of this.bills.later()) ids.push(this.#idOf(document));
    return ids;
  }

  find(text: string): Debt | undefined {
    const id = Number(text);
    const named = this.#named.get(id);
    if (named) return String(id) === text ? { id, document: named } : undefined;
    const later = this.bills.later().find((document) => String(this.#idOf(document)) === text);
    if (later) return { id, document: later };
    const index = id - firstDebt;
    const known = String(id) === text && index >= 0 && index < this.bills.maker.count && isUnpaid(index);
    return known ? { id, document: this.bills.maker.document(index) } : undefined;
  }

  ofBill(document: BillingDocument): Debt | undefined {
    if (document.paid) return undefined;
    for (const [id, named] of this.#named) if (named.id === document.id) return { id, document };
    return { id: this.#idOf(document), document };
  }

  #idOf(document: BillingDocument): number {
    return firstDebt + (this.bills.maker.indexOf(document.id) ?? 0);
  }
}

function debtFields({ id, document }: Debt): WireObject {
  const { without, tax } = totals(document);
  const amount = price(without + tax, document.currency);
  const none = price(0n, document.currency);
  const matured = id % 2 === 0;
  const open = document.paid ? none : price(without + tax - (document.paidPart ?? 0n), document.currency);
  return {
    amount,
    date: document.date,
    debtId: num(id),
    dueAmount: matured ? open : none,
    dueDate: matured ? parisTime(addDays(readInstant(document.date) ?? 0, 30)) : null,
    orderId: num(document.orderId),
    pendingAmount: none,
    status: document.paid ? 'PAID' : matured ? 'TO_BE_PAID' : 'UNMATURED',
    todoAmount: none,
    unmaturedAmount: matured ? none : open,
  };
}

/** Each debt has one operation: the failed attempt to collect it. */
const operationId = (debt: Debt): number => debt.id * 10 + 1;

function operationFields(debt: Debt): WireObject {
  const { without, tax } = totals(debt.document);
  return {
    amount: price(without + tax, debt.document.currency),
    date: debt.document.date,
    depositOrderId: num(debt.document.orderId),
    operationId: num(operationId(debt)),
    status: 'FAILED',
    type: debt.id % 2 === 0 ? 'CREDIT_CARD_AUTOMATIC' : null,
  };
}

function balanceFields(debts: Debts): WireObject {
  let due = 0n;
  let unmatured = 0n;
  for (const id of debts.list()) {
    const debt = debts.find(String(id));
    if (!debt || debt.document.paid) continue;
    const { without, tax } = totals(debt.document);
    const open = without + tax - (debt.document.paidPart ?? 0n);
    if (id % 2 === 0) due += open;
    else unmatured += open;
  }
  return {
    active: true,
    dueAmount: price(due, 'EUR'),
    pendingAmount: price(0n, 'EUR'),
    todoAmount: price(0n, 'EUR'),
    unmaturedAmount: price(unmatured, 'EUR'),
  };
}

/** A debt that is absent with status 200 has no operations. */
function belowNothing(kind: Kind, tail: string, reply: Reply): Reply {
  if (reply.status !== 200 || tail === '') return reply;
  return kind === 'ids' ? ok([]) : unknownObject('debt', 'null');
}

/** The debt routes below one address: the debt itself, its operations, one operation, what it belongs to. */
function debtTree(path: string, longs: Route['pathTypes'], open: (call: Call) => Debt | Reply): Route[] {
  const pathTypes = { ...longs, operationId: 'long' } as const;
  const row = (tail: string, kind: Kind, answer: (debt: Debt, call: Call) => Reply): Route => ({
    method: 'GET',
    path: `${path}${tail}`,
    kind,
    pathTypes,
    ...(kind === 'ids' ? { query: { depositOrderId: 'long' } as const } : {}),
    answer: (call) => {
      const debt = open(call);
      return 'document' in debt ? answer(debt, call) : belowNothing(kind, tail, debt);
    },
  });
  const onOperation =
    (answer: (debt: Debt) => WireObject) =>
    (debt: Debt, call: Call): Reply => {
      const id = call.params.operationId ?? '';
      return id === String(operationId(debt)) ? ok(answer(debt)) : unknownObject('operationId', id);
    };
  const operations = (debt: Debt, call: Call): Reply => {
    const wanted = call.query.get('depositOrderId');
    const passes = wanted === undefined || BigInt(wanted) === debt.document.orderId;
    return ok(passes ? [num(operationId(debt))] : []);
  };
  return [
    row('', 'object', (debt) => ok(debtFields(debt))),
    row('/operation', 'ids', operations),
    row('/operation/{operationId}', 'object', onOperation(operationFields)),
    row(
      '/operation/{operationId}/associatedObject',
      'object',
      onOperation((debt) => ({ id: debt.document.id, paymentInfo: null, subId: null, type: 'Bill' })),
    ),
  ];
}

export function debtRoutes(debts: Debts, payment404: () => boolean): Route[] {
  const byId = (call: Call): Debt | Reply => {
    const id = call.params.debtId ?? '';
    return debts.find(id) ?? unknownObject('debtId', id);
  };
  const byBill = (call: Call): Debt | Reply => {
    const document = debts.bills.open(call.params.billId ?? '');
    if (!isBillingDocument(document)) return document;
    return debts.ofBill(document) ?? absent(payment404(), 'debt');
  };
  return [
    { method: 'GET', path: '/me/debtAccount', kind: 'object', answer: () => ok(balanceFields(debts)) },
    {
      method: 'GET',
      path: '/me/debtAccount/debt',
      kind: 'ids',
      answer: () => ok(debts.list().map((id) => num(id))),
    },
    ...debtTree('/me/debtAccount/debt/{debtId}', { debtId: 'long' }, byId),
    ...debtTree('/me/bill/{billId}/debt', {}, byBill),
  ];
}

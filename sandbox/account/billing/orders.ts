/** Orders: one behind every bill, and a few that never became one. */
import { readInstant } from '../../wire/instants.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { Query } from '../../wire/query.js';
import type { Reply } from '../../wire/reply.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Call, Route } from '../../wire/routes.js';
import type { BillingDocument, BillingDocuments, Line } from './billing-documents.js';
import { headOf } from './billing-documents.js';
import { firstOrder, isUnpaid, orderIdOf, orderStep } from './bills.js';
import { absent, documentFields, paymentFields } from './document-routes.js';
import { price } from './money.js';

interface Order {
  readonly id: bigint;
  readonly date: string | null;
  readonly document: BillingDocument;
  /** False for an order that nobody billed yet. */
  readonly billed: boolean;
  readonly status: string;
  /** It was not paid when it came. */
  readonly expires: boolean;
}

interface LooseRow {
  readonly id: bigint;
  readonly date: string | null;
  readonly status: string;
}

const looseRows: readonly LooseRow[] = [
  { id: 150_000_001n, date: null, status: 'unknown' },
  { id: 150_000_002n, date: '2026-06-20T09:00:00+02:00', status: 'notPaid' },
  { id: 4_294_967_297n, date: '2026-06-21T09:00:00.5Z', status: 'cancelled' },
];

const detailStep = 1000n;

export class Orders {
  readonly #loose = new Map(looseRows.map((row) => [row.id, looseOrder(row)]));
  readonly #named: ReadonlyMap<bigint, BillingDocument>;

  constructor(readonly bills: BillingDocuments) {
    const here = bills.named.filter((document) => document.state === 'here');
    this.#named = new Map(here.map((document) => [document.orderId, document]));
  }

  list(query: Query): bigint[] {
    const from = query.instant('date.from') ?? Number.NEGATIVE_INFINITY;
    const to = query.instant('date.to') ?? Number.POSITIVE_INFINITY;
    const filtered = query.names().length > 0;
    const passes = (instant: number | undefined): boolean =>
      instant === undefined ? !filtered : instant >= from && instant <= to;
    const found: bigint[] = [];
    for (const [id, document] of this.#named) if (passes(headOf(document).instant)) found.push(id);
    for (const head of [...this.bills.generated(), ...this.bills.later().map(headOf)])
      if (passes(head.instant)) found.push(head.orderId);
    for (const [id, order] of this.#loose)
      if (passes(order.date === null ? undefined : readInstant(order.date))) found.push(id);
    return found;
  }

  find(text: string): Order | undefined {
    const id = BigInt(text);
    if (String(id) !== text) return undefined;
    const loose = this.#loose.get(id);
    if (loose) return loose;
    const document = this.#named.get(id) ?? this.#generated(id);
    if (!document) return undefined;
    const status = document.paid ? 'delivered' : 'notPaid';
    return {
      id,
      date: document.date,
      document,
      billed: true,
      status,
      expires: this.#wasUnpaid(id, document),
    };
  }

  /** What an order says does not change when it is paid. */
  #wasUnpaid(id: bigint, document: BillingDocument): boolean {
    if (this.#named.has(id)) return !document.paid;
    const index = this.bills.maker.indexOf(document.id) ?? 0;
    return index < this.bills.maker.count && isUnpaid(index);
  }

  #generated(id: bigint): BillingDocument | undefined {
    const later = this.bills.later().find((document) => document.orderId === id);
    if (later) return later;
    const index = (Number(id) - firstOrder) / orderStep;
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.bills.maker.count) return undefined;
    return orderIdOf(index) === id ? this.bills.maker.document(index) : undefined;
  }
}

function looseOrder(row: LooseRow): Order {
  const line: Line = {
    id: 'loose',
    amount: 1_000_000_000n,
    unitPrice: 1_000_000_000n,
    quantity: '1',
    description: 'Commande sans facture',
    domain: '*',
    kind: 'none',
    periodStart: null,
    periodEnd: null,
  };
  const document: BillingDocument = {
    id: `loose-${row.id}`,
    date: row.date ?? '2026-06-01T00:00:00Z',
    orderId: row.id,
    category: 'purchase',
    currency: 'EUR',
    vat: 20n,
    paid: false,
    state: 'here',
    lineIds: () => [line.id],
    line: () => line,
  };
  return { ...row, document, billed: false, expires: row.status === 'notPaid' };
}

/** Long ids: the order's own id times a thousand and the position of the line. */
function detailIds(order: Order): bigint[] {
  return order.document.lineIds().map((_, at) => order.id * detailStep + BigInt(at));
}

function orderFields(order: Order): WireObject {
  const { date: _date, ...common } = documentFields(order.document, 'order');
  return {
    date: order.date,
    expirationDate: order.expires ? '2026-07-20T09:00:00+02:00' : null,
    metadatas: order.billed ? [] : null,
    retractionDate: null,
    ...common,
    orderId: num(order.id),
  };
}

function detailFields(order: Order, id: bigint): WireObject | undefined {
  const lineId = order.document.lineIds()[Number(id - order.id * detailStep)];
  const line = lineId === undefined ? undefined : order.document.line(lineId);
  if (!line || !detailIds(order).includes(id)) return undefined;
  return {
    cancelled: order.status === 'cancelled',
    description: line.description,
    detailType: line.amount < 0n ? 'GIFT' : line.quantity.includes('.') ? 'CONSUMPTION' : null,
    domain: line.domain,
    orderDetailId: num(id),
    quantity: line.quantity,
    totalPrice: price(line.amount, order.document.currency, line.token),
    unitPrice: price(line.unitPrice, order.document.currency, line.unitToken),
  };
}

export function orderRoutes(orders: Orders, payment404: () => boolean): Route[] {
  const path = '/me/order/{orderId}';
  const pathTypes = { orderId: 'long', orderDetailId: 'long' } as const;
  const onOrder =
    (answer: (order: Order, call: Call) => Reply) =>
    (call: Call): Reply => {
      const id = call.params.orderId ?? '';
      const order = orders.find(id);
      return order ? answer(order, call) : unknownObject('orderId', id);
    };
  const detail = (order: Order, call: Call): Reply => {
    const id = call.params.orderDetailId ?? '';
    const fields = detailFields(order, BigInt(id));
    return fields ? ok(fields) : unknownObject('orderDetailId', id);
  };
  const ofBill = (order: Order): WireObject => ({ id: order.document.id, type: 'Bill' });
  const row = (tail: string, kind: Route['kind'], answer: (order: Order, call: Call) => Reply): Route => ({
    method: 'GET',
    path: `${path}${tail}`,
    ...(kind ? { kind } : {}),
    pathTypes,
    answer: onOrder(answer),
  });
  return [
    {
      method: 'GET',
      path: '/me/order',
      kind: 'ids',
      query: { 'date.from': 'datetime', 'date.to': 'datetime' },
      answer: (call) => ok(orders.list(call.query).map((id) => num(id))),
    },
    row('', 'object', (order) => ok(orderFields(order))),
    row('/details', 'ids', (order) => ok(detailIds(order).map((id) => num(id)))),
    row('/details/{orderDetailId}', 'object', detail),
    row('/status', 'scalar', (order) => ok(order.status)),
    row('/payment', 'object', (order) =>
      order.document.paid ? ok(paymentFields(order.document)) : absent(payment404(), 'payment'),
    ),
    row('/associatedObject', 'object', (order) =>
      order.billed ? ok(ofBill(order)) : absent(true, 'associatedObject'),
    ),
  ];
}

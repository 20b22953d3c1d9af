/** All routes of the billing side of the account, as one table. */
import type { Route } from '../../wire/routes.js';
import type { BillOptions } from './bills.js';
import { categories, makeBills } from './bills.js';
import * as credits from './credits.js';
import { Debts, debtRoutes } from './debts.js';
import type { DocumentKind } from './document-routes.js';
import { billFields, billingDocumentRoutes, billLineFields, paymentRoute } from './document-routes.js';
import { documentRoutes, holderRoute } from './documents.js';
import { Orders, orderRoutes } from './orders.js';

const dates = { 'date.from': 'datetime', 'date.to': 'datetime' } as const;
const byOrder = { ...dates, orderId: 'long' } as const;
const byCategory = { ...byOrder, category: { enum: categories } } as const;

export interface BillingContext extends BillOptions {
  readonly nichandle: string;
  readonly payment404: () => boolean;
  readonly removedBills: () => number;
  readonly days: () => number;
}

export function billingRoutes(context: BillingContext): Route[] {
  const bills = makeBills(context, context.removedBills);
  const { payment404 } = context;
  const kinds: readonly DocumentKind[] = [
    {
      path: '/me/bill',
      idName: 'billId',
      lineIdName: 'billDetailId',
      documents: bills,
      query: byCategory,
      fields: billFields,
      lineFields: billLineFields,
    },
    {
      path: '/me/refund',
      idName: 'refundId',
      lineIdName: 'refundDetailId',
      documents: credits.makeRefunds(context),
      query: byOrder,
      fields: credits.refundFields,
      lineFields: credits.refundLineFields,
    },
    {
      path: '/me/correctiveInvoice',
      idName: 'correctiveInvoiceId',
      lineIdName: 'correctiveInvoiceDetailId',
      documents: credits.makeCorrections(context),
      query: byCategory,
      fields: credits.correctionFields,
      lineFields: credits.correctionLineFields,
    },
  ];
  return [
    holderRoute(context.nichandle),
    ...kinds.flatMap((kind) => [...billingDocumentRoutes(kind), paymentRoute(kind, payment404)]),
    ...orderRoutes(new Orders(bills), payment404),
    ...debtRoutes(new Debts(bills), payment404),
    ...documentRoutes(context.seed),
  ];
}

/** All routes of the billing side of the account, as one table. */
import type { Route } from '../../wire/routes.js';
import type { CompanyBills } from '../company/bills.js';
import { type BillingDocuments, type Head, headOf } from './billing-documents.js';
import type { BillOptions } from './bills.js';
import { categories, invoiceOf, makeBills } from './bills.js';
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
  /** The documents of a company, in place of generated ones. */
  readonly ownDocuments?: CompanyBills;
  readonly nichandle: string;
  readonly payment404: () => boolean;
  readonly removedBills: () => number;
  readonly days: () => number;
}

export interface Billing {
  readonly routes: readonly Route[];
  /** Bills, refunds, corrective invoices. */
  readonly kinds: readonly DocumentKind[];
  readonly billsOfProject: BillsOfProject;
}

export function makeBilling(context: BillingContext): Billing {
  const { payment404, ownDocuments: company } = context;
  const bills = company?.bills ?? makeBills(context, context.removedBills);
  const kinds: readonly DocumentKind[] = [
    {
      name: 'bill',
      path: '/me/bill',
      idName: 'billId',
      lineIdName: 'billDetailId',
      documents: bills,
      query: byCategory,
      fields: billFields,
      lineFields: billLineFields,
    },
    {
      name: 'refund',
      path: '/me/refund',
      idName: 'refundId',
      lineIdName: 'refundDetailId',
      documents: company?.refunds ?? credits.makeRefunds(context),
      query: byOrder,
      fields: credits.refundFields,
      lineFields: credits.refundLineFields,
    },
    {
      name: 'corrective',
      path: '/me/correctiveInvoice',
      idName: 'correctiveInvoiceId',
      lineIdName: 'correctiveInvoiceDetailId',
      documents: company?.corrections ?? credits.makeCorrections(context),
      query: byCategory,
      fields: credits.correctionFields,
      lineFields: credits.correctionLineFields,
    },
  ];
  const routes = [
    holderRoute(context.nichandle),
    ...kinds.flatMap((kind) => [...billingDocumentRoutes(kind), paymentRoute(kind, payment404)]),
    ...orderRoutes(new Orders(bills), payment404),
    ...debtRoutes(new Debts(bills), payment404),
    ...documentRoutes(context.seed),
  ];
  return { routes, kinds, billsOfProject: billsByProject(context, bills) };
}

/** The bills for the usage of a project. */
export type BillsOfProject = (project: string) => readonly Head[];

function billsByProject(context: BillingContext, bills: BillingDocuments): BillsOfProject {
  const { ownDocuments: company } = context;
  if (company)
    return (project) =>
      bills.named.filter(({ id }) => company.ofProject.get(project)?.includes(id)).map(headOf);
  const byProject = new Map<string, Head[]>();
  for (const [index, head] of bills.generated().entries()) {
    const project = invoiceOf(context, index)?.project;
    if (project !== undefined) byProject.set(project, [...(byProject.get(project) ?? []), head]);
  }
  return (project) => (byProject.get(project) ?? []).filter(({ id }) => bills.find(id) !== undefined);
}

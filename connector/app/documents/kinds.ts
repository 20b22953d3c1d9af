// The billing documents that have a PDF: where the API lists them, and the object that has the link.

export const DOCUMENT_KINDS = {
  bills: { list: '/1.0/me/bill', object: '/1.0/me/bill/{billId}' },
  refunds: { list: '/1.0/me/refund', object: '/1.0/me/refund/{refundId}' },
  corrective_invoices: {
    list: '/1.0/me/correctiveInvoice',
    object: '/1.0/me/correctiveInvoice/{correctiveInvoiceId}',
  },
  orders: { list: '/1.0/me/order', object: '/1.0/me/order/{orderId}' },
} as const;

/** Named as the tables of their objects. */
export type DocumentKind = keyof typeof DOCUMENT_KINDS;

export const DOCUMENT_KIND_NAMES = Object.keys(DOCUMENT_KINDS) as DocumentKind[];

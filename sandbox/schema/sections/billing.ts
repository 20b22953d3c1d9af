/**
 * Types and routes of bills, refunds, orders, debts, documents, and of projects and instances, by hand.
 * The account also has newer values, which the enums do not list.
 */
import type { Part } from '../types.js';

const document = 'password:string pdfUrl:string url:string';
const totals = 'priceWithTax:order.Price priceWithoutTax:order.Price tax:order.Price';
const eInvoicing = 'eInvoicingId:string? eInvoicingStatus:billing.EInvoicingStatusEnum?';
const line = 'description:string domain:string totalPrice:order.Price';
const period = 'periodEnd:date? periodStart:date?';

const models = {
  'order.Price': 'currencyCode:order.CurrencyCodeEnum priceInUcents:long? text:string value:double',
  'order.LongPrice': 'currencyCode:order.CurrencyCodeEnum text:string value:double',
  'billing.Bill': `billId:string category:billing.CategoryEnum date:datetime ${eInvoicing} orderId:long ${document} ${totals}`,
  'billing.BillDetail': `billDetailId:string ${line} ${period} quantity:string unitPrice:order.LongPrice`,
  'billing.Payment': 'paymentDate:datetime paymentIdentifier:string? paymentType:billing.PaymentMeanEnum',
  'billing.Refund': `date:datetime orderId:long originalBillId:string? refundId:string ${document} ${totals}`,
  'billing.RefundDetail': `${line} quantity:string reference:string refundDetailId:string refundId:string unitPrice:order.Price`,
  'billing.CorrectiveInvoice': `category:billing.CategoryEnum correctedInvoiceId:string correctiveInvoiceId:string date:datetime ${eInvoicing} orderId:long ${document} ${totals}`,
  'billing.CorrectiveInvoiceDetail': `correctiveInvoiceDetailId:string ${line} ${period} quantity:long unitPrice:order.LongPrice`,
  'billing.Order': `date:datetime? expirationDate:datetime? metadatas:string[]? orderId:long retractionDate:datetime? ${document} ${totals}`,
  'billing.OrderDetail': `cancelled:boolean detailType:order.OrderDetailTypeEnum? ${line} orderDetailId:long quantity:string unitPrice:order.Price`,
  'debt.Balance':
    'active:boolean dueAmount:order.Price pendingAmount:order.Price todoAmount:order.Price unmaturedAmount:order.Price',
  'debt.Debt':
    'amount:order.Price date:datetime debtId:long dueAmount:order.Price dueDate:datetime? orderId:long pendingAmount:order.Price status:debt.entry.StatusDebtOrderEnum todoAmount:order.Price unmaturedAmount:order.Price',
  'nichandle.document.Document':
    'creationDate:datetime expirationDate:datetime? getUrl:string id:uuid name:string putUrl:string size:long tags:complexType.SafeKeyValue<string>[] validationDate:datetime?',
  'complexType.SafeKeyValue<string>': 'key:string value:T',
  'cloud.ProjectWithIAM':
    'access:cloud.AccessTypeEnum creationDate:datetime description:string? expiration:datetime? iam:iam.ResourceMetadata? manualQuota:boolean orderId:long? planCode:string projectName:string? project_id:string status:cloud.project.ProjectStatusEnum unleash:boolean',
  'iam.ResourceMetadata':
    'displayName:string? id:uuid state:iam.ResourceMetadata.StateEnum? tags:map[string]string? urn:string',
  'cloud.instance.IpAddress': 'gatewayIp:ip? ip:string networkId:string type:string version:long',
};

const enums = {
  'order.CurrencyCodeEnum': 'AUD CAD CZK EUR GBP INR LTL MAD N/A PLN SGD TND USD XOF points',
  'billing.CategoryEnum':
    'autorenew earlyrenewal purchase purchase-cloud purchase-servers purchase-telecom purchase-web',
  'billing.EInvoicingStatusEnum':
    'accepted error ignored invalid new ok processing readyToSubmit rejected submitted',
  'billing.PaymentMeanEnum':
    'cash chargeback check cheque creditAccount creditCard debtAccount deposit digitalLaunchPad edinar fidelityPoints free ideal incubatorAccount mandat multibanco none ovhAccount paymentMandate paypal payu platnosci refund rupay transfer withdrawal',
  'order.OrderDetailTypeEnum':
    'ACCESSORY CAUTION CONSUMPTION CREATION DELIVERY DURATION GIFT INSTALLATION LICENSE OTHER OUTPLAN QUANTITY REFUND RENEW SPECIAL TRANSFER VOUCHER',
  'billing.order.OrderStatusEnum':
    'cancelled cancelling checking delivered delivering documentsRequested notPaid unknown',
  'debt.entry.StatusDebtOrderEnum': 'PAID REFUNDED TO_BE_PAID UNMATURED UNPAID WRITE_OFF',
  'cloud.AccessTypeEnum': 'full restricted',
  'cloud.project.ProjectStatusEnum': 'creating deleted deleting ok suspended',
  'cloud.instance.InstanceStatusEnum': 'ACTIVE BUILDING DELETED ERROR REBOOT SHELVED SHUTOFF STOPPED',
};

const routes = {
  '/me/bill': 'string[]',
  '/me/bill/{billId}': 'billing.Bill',
  '/me/bill/{billId}/details': 'string[]',
  '/me/bill/{billId}/details/{billDetailId}': 'billing.BillDetail',
  '/me/bill/{billId}/payment': 'billing.Payment',
  '/me/refund': 'string[]',
  '/me/refund/{refundId}': 'billing.Refund',
  '/me/refund/{refundId}/details': 'string[]',
  '/me/refund/{refundId}/details/{refundDetailId}': 'billing.RefundDetail',
  '/me/correctiveInvoice': 'string[]',
  '/me/correctiveInvoice/{correctiveInvoiceId}': 'billing.CorrectiveInvoice',
  '/me/correctiveInvoice/{correctiveInvoiceId}/details': 'string[]',
  '/me/correctiveInvoice/{correctiveInvoiceId}/details/{correctiveInvoiceDetailId}':
    'billing.CorrectiveInvoiceDetail',
  '/me/order': 'long[]',
  '/me/order/{orderId}': 'billing.Order',
  '/me/order/{orderId}/details': 'long[]',
  '/me/order/{orderId}/details/{orderDetailId}': 'billing.OrderDetail',
  '/me/order/{orderId}/status': 'billing.order.OrderStatusEnum',
  '/me/debtAccount': 'debt.Balance',
  '/me/debtAccount/debt': 'long[]',
  '/me/debtAccount/debt/{debtId}': 'debt.Debt',
  '/me/document': 'uuid[]',
  '/me/document/{id}': 'nichandle.document.Document',
  '/cloud/project': 'string[]',
  '/cloud/project/{serviceName}': 'cloud.ProjectWithIAM',
  '/cloud/project/{serviceName}/instance': 'cloud.instance.Instance[]',
};

export const billing: Part = { models, enums, routes };

/**
 * The types that the sandbox's own documents describe, in short: `name:type`, with `?` where null may come.
 * Facts about the API, written down by hand for the routes that the account has most of.
 */

const document = 'password:string pdfUrl:string url:string';
const totals = 'priceWithTax:order.Price priceWithoutTax:order.Price tax:order.Price';
const eInvoicing = 'eInvoicingId:string? eInvoicingStatus:billing.EInvoicingStatusEnum?';
const line = 'description:string domain:string totalPrice:order.Price';
const period = 'periodEnd:date? periodStart:date?';

export const models: Readonly<Record<string, string>> = {
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
  'iam.ResourceMetadata': 'displayName:string? id:uuid state:string? tags:map[string]string? urn:string',
  'cloud.instance.Instance':
    'availabilityZone:string? created:datetime currentMonthOutgoingTraffic:long? flavorId:string id:string imageId:string ipAddresses:cloud.instance.IpAddress[] name:string operationIds:string[] planCode:string? region:string rescuePassword:password? sshKeyId:string? status:cloud.instance.InstanceStatusEnum',
  'cloud.project.ai.job.Job':
    'createdAt:datetime id:uuid spec:cloud.project.ai.job.JobSpec status:cloud.project.ai.job.JobStatus updatedAt:datetime user:string',
  'cloud.project.ai.job.JobSpec':
    'command:string[]? image:string labels:map[string]string? name:string region:string timeout:long?',
  'cloud.project.ai.job.JobStatus': 'duration:long? exitCode:long? state:string?',
  'cloud.network.Gateway': 'id:uuid model:string name:string region:string status:string',
  'cloud.instance.IpAddress': 'gatewayIp:ip? ip:string networkId:string type:string version:long',
};

/** Values of enums. The account holds values that came later and are not among them. */
export const enums: Readonly<Record<string, string>> = {
  'order.CurrencyCodeEnum': 'AUD CAD CZK EUR GBP INR LTL MAD N/A PLN SGD TND USD XOF points',
  'billing.CategoryEnum':
    'autorenew earlyrenewal purchase purchase-cloud purchase-servers purchase-telecom purchase-web',
  'billing.EInvoicingStatusEnum':
    'accepted error ignored invalid new ok processing readyToSubmit rejected submitted',
  'billing.PaymentMeanEnum': 'creditCard debtAccount fidelityPoints free ovhAccount paypal transfer',
  'order.OrderDetailTypeEnum':
    'ACCESSORY CAUTION CONSUMPTION CREATION DELIVERY DURATION GIFT INSTALLATION LICENSE OTHER OUTPLAN QUANTITY REFUND RENEW SPECIAL TRANSFER VOUCHER',
  'billing.order.OrderStatusEnum':
    'cancelled cancelling checking delivered delivering documentsRequested notPaid unknown',
  'debt.entry.StatusDebtOrderEnum': 'PAID REFUNDED TO_BE_PAID UNMATURED UNPAID WRITE_OFF',
  'cloud.AccessTypeEnum': 'full restricted',
  'cloud.project.ProjectStatusEnum': 'creating deleted deleting ok suspended',
  'cloud.instance.InstanceStatusEnum': 'ACTIVE BUILDING DELETED ERROR REBOOT SHELVED SHUTOFF STOPPED',
};

/** Response types of the routes that are described, by section. */
export const described: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '/me': {
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
  },
  '/cloud': {
    '/cloud/project': 'string[]',
    '/cloud/project/{serviceName}': 'cloud.ProjectWithIAM',
    '/cloud/project/{serviceName}/instance': 'cloud.instance.Instance[]',
    '/cloud/project/{serviceName}/ai/job': 'cloud.project.ai.job.Job[]',
    '/cloud/project/{serviceName}/region': 'string[]',
    '/cloud/project/{serviceName}/region/{regionName}/gateway': 'cloud.network.Gateway[]',
  },
};

/** Query-string parameters of the routes that page by them, with the description where it tells something. */
export const paging: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  '/cloud/project/{serviceName}/ai/job': [
    ['page', 'long', 'Page of the result set'],
    ['size', 'long', 'Size of the result set'],
  ],
  '/cloud/project/{serviceName}/region/{regionName}/gateway': [
    ['limit', 'long', 'Gateway listing limit (default and max is 50)'],
    ['marker', 'string', 'Gateway to start listing from'],
  ],
};

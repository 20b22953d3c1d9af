// Routes of billing documents and usage: a month there is that of the calendar day as the API printed it.

/** With everything below each of them; `{}` is any parameter. */
export const DAY_ROUTES: readonly string[] = [
  '/me/bill',
  '/me/consumption',
  '/me/correctiveInvoice',
  '/me/credit',
  '/me/debtAccount',
  '/me/deposit',
  '/me/fidelityAccount',
  '/me/order',
  '/me/ovhAccount',
  '/me/payment',
  '/me/refund',
  '/me/voucherAccount',
  '/me/withdrawal',
  '/cloud/project/{}/bill',
  '/cloud/project/{}/credit',
  '/cloud/project/{}/usage',
  '/services/{}/consumption',
  '/telephony/{}/historyConsumption',
  '/telephony/{}/service/{}/faxConsumption',
  '/telephony/{}/service/{}/previousVoiceConsumption',
  '/telephony/{}/service/{}/voiceConsumption',
];

// Fields that carry secrets or personal data: left out of tables unless a definition asks for them by name.
import type { SecretFields } from '../connector/model/definition.js';

/** `url` and `pdfUrl` of a billing document hold its password. */
const DOCUMENT = ['url', 'pdfUrl'];

/** Of the account's owner: what a bill or a report does not need. */
const PERSONAL = [
  'address',
  'birthCity',
  'birthDay',
  'city',
  'complementaryAddress',
  'email',
  'fax',
  'firstname',
  'italianSDI',
  'name',
  'nationalIdentificationNumber',
  'phone',
  'sex',
  'spareEmail',
  'zip',
];

export const SECRET_FIELDS: readonly SecretFields[] = [
  {
    fields: [
      'password',
      'rescuePassword',
      'bootstrapPassword',
      'secret',
      'clientSecret',
      'applicationSecret',
    ],
  },
  { path: '/me', fields: PERSONAL },
  { path: '/support/tickets/{}/messages', fields: ['body'] },
  { path: '/telephony/{}/service/{}/voiceConsumption/{}', fields: ['called', 'calling', 'dialed'] },
  { path: '/sms/{}/outgoing/{}', fields: ['message', 'receiver'] },
  { path: '/me/bill/{}', fields: DOCUMENT },
  { path: '/me/correctiveInvoice/{}', fields: DOCUMENT },
  { path: '/me/order/{}', fields: DOCUMENT },
  { path: '/me/refund/{}', fields: DOCUMENT },
  { path: '/me/deposit/{}', fields: DOCUMENT },
  { path: '/me/deposit/{}/paidBills/{}', fields: DOCUMENT },
  { path: '/me/withdrawal/{}', fields: DOCUMENT },
  { path: '/me/document', fields: ['getUrl', 'putUrl'] },
  { path: '/me/document/{}', fields: ['getUrl', 'putUrl'] },
  { path: '/hosting/web/{}', fields: ['token'] },
  { path: '/hosting/web/{}/envVar/{}', fields: ['value'] },
  { path: '/hosting/privateDatabase/{}', fields: ['graphEndpoint.readToken'] },
  { path: '/ipLoadbalancing/{}', fields: ['metricsToken'] },
  { path: '/domain/{}/authInfo', fields: ['value'] },
  { path: '/hosting/web/{}/token', fields: ['value'] },
  { path: '/hosting/web/{}/userLogsToken', fields: ['value'] },
];

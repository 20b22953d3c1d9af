// The regions of the API, one row each. Source: the lookup tables of OVHcloud's official clients.
import type { Region, RouteGap } from '../connector/model/region.js';

/**
 * Gaps that a public client shows which was made from each region's documents in June 2024. No region was asked
 * since: none of them is verified.
 */
const IN_2024 = { verified: false, by: 'a public client made from its documents in June 2024' } as const;

const API_LOGS: RouteGap = { what: 'logs of the API', routes: ['/me/api/logs'], ...IN_2024 };

const CA_GAPS: readonly RouteGap[] = [API_LOGS, { what: 'telephony', routes: ['/telephony'], ...IN_2024 }];

const US_GAPS: readonly RouteGap[] = [
  API_LOGS,
  { what: 'prepaid accounts', routes: ['/me/ovhAccount'], ...IN_2024 },
  { what: 'payments of bills', routes: ['/me/bill/{}/payment'], ...IN_2024 },
  { what: 'lines of deposits', routes: ['/me/deposit/{}/details'], ...IN_2024 },
  { what: 'payments and debts of orders', routes: ['/me/order/{}/payment', '/me/order/{}/debt'], ...IN_2024 },
  {
    what: 'usage, bills and credit of cloud projects',
    routes: ['/cloud/project/{}/usage', '/cloud/project/{}/bill', '/cloud/project/{}/credit'],
    instead: 'the preset service_consumption',
    ...IN_2024,
  },
  { what: 'domains', routes: ['/domain'], ...IN_2024 },
  { what: 'web hosting', routes: ['/hosting'], ...IN_2024 },
  { what: 'e-mail domains', routes: ['/email'], ...IN_2024 },
  { what: 'telephony', routes: ['/telephony'], ...IN_2024 },
  { what: 'SMS', routes: ['/sms'], ...IN_2024 },
];

export const REGIONS: readonly Region[] = [
  {
    name: 'eu',
    aliases: ['ovh-eu'],
    origin: 'https://eu.api.ovh.com',
    tokenUrl: 'https://www.ovh.com/auth/oauth2/token',
    v2: true,
    createTokenUrl: 'https://eu.api.ovh.com/createToken/',
  },
  {
    name: 'ca',
    aliases: ['ovh-ca'],
    origin: 'https://ca.api.ovh.com',
    tokenUrl: 'https://ca.ovh.com/auth/oauth2/token',
    v2: true,
    createTokenUrl: 'https://ca.api.ovh.com/createToken/',
    lacks: CA_GAPS,
  },
  {
    name: 'us',
    aliases: ['ovh-us'],
    origin: 'https://api.us.ovhcloud.com',
    tokenUrl: 'https://us.ovhcloud.com/auth/oauth2/token',
    v2: true,
    createTokenUrl: 'https://api.us.ovhcloud.com/createToken/',
    lacks: US_GAPS,
  },
  {
    name: 'kimsufi-eu',
    aliases: ['ks-eu'],
    origin: 'https://eu.api.kimsufi.com',
    v2: false,
    createTokenUrl: 'https://eu.api.kimsufi.com/createToken/',
  },
  {
    name: 'kimsufi-ca',
    aliases: ['ks-ca'],
    origin: 'https://ca.api.kimsufi.com',
    v2: false,
    createTokenUrl: 'https://ca.api.kimsufi.com/createToken/',
  },
  {
    name: 'soyoustart-eu',
    aliases: ['sys-eu'],
    origin: 'https://eu.api.soyoustart.com',
    v2: false,
    createTokenUrl: 'https://eu.api.soyoustart.com/createToken/',
  },
  {
    name: 'soyoustart-ca',
    aliases: ['sys-ca'],
    origin: 'https://ca.api.soyoustart.com',
    v2: false,
    createTokenUrl: 'https://ca.api.soyoustart.com/createToken/',
  },
];

// The regions of the API, one row each. Source: the lookup tables of OVHcloud's official clients.
import type { Region } from '../connector/model/region.js';

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
  },
  {
    name: 'us',
    aliases: ['ovh-us'],
    origin: 'https://api.us.ovhcloud.com',
    tokenUrl: 'https://us.ovhcloud.com/auth/oauth2/token',
    v2: true,
    createTokenUrl: 'https://api.us.ovhcloud.com/createToken/',
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

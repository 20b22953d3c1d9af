// The regions of the API, one row each. Source: the lookup tables of OVHcloud's official clients.
import type { Region } from '../connector/model/region.js';

const CREATE_TOKEN = '/createToken/';

export const REGIONS: readonly Region[] = [
  {
    name: 'eu',
    aliases: ['ovh-eu'],
    origin: 'https://eu.api.ovh.com',
    tokenUrl: 'https://www.ovh.com/auth/oauth2/token',
    v2: true,
    createTokenUrl: `https://eu.api.ovh.com${CREATE_TOKEN}`,
  },
  {
    name: 'ca',
    aliases: ['ovh-ca'],
    origin: 'https://ca.api.ovh.com',
    tokenUrl: 'https://ca.ovh.com/auth/oauth2/token',
    v2: true,
    createTokenUrl: `https://ca.api.ovh.com${CREATE_TOKEN}`,
  },
  {
    name: 'us',
    aliases: ['ovh-us'],
    origin: 'https://api.us.ovhcloud.com',
    tokenUrl: 'https://us.ovhcloud.com/auth/oauth2/token',
    v2: true,
    createTokenUrl: `https://api.us.ovhcloud.com${CREATE_TOKEN}`,
  },
  {
    name: 'kimsufi-eu',
    aliases: ['ks-eu'],
    origin: 'https://eu.api.kimsufi.com',
    v2: false,
    createTokenUrl: `https://eu.api.kimsufi.com${CREATE_TOKEN}`,
  },
  {
    name: 'kimsufi-ca',
    aliases: ['ks-ca'],
    origin: 'https://ca.api.kimsufi.com',
    v2: false,
    createTokenUrl: `https://ca.api.kimsufi.com${CREATE_TOKEN}`,
  },
  {
    name: 'soyoustart-eu',
    aliases: ['sys-eu'],
    origin: 'https://eu.api.soyoustart.com',
    v2: false,
    createTokenUrl: `https://eu.api.soyoustart.com${CREATE_TOKEN}`,
  },
  {
    name: 'soyoustart-ca',
    aliases: ['sys-ca'],
    origin: 'https://ca.api.soyoustart.com',
    v2: false,
    createTokenUrl: `https://ca.api.soyoustart.com${CREATE_TOKEN}`,
  },
];

export function findRegion(name: string): Region | undefined {
  const wanted = name.trim().toLowerCase();
  return REGIONS.find((region) => region.name === wanted || region.aliases.includes(wanted));
}

/** Every name that a configuration may use. */
export const REGION_NAMES: readonly string[] = REGIONS.flatMap((region) => [region.name, ...region.aliases]);

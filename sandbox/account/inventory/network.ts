/** IP blocks with their reverses, and telephony: ids with slashes, colons and plus signs. */

import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { Query } from '../../wire/query.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';
import { price, unit } from '../billing/money.js';
import type { Collection, InventoryContext, Item } from './collection.js';
import { childRoute, collectionRoutes, iamData, isLike, someTags } from './collection.js';

interface BlockRow {
  readonly ip: string;
  readonly type: string;
  readonly routedTo: string | null;
  readonly reverses: Readonly<Record<string, string>>;
}

const blocks: readonly BlockRow[] = [
  {
    ip: '192.0.2.0/28',
    type: 'failover',
    routedTo: 'ns3000001.ip-192-0-2.example',
    reverses: { '192.0.2.1': 'mail.example-1.example.', '192.0.2.2': 'www.example-1.example.' },
  },
  {
    ip: '2001:db8::/56',
    type: 'dedicated',
    routedTo: null,
    reverses: { '2001:db8::1': 'six.example-1.example.' },
  },
  { ip: '198.51.100.7/32', type: 'vps', routedTo: 'vps-0001.vps.example', reverses: {} },
  { ip: '203.0.113.64/26', type: 'quantumLink', routedTo: 'pcc-1-2-3-4', reverses: { '203.0.113.65': '' } },
];

const versionOf = (ip: string): number => (ip.includes(':') ? 6 : 4);

function blockItem(context: InventoryContext, row: BlockRow, at: number): Item {
  const tags = someTags(at);
  const fields: WireObject = {
    bringYourOwnIp: false,
    campus: at === 0 ? 'gra' : null,
    canBeTerminated: at % 2 === 0,
    country: versionOf(row.ip) === 4 ? 'FR' : null,
    description: at === 0 ? 'front, « public »' : null,
    iam: iamData(context, 'ip', { id: row.ip, tags }),
    ip: row.ip,
    isAdditionalIp: row.type === 'failover',
    organisationId: null,
    regions: at === 1 ? [] : ['eu-west-gra'],
    rir: at === 3 ? null : 'RIPE',
    routedTo: row.routedTo === null ? null : { serviceName: row.routedTo },
    type: row.type,
    version: num(versionOf(row.ip)),
  };
  return { id: row.ip, state: 'here', tags, fields };
}

const blockOf = (item: Item): BlockRow | undefined => blocks.find((row) => row.ip === item.id);

function passes(item: Item, query: Query): boolean {
  const row = blockOf(item);
  if (!row) return false;
  const is = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const like = (name: string, value: unknown): boolean =>
    query.get(name) === undefined || (typeof value === 'string' && isLike(value, query.get(name) ?? ''));
  const wanted = query.get('ip');
  const address = wanted?.split('/')[0] ?? '';
  return (
    is('type', row.type) &&
    is('version', String(versionOf(row.ip))) &&
    is('isAdditionalIp', String(row.type === 'failover')) &&
    like('routedTo.serviceName', row.routedTo) &&
    like('description', item.fields.description) &&
    like('campus', item.fields.campus) &&
    (wanted === undefined || wanted === row.ip || Object.hasOwn(row.reverses, address))
  );
}

const ipTypes = [
  'cdn',
  'cloud',
  'dedicated',
  'failover',
  'hosted_ssl',
  'housing',
  'loadBalancing',
  'mail',
  'overthebox',
  'pcc',
  'pci',
  'private',
  'vpn',
  'vps',
  'vrack',
  'xdsl',
] as const;

export function networkRoutes(context: InventoryContext): Route[] {
  const collection: Collection = {
    path: '/ip',
    idName: 'ip',
    items: blocks.map((row, at) => blockItem(context, row, at)),
    query: {
      campus: 'string',
      description: 'string',
      ip: 'ip',
      isAdditionalIp: 'boolean',
      'routedTo.serviceName': 'string',
      type: { enum: ipTypes },
      version: { enum: ['4', '6'] },
    },
    passes,
  };
  const reverses = childRoute(collection, '/reverse', 'ids', (item) =>
    ok(Object.keys(blockOf(item)?.reverses ?? {})),
  );
  const reverse = childRoute(collection, '/reverse/{ipReverse}', 'object', (item, { params }) => {
    const ipReverse = params.ipReverse ?? '';
    const name = blockOf(item)?.reverses[ipReverse];
    return name === undefined ? unknownObject('ipReverse', ipReverse) : ok({ ipReverse, reverse: name });
  });
  const pathTypes = { ip: 'ip', ipReverse: 'ip' } as const;
  const routes = [...collectionRoutes(collection), reverses, reverse];
  return [
    ...routes.map((route) => (route.path === '/ip' ? route : { ...route, pathTypes })),
    ...telephonyRoutes(context),
  ];
}

const lines: Readonly<Record<string, readonly string[]>> = {
  'ab12345-ovh-1': ['+33123456789', '0033123456789'],
  'ab12345-ovh-2': [],
};

function accountItem(context: InventoryContext, name: string): Item {
  const tags = {};
  const fields: WireObject = {
    allowedOutplan: price(30n * unit, 'EUR'),
    billingAccount: name,
    creditThreshold: price(0n, 'EUR'),
    currentOutplan: price(123_456_789n, 'EUR'),
    description: 'Téléphonie',
    hasSpecialNumbers: false,
    hiddenExternalNumber: true,
    iam: iamData(context, 'telephony', { id: name, tags }),
    overrideDisplayedNumber: false,
    securityDeposit: price(0n, 'EUR'),
    status: 'enabled',
    trusted: true,
  };
  return { id: name, state: 'here', tags, fields };
}

function lineFields(serviceName: string): WireObject {
  return {
    associatedDeviceMac: null,
    country: 'fr',
    countryCode: num(33),
    currentOutplan: price(0n, 'EUR'),
    description: serviceName,
    featureType: 'sip',
    getPublicOffer: { description: 'Ligne individuelle', name: 'individual', price: null },
    hasFaxCapabilities: false,
    offers: ['individual'],
    properties: [],
    rio: 'RIO0123456',
    serviceName,
    serviceType: 'line',
    simultaneousLines: num(1),
  };
}

function telephonyRoutes(context: InventoryContext): Route[] {
  const collection: Collection = {
    path: '/telephony',
    idName: 'billingAccount',
    items: Object.keys(lines).map((name) => accountItem(context, name)),
  };
  const list = childRoute(collection, '/service', 'ids', (item) => ok(lines[item.id] ?? []));
  const detail = childRoute(collection, '/service/{serviceName}', 'object', (item, { params }) => {
    const serviceName = params.serviceName ?? '';
    const known = lines[item.id]?.includes(serviceName) ?? false;
    return known ? ok(lineFields(serviceName)) : unknownObject('serviceName', serviceName);
  });
  return [...collectionRoutes(collection), list, detail];
}

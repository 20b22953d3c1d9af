/** Domain names, DNS zones and their records, AllDom packs. */

import { SeededRandom } from '../../random.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';
import { hardNames } from '../billing/odd-texts.js';
import type { Collection, InventoryContext, Item, State } from './collection.js';
import {
  childRoute,
  collectionRoutes,
  companyItems,
  iamData,
  isLike,
  serviceInfos,
  serviceNumber,
  someTags,
  tagsOf,
  withEdges,
} from './collection.js';

const generated = Array.from({ length: 9 }, (_, at) => `example-${at + 1}.example`);

function domainItem(context: InventoryContext, name: string, at: number, state: State): Item {
  const tags = tagsOf(context, name, at);
  const contact = { id: context.nichandle };
  const fields: WireObject = {
    contactAdmin: contact,
    contactBilling: contact,
    contactOwner: { id: '7654321' },
    contactTech: contact,
    dnssecState: at % 3 === 0 ? 'enabled' : 'disabled',
    dnssecSupported: true,
    domain: name,
    expirationDate: '2027-02-28T23:59:59+01:00',
    glueRecordIpv6Supported: true,
    glueRecordMultiIpSupported: true,
    hostSupported: true,
    iam: at % 5 === 4 ? null : iamData(context, 'domain', { id: name, tags }),
    lastUpdate: '2026-05-04T03:02:01+02:00',
    nameServerType: 'hosted',
    nameServers: nameServers(at),
    offer: at % 2 === 0 ? 'gold' : 'platinum',
    owoSupported: false,
    parentService: at === 1 ? { name: 'alldom-1.example', type: '/allDom' } : null,
    renewalDate: '2027-01-28T00:00:00+01:00',
    renewalState: 'automatic_renew',
    serviceId: num(serviceNumber('domain', name)),
    state: 'ok',
    suspensionState: 'not_suspended',
    transferLockStatus: 'locked',
    whoisOwner: '7654321',
  };
  return { id: name, state, tags, fields };
}

function nameServers(at: number): WireObject[] {
  if (at % 4 === 3) return [];
  return [1, 2].map((number) => ({
    id: num(40_000 + at * 10 + number),
    ipv4: number === 1 ? '192.0.2.53' : null,
    ipv6: null,
    nameServer: `dns${number}.example`,
    nameServerType: 'hosted',
  }));
}

const recordTypes = [
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DKIM',
  'DMARC',
  'DNAME',
  'HTTPS',
  'LOC',
  'MX',
  'NAPTR',
  'NS',
  'PTR',
  'RP',
  'SPF',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
] as const;

interface ZoneRecord {
  readonly id: number;
  readonly fieldType: string;
  readonly subDomain: string | null;
  readonly fields: WireObject;
}

function zoneRecords(context: InventoryContext, zone: string): ZoneRecord[] {
  const random = new SeededRandom(context.seed, 'zone', zone);
  const count = zone === 'empty.example' ? 0 : random.whole(4, 12);
  return Array.from({ length: count }, (_, at) => {
    const id = 5_100_000_000 + random.whole(0, 99_999) * 100 + at;
    const fieldType = random.pick(['A', 'AAAA', 'MX', 'TXT', 'CNAME']);
    const subDomain = at === 0 ? '' : at === 1 ? null : `host${at}`;
    const target = fieldType === 'TXT' ? '"v=spf1 include:mx.example ~all"' : `192.0.2.${at + 1}`;
    const ttl = at % 3 === 0 ? null : num(3600);
    return { id, fieldType, subDomain, fields: { fieldType, id: num(id), subDomain, target, ttl, zone } };
  });
}

function zoneItem(context: InventoryContext, name: string, at: number): Item {
  const tags = {};
  const fields: WireObject = {
    dnssecActivated: at % 2 === 0,
    dnssecSupported: true,
    hasDnsAnycast: false,
    iam: iamData(context, 'dnsZone', { id: name, tags }),
    lastUpdate: at === 0 ? null : '2026-06-01T12:00:00+00:00',
    name,
    nameServers: at === 2 ? [] : ['dns1.example', 'dns2.example'],
  };
  return { id: name, state: 'here', tags, fields };
}

/** Generated names first, hard ones last, so that the first rows look plain. */
export function domainItems(context: InventoryContext): Item[] {
  const own = companyItems(context, 'domain', (name, at) => domainItem(context, name, at, 'here'));
  if (own) return own;
  const plain = [...generated, ...hardNames].map((name, at) => domainItem(context, name, at, 'here'));
  const edges = [
    domainItem(context, 'expired.example', 90, 'expired'),
    domainItem(context, 'gone.example', 91, 'gone'),
  ];
  return withEdges(context, [...plain, ...edges]);
}

export function domainRoutes(context: InventoryContext): Route[] {
  const domains: Collection = {
    path: '/domain',
    idName: 'serviceName',
    items: domainItems(context),
    query: { whoisOwner: 'string' },
    passes: (item, query) => (query.get('whoisOwner') ?? '7654321') === item.fields.whoisOwner,
  };
  const zones: Collection = {
    path: '/domain/zone',
    idName: 'zoneName',
    items: [...generated.slice(0, 4), 'empty.example', 'münchen.example'].map((name, at) =>
      zoneItem(context, name, at),
    ),
  };
  return [
    ...collectionRoutes(domains),
    childRoute(domains, '/serviceInfos', 'object', (item) =>
      ok(serviceInfos(context, item, serviceNumber('domain', item.id))),
    ),
    ...collectionRoutes(zones),
    ...recordRoutes(context, zones),
    ...allDomRoutes(context),
  ];
}

function recordRoutes(context: InventoryContext, zones: Collection): Route[] {
  const list = childRoute(zones, '/record', 'ids', (zone, { query }) => {
    const type = query.get('fieldType');
    const sub = query.get('subDomain');
    const passes = (record: ZoneRecord): boolean =>
      (type === undefined || record.fieldType === type) &&
      (sub === undefined || isLike((record.subDomain ?? '').toLowerCase(), sub.toLowerCase()));
    const records = zoneRecords(context, zone.id).filter(passes);
    return ok(records.map((record) => num(record.id)));
  });
  const detail = childRoute(zones, '/record/{id}', 'object', (zone, { params }) => {
    const id = params.id ?? '';
    const record = zoneRecords(context, zone.id).find((candidate) => String(candidate.id) === id);
    return record ? ok(record.fields) : unknownObject('id', id);
  });
  return [
    { ...list, query: { fieldType: { enum: recordTypes }, subDomain: 'string' } },
    { ...detail, pathTypes: { id: 'long' } },
  ];
}

const packs: Readonly<Record<string, readonly string[]>> = {
  'alldom-1.example': ['example-2.example', 'example-3.example', 'example-4.example'],
  'alldom-münchen': ['münchen.example', 'slash/name.example'],
  'alldom-empty': [],
};

function allDomRoutes(context: InventoryContext): Route[] {
  const items = Object.keys(packs).map((name, at): Item => {
    const tags = someTags(at);
    const fields = {
      iam: iamData(context, 'allDom', { id: name, tags }),
      name,
      offer: 'gold',
      type: 'international',
    };
    return { id: name, state: 'here', tags, fields };
  });
  const collection: Collection = { path: '/allDom', idName: 'serviceName', items };
  const list = childRoute(collection, '/domain', 'ids', (pack, { query }) => {
    const like = query.get('domain') ?? '%';
    return ok((packs[pack.id] ?? []).filter((name) => isLike(name, like)));
  });
  const detail = childRoute(collection, '/domain/{domain}', 'object', (pack, { params }) => {
    const domain = params.domain ?? '';
    if (packs[pack.id]?.includes(domain)) return ok({ domain });
    return unknownObject('domain', domain);
  });
  const infos = childRoute(collection, '/serviceInfos', 'object', (pack) =>
    ok(serviceInfos(context, pack, serviceNumber('allDom', pack.id))),
  );
  return [...collectionRoutes(collection), { ...list, query: { domain: 'string' } }, detail, infos];
}

/** Dedicated servers, VPS, and the /services view of everything that is billed. */

import { SeededRandom } from '../../random.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import { ok } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';
import { price, unit } from '../billing/money.js';
import { compositeName } from '../billing/odd-texts.js';
import type { Collection, InventoryContext, Item, State } from './collection.js';
import {
  childRoute,
  collectionRoutes,
  companyItems,
  iamData,
  isLike,
  serviceInfos,
  serviceNumber,
  tagsOf,
  withEdges,
} from './collection.js';
import { lazily } from './holdings.js';

function serverItem(context: InventoryContext, name: string, at: number, state: State): Item {
  const tags = tagsOf(context, name, at);
  const fields: WireObject = {
    availabilityZone: 'eu-west-gra-a',
    bootId: at === 1 ? null : num(1),
    bootScript: null,
    commercialRange: 'rise',
    datacenter: 'gra3',
    efiBootloaderPath: null,
    iam: iamData(context, 'dedicatedServer', { id: name, tags }),
    ip: `192.0.2.${10 + at}`,
    linkSpeed: num(1000),
    monitoring: true,
    name,
    newUpgradeSystem: true,
    noIntervention: false,
    os: 'debian12_64',
    powerState: 'poweron',
    professionalUse: true,
    rack: 'G301A01',
    region: 'eu-west-gra',
    rescueMail: null,
    rescueSshKey: null,
    reverse: `${name.replaceAll('/', '-')}.`,
    rootDevice: null,
    serverId: num(600_000 + at),
    state: 'ok',
    supportLevel: 'pro',
  };
  return { id: name, state, tags, fields };
}

export function serverItems(context: InventoryContext): Item[] {
  const own = companyItems(context, 'dedicatedServer', (name, at) => serverItem(context, name, at, 'here'));
  if (own) return own;
  return withEdges(context, [
    serverItem(context, 'ns3000001.ip-192-0-2.example', 0, 'here'),
    serverItem(context, 'ns3000002.ip-192-0-2.example', 1, 'here'),
    serverItem(context, compositeName, 2, 'here'),
    serverItem(context, 'ns3999999.ip-192-0-2.example', 3, 'refused'),
  ]);
}

function vpsItem(context: InventoryContext, name: string, at: number): Item {
  const tags = tagsOf(context, name, at);
  const fields: WireObject = {
    cluster: 'cluster_001',
    displayName: at === 0 && !context.company ? 'web “front” – été' : null,
    iam: iamData(context, 'vps', { id: name, tags }),
    keymap: null,
    lockStatus: { locked: false, reason: 'none' },
    memoryLimit: num(4096),
    model: {
      availableOptions: ['snapshot', 'automatedBackup'],
      datacenter: ['gra'],
      disk: num(40),
      maximumAdditionnalIp: num(16),
      memory: num(4096),
      name: 'vps-value-1-4-40',
      offer: 'VPS Value',
      vcore: num(1),
      version: '2019v1',
    },
    monitoringIpBlocks: ['192.0.2.240/29'],
    name,
    netbootMode: 'local',
    offerType: 'ssd',
    slaMonitoring: at === 2 ? null : false,
    state: at === 1 ? 'hibernating' : 'running',
    vcore: num(1),
    zone: 'os-gra1',
    zoneType: 'region',
  };
  return { id: name, state: 'here', tags, fields };
}

export function vpsItems(context: InventoryContext): Item[] {
  const own = companyItems(context, 'vps', (name, at) => vpsItem(context, name, at));
  if (own) return own;
  const names = [0, 1, 2].map((at) => `vps-${new SeededRandom(context.seed, 'vps', at).hex(8)}.vps.example`);
  return names.map((name, at) => vpsItem(context, name, at));
}

/** A billed item, and its kind as a route. */
export interface Billed {
  readonly kind: string;
  readonly route: string;
  readonly item: Item;
  /** What it costs, and until when: of a company. */
  readonly sold?: Sold;
}

export interface Sold {
  readonly plan: string;
  readonly product: string;
  readonly price: bigint;
  readonly duration: 'P1M' | 'P1Y';
  readonly ends: string;
  readonly renewal: 'automatic' | 'manual';
}

/** Some within a month or two of the account's first day, the others next year. */
function expires(at: number): string {
  if (at % 3 === 0) return '2027-02-28T00:00:00Z';
  return `2026-0${at % 3 === 1 ? 7 : 8}-${10 + (at % 19)}T00:00:00Z`;
}

function serviceItem({ kind, route, item, sold }: Billed, at: number): Item {
  const serviceId = serviceNumber(kind, item.id);
  const fields: WireObject = {
    billing: {
      engagement: null,
      engagementRequest: null,
      expirationDate: sold?.ends ?? expires(at),
      group: at % 4 === 0 ? { id: num(12) } : null,
      lifecycle: {
        capacities: { actions: ['terminate'] },
        current: {
          creationDate: '2021-02-28T10:00:00Z',
          pendingActions: [],
          state: 'active',
          terminationDate: null,
        },
      },
      nextBillingDate: sold?.ends ?? (at % 3 === 0 ? null : '2027-02-28T00:00:00.000000Z'),
      plan: { code: sold?.plan ?? planOf(kind, at), invoiceName: sold?.product ?? `${kind} plan` },
      pricing: sold ? pricingOf(sold.price, sold.duration) : pricing(at),
      renew: {
        capacities: { mode: ['automatic', 'manual'] },
        current: {
          mode: sold?.renewal ?? (at % 4 === 1 ? 'manual' : 'automatic'),
          nextDate: sold?.ends ?? expires(at),
          period: sold?.duration ?? 'P1Y',
        },
      },
    },
    customer: { contacts: [{ customerCode: 'sb12345-ovh', type: 'administrator' }] },
    parentServiceId: null,
    resource: {
      displayName: item.id,
      name: item.id,
      product: at % 5 === 0 && !sold ? null : { description: sold?.product ?? `${kind} product`, name: kind },
      resellingProvider: null,
      state: 'active',
    },
    route:
      at % 7 === 6 && !sold
        ? null
        : { path: route, url: null, vars: [{ key: 'serviceName', value: item.id }] },
    serviceId: num(serviceId),
    tags: [],
    ...(at === 0 && !sold ? collidingFields : {}),
  };
  return { id: String(serviceId), state: 'here', tags: item.tags, fields };
}

/** Plans of the public catalogues, where the kind has one there. */
const PLANS: Readonly<Record<string, readonly string[]>> = {
  dedicatedServer: ['24rise01', '24adv02'],
  vps: ['vps-value-1-2-40', 'vps-value-1-4-40'],
  webHosting: ['perfoffer1'],
};

function planOf(kind: string, at: number): string {
  const plans = PLANS[kind] ?? [];
  return plans[at % plans.length] ?? `${kind}-plan`;
}

/** Fields that no schema document names: SQL keywords, and two names that differ only in case and underscore. */
const collidingFields: WireObject = {
  uniqueId: 'camel',
  unique_id: 'snake',
  default: true,
  from: '2026-01-01',
  to: null,
  order: num(3),
  group: 'g',
};

function pricing(at: number): WireObject | null {
  return at % 6 === 5 ? null : pricingOf(BigInt(5 + at) * unit, 'P1M');
}

function pricingOf(amount: bigint, duration: 'P1M' | 'P1Y'): WireObject {
  const isYear = duration === 'P1Y';
  return {
    capacities: ['renew'],
    description: isYear ? 'Renouvellement annuel' : 'Renouvellement mensuel',
    duration,
    engagementConfiguration: null,
    interval: num(isYear ? 12 : 1),
    maximumQuantity: null,
    maximumRepeat: null,
    minimumQuantity: num(1),
    minimumRepeat: num(1),
    price: price(amount, 'EUR'),
    priceInUcents: num(amount),
    pricingMode: 'default',
    pricingType: 'rental',
  };
}

export function machineRoutes(context: InventoryContext, billed: () => readonly Billed[]): Route[] {
  const serviceItems = lazily(() => billed().map(serviceItem));
  const servers: Collection = {
    path: '/dedicated/server',
    idName: 'serviceName',
    items: serverItems(context),
  };
  const vps: Collection = { path: '/vps', idName: 'serviceName', items: vpsItems(context) };
  const services: Collection = {
    path: '/services',
    idName: 'serviceId',
    get items() {
      return serviceItems();
    },
    longIds: true,
    // The schema declares orderBy and sort; this account's order does not change.
    query: { orderBy: 'string', resourceName: 'string', routes: 'string', sort: 'string' },
    passes: (item, query) => {
      const of = billed().find(
        (candidate) => String(serviceNumber(candidate.kind, candidate.item.id)) === item.id,
      );
      const name = query.get('resourceName');
      const route = query.get('routes');
      return (
        (name === undefined || isLike(of?.item.id ?? '', name)) &&
        (route === undefined || of?.route === route)
      );
    },
  };
  const infos = (collection: Collection, kind: string): Route =>
    childRoute(collection, '/serviceInfos', 'object', (item) =>
      ok(serviceInfos(context, item, serviceNumber(kind, item.id))),
    );
  const [servicesList, ...serviceDetails] = collectionRoutes(services);
  const routes = [
    ...collectionRoutes(servers),
    infos(servers, 'dedicatedServer'),
    ...collectionRoutes(vps),
    infos(vps, 'vps'),
  ];
  if (!servicesList) return routes;
  const { iamTags: _iamTags, ...query } = servicesList.query ?? {};
  return [...routes, { ...servicesList, query }, ...serviceDetails];
}

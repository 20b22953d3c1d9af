/** Public catalogues, and the exports of costs to a bucket. */

import { SeededRandom } from '../random.js';
import { catalogNames } from '../schema/sections/catalog.js';
import type { WireObject } from '../wire/json.js';
import { num } from '../wire/json.js';
import { ok, unknownObject } from '../wire/reply.js';
import type { Call, Route } from '../wire/routes.js';
import { unit } from './billing/money.js';
import { anyOfEnum } from './described/generated-list.js';

/** Plan codes of each catalogue, with prices in 10^-8 units. */
const plans: Readonly<Record<string, Readonly<Record<string, bigint>>>> = {
  cloud: { 'project.2018': 0n, 'b3-8.consumption': 2_208_000n, 'storage-standard.consumption': 1_370n },
  baremetalServers: { '24rise01': 72n * unit, '24adv02': 15_999n * (unit / 100n) },
  eco: { '24sk10': 1_199n * (unit / 100n) },
  vps: { 'vps-value-1-2-40': 590n * (unit / 100n), 'vps-value-1-4-40': 1_150n * (unit / 100n) },
  privateCloud: { 'pcc-host-pre128': 38_999n * (unit / 100n) },
  webHosting: { perfoffer1: 1_249n * (unit / 100n) },
};

function planFields(name: string, planCode: string, price: bigint, at: number): WireObject {
  const isUsage = planCode.endsWith('.consumption');
  const type = isUsage ? 'consumption' : 'rental';
  const pricing = (mode: string, amount: bigint, commitment: number): WireObject => ({
    capacities: isUsage ? ['consumption'] : ['installation', 'renew'],
    commitment: num(commitment),
    description: isUsage ? 'Consommation horaire' : 'Location mensuelle',
    engagementConfiguration:
      commitment > 0
        ? { defaultEndAction: 'REACTIVATE_ENGAGEMENT', duration: 'P12M', type: 'periodic' }
        : null,
    interval: num(isUsage ? 0 : 1),
    intervalUnit: isUsage ? 'none' : 'month',
    mode,
    mustBeCompleted: false,
    phase: num(commitment > 0 ? 1 : 0),
    price: num(amount),
    promotions: [],
    quantity: { max: null, min: num(1) },
    repeat: { max: null, min: num(1) },
    strategy: 'tiered',
    tax: num(amount / 5n),
    type,
  });
  return {
    addonFamilies: [
      {
        addons: [`${planCode}-option`],
        default: null,
        exclusive: false,
        mandatory: at === 0,
        name: 'option',
      },
    ],
    blobs: at === 0 ? { tags: ['active'], value: null } : null,
    configurations: [],
    consumptionConfiguration: isUsage
      ? { billingStrategy: 'sum', pingEndPolicy: null, prorataUnit: 'hour' }
      : null,
    family: null,
    invoiceName: `${name} ${planCode}`,
    planCode,
    pricingType: type,
    pricings: isUsage
      ? [pricing('default', price, 0)]
      : [pricing('default', price, 0), pricing('degressivity12', (price * 9n) / 10n, 12)],
    product: planCode.replace(/[.-].*$/, ''),
  };
}

function catalogFields(name: string, subsidiary: string): WireObject {
  const all = Object.entries(plans[name] ?? {}).map(([code, price], at) => planFields(name, code, price, at));
  const isAddon = ({ planCode }: WireObject): boolean => String(planCode).endsWith('.consumption');
  return {
    addons: all.filter(isAddon),
    catalogId: num(1_000 + catalogNames.indexOf(name as (typeof catalogNames)[number])),
    locale: { currencyCode: subsidiary === 'PL' ? 'PLN' : 'EUR', subsidiary, taxRate: num('20.0') },
    planFamilies: name === 'baremetalServers' ? [] : [{ name: 'default' }],
    plans: all.filter((plan) => !isAddon(plan)),
    products: [{ blobs: null, description: `${name} product`, name: `${name}-product` }],
  };
}

const catalogs: readonly Route[] = catalogNames.map((name) => ({
  method: 'GET',
  path: `/order/catalog/public/${name}`,
  kind: 'object',
  access: 'none',
  query: { ovhSubsidiary: anyOfEnum('nichandle.OvhSubsidiaryEnum') },
  required: ['ovhSubsidiary'],
  answer: ({ query }) => ok(catalogFields(name, query.get('ovhSubsidiary') ?? 'FR')),
}));

/** Two exports: one that works, and one whose last delivery has failed. No schema document names them. */
function exportRoutes(seed: string): Route[] {
  const path = '/v2/finops/bucketExport';
  const exports = ['daily', 'hourly'].map((frequency, at): WireObject => {
    const target = {
      bucket: `costs-${frequency}`,
      endpoint: 'https://s3.gra.io.cloud.ovh.example',
      prefix: 'focus',
    };
    return {
      createdAt: '2026-06-01T08:00:00Z',
      currentState: {
        ...target,
        format: 'FOCUS_1_3',
        frequency,
        lastDeliveryAt: at === 0 ? '2026-06-30T04:00:00Z' : null,
      },
      currentTasks: [],
      id: new SeededRandom(seed, 'finops', at).uuid(),
      resourceStatus: at === 0 ? 'READY' : 'ERROR',
      targetSpec: target,
      updatedAt: '2026-06-30T04:00:00Z',
    };
  });
  const of =
    (answer: (found: WireObject, at: number) => WireObject | readonly WireObject[]) =>
    ({ params }: Call) => {
      const id = params.exportId ?? '';
      const at = exports.findIndex((one) => one.id === id);
      const found = exports[at];
      return found ? ok(answer(found, at) as WireObject) : unknownObject('exportId', id);
    };
  const tasks = (at: number): WireObject[] =>
    [0, 1, 2].map((number) => ({
      createdAt: `2026-06-${28 + number}T04:00:00Z`,
      errors: at === 1 && number === 2 ? [{ message: 'access to the bucket is denied' }] : null,
      finishedAt: `2026-06-${28 + number}T04:01:00Z`,
      id: new SeededRandom(seed, 'finops-task', at, number).uuid(),
      message: '',
      progress: [],
      status: at === 1 && number === 2 ? 'ERROR' : 'DONE',
      type: 'BUCKET_EXPORT',
      updatedAt: `2026-06-${28 + number}T04:01:00Z`,
    }));
  const events = (at: number): WireObject[] =>
    at === 0
      ? []
      : [
          {
            createdAt: '2026-06-30T04:01:00Z',
            kind: 'BUCKET_EXPORT',
            link: null,
            message: 'access to the bucket is denied',
            type: 'TASK_ERROR',
          },
        ];
  return [
    { method: 'GET', path, kind: 'objects', idField: 'id', paged: true, answer: () => ok(exports) },
    { method: 'GET', path: `${path}/{exportId}`, kind: 'object', answer: of((found) => found) },
    {
      method: 'GET',
      path: `${path}/{exportId}/event`,
      kind: 'objects',
      paged: true,
      answer: of((_, at) => events(at)),
    },
    {
      method: 'GET',
      path: `${path}/{exportId}/task`,
      kind: 'objects',
      idField: 'id',
      paged: true,
      answer: of((_, at) => tasks(at)),
    },
  ];
}

export function priceRoutes({ seed }: { readonly seed: string }): Route[] {
  return [...catalogs, ...exportRoutes(seed)];
}

// Presets: list prices, and OVHcloud's own exports of costs.
import type { EndpointInput, Preset } from '../connector/model/preset.js';

/** What a product is, is left out: the prices of its plans remain. */
const PRICES = {
  query: { ovhSubsidiary: 'FR' },
  table: { omit: ['addonFamilies', 'blobs', 'configurations', 'planFamilies', 'products', 'promotions'] },
} as const satisfies Pick<EndpointInput, 'query' | 'table'>;

export const PRICES_PRESETS: readonly Preset[] = [
  {
    name: 'catalog_prices',
    title: 'List prices',
    description:
      'Prices of the public catalogues: Public Cloud, dedicated servers, VPS, private cloud and web hosting, plan by plan.',
    endpoints: [
      { name: 'catalog_cloud', path: '/order/catalog/public/cloud', ...PRICES },
      { name: 'catalog_servers', path: '/order/catalog/public/baremetalServers', ...PRICES },
      { name: 'catalog_eco', path: '/order/catalog/public/eco', ...PRICES },
      { name: 'catalog_vps', path: '/order/catalog/public/vps', ...PRICES },
      { name: 'catalog_private_cloud', path: '/order/catalog/public/privateCloud', ...PRICES },
      { name: 'catalog_web_hosting', path: '/order/catalog/public/webHosting', ...PRICES },
    ],
    notes: [
      'Prices are those of one subsidiary, in its currency: write yours, `query: { ovhSubsidiary: DE }` (`ovh_subsidiary` of the preset account).',
      'Plans are rows of `<table>_plans` and `<table>_addons`, their prices of `..._pricings`: whole numbers of 10⁻⁸ units, without tax.',
      'Promotions are left out; `include: [promotions]` loads them.',
    ],
  },
  {
    name: 'finops_exports',
    title: 'Exports of costs to a bucket',
    description:
      "OVHcloud's own exports in the FOCUS format to object storage: where they go, their deliveries and what failed.",
    endpoints: [
      {
        name: 'finops_exports',
        path: '/v2/finops/bucketExport',
        table: { primaryKey: ['id'] },
        read: { absent: [404], unchecked: true },
      },
      {
        name: 'finops_export_tasks',
        path: '/v2/finops/bucketExport/{exportId}/task',
        parameters: { exportId: { from: 'finops_exports', field: 'id' } },
        table: { primaryKey: ['exportId', 'id'] },
        read: { unchecked: true },
      },
      {
        name: 'finops_export_events',
        path: '/v2/finops/bucketExport/{exportId}/event',
        parameters: { exportId: { from: 'finops_exports', field: 'id' } },
        read: { unchecked: true },
      },
    ],
    notes: [
      "The API's documents do not name these routes yet: columns come from the data, and an account without them has no rows.",
    ],
  },
];

// The tables of the public catalogues that the views read: plans, their prices, and the currency of a catalogue.
import type { InputTable } from './inputs.js';

const NAMES = ['cloud', 'servers', 'eco', 'vps', 'private_cloud', 'web_hosting'] as const;
export type Catalog = (typeof NAMES)[number];

const PATHS: Record<Catalog, string> = {
  cloud: 'cloud',
  servers: 'baremetalServers',
  eco: 'eco',
  vps: 'vps',
  private_cloud: 'privateCloud',
  web_hosting: 'webHosting',
};

const key = { _account: 'text' } as const;

function tablesOf(name: Catalog): [string, InputTable][] {
  const catalog = { path: `/order/catalog/public/${PATHS[name]}`, preset: 'catalog_prices' };
  return [
    [`catalog_${name}`, { ...catalog, columns: { ...key, locale_currency_code: 'text' } }],
    [
      `catalog_${name}_plans`,
      { ...catalog, child: 'plans', columns: { ...key, _position: 'bigint', plan_code: 'text' } },
    ],
    [
      `catalog_${name}_plans_pricings`,
      {
        ...catalog,
        child: 'plans_pricings',
        columns: {
          ...key,
          _position: 'bigint',
          _position_2: 'bigint',
          mode: 'text',
          type: 'text',
          interval: 'bigint',
          interval_unit: 'text',
          commitment: 'bigint',
          phase: 'bigint',
          quantity_min: 'bigint',
          price: 'bigint',
        },
      },
    ],
  ];
}

export const CATALOGS: readonly Catalog[] = NAMES;

type CatalogTable = `catalog_${Catalog}${'' | '_plans' | '_plans_pricings'}`;

export const PRICE_INPUTS = Object.fromEntries(NAMES.flatMap(tablesOf)) as Record<CatalogTable, InputTable>;

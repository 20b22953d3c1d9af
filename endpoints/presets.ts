// Every preset, in the order in which they are shown.
import type { Preset, PresetFamily } from '../connector/model/preset.js';
import { ACCESS_PRESETS } from './access.js';
import { BILLING_PRESETS } from './billing.js';
import { CLOUD_PRESETS } from './cloud.js';
import { INVENTORY_PRESETS } from './inventory.js';
import { ORDERS_PRESETS } from './orders.js';
import { PRICES_PRESETS } from './prices.js';
import { EXAMPLE_PRESETS } from './seed-examples.js';
import { SERVICES_PRESETS } from './services.js';

export const PRESETS: readonly Preset[] = [
  ...BILLING_PRESETS,
  ...ORDERS_PRESETS,
  ...CLOUD_PRESETS,
  ...SERVICES_PRESETS,
  ...PRICES_PRESETS,
  ...INVENTORY_PRESETS,
  ...ACCESS_PRESETS,
  ...EXAMPLE_PRESETS,
];

/** The same presets by family: a page of the reference, and a file of `reference/`, each. */
export const PRESET_FAMILIES: readonly PresetFamily[] = [
  { name: 'billing', title: 'The account and its billing', presets: BILLING_PRESETS },
  { name: 'orders', title: 'Orders and means of payment', presets: ORDERS_PRESETS },
  { name: 'cloud', title: 'Public Cloud', presets: CLOUD_PRESETS },
  { name: 'services', title: 'Services and what they consume', presets: SERVICES_PRESETS },
  { name: 'prices', title: 'List prices, and exports of costs', presets: PRICES_PRESETS },
  { name: 'inventory', title: 'Inventory: servers, domains, networks, hosting', presets: INVENTORY_PRESETS },
  { name: 'access', title: 'Access, logs and support', presets: ACCESS_PRESETS },
  { name: 'examples', title: 'Four first examples', presets: EXAMPLE_PRESETS },
];

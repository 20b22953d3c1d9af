// Every preset, in the order in which they are shown.
import type { Preset } from '../connector/model/preset.js';
import { ACCESS_PRESETS } from './access.js';
import { BILLING_PRESETS } from './billing.js';
import { CLOUD_PRESETS } from './cloud.js';
import { INVENTORY_PRESETS } from './inventory.js';
import { ORDERS_PRESETS } from './orders.js';
import { EXAMPLE_PRESETS } from './seed-examples.js';
import { SERVICES_PRESETS } from './services.js';

export const PRESETS: readonly Preset[] = [
  ...BILLING_PRESETS,
  ...ORDERS_PRESETS,
  ...CLOUD_PRESETS,
  ...SERVICES_PRESETS,
  ...INVENTORY_PRESETS,
  ...ACCESS_PRESETS,
  ...EXAMPLE_PRESETS,
];

// Every preset, in the order in which they are shown.
import type { Preset } from '../connector/model/preset.js';
import { BILLING_PRESETS } from './billing.js';
import { INVENTORY_PRESETS } from './inventory.js';
import { EXAMPLE_PRESETS } from './seed-examples.js';

export const PRESETS: readonly Preset[] = [...BILLING_PRESETS, ...INVENTORY_PRESETS, ...EXAMPLE_PRESETS];

export function findPreset(name: string): Preset | undefined {
  return PRESETS.find((preset) => preset.name === name);
}

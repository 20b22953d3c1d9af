// fleet status: how the workers and the jobs of a queue stand.
import { requireNode } from '../../worker/engine.js';
import { fleetStatus } from '../../worker/status.js';
import { statusText } from '../../worker/status-text.js';
import type { FleetOptions } from '../commands/fleet.js';
import { printJson, printText, textColumns } from '../output.js';
import { inputFrom } from './sources.js';

export async function showFleet(options: FleetOptions): Promise<void> {
  requireNode();
  const { file, options: reading } = inputFrom(options);
  const status = await fleetStatus(file, reading);
  if (options.json) printJson(status);
  else printText(statusText(status, textColumns()));
}

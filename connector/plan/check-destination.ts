// What a plan wants and its destination does not have: found before anything is called.
import type { DestinationCapabilities } from '../model/capabilities.js';
import type { Mode } from '../model/definition.js';
import type { Plan, PlanNode } from '../model/plan.js';

/** The modes that read less because of what earlier loads have left. */
const REMEMBERING: readonly (Mode | undefined)[] = ['known', 'open', 'window'];

export interface DestinationWants {
  capabilities: DestinationCapabilities;
  /** For people. */
  location: string;
  /** Whether the mode of a source object is only that of its preset: without state it then reads everything. */
  hasPresetMode: (name: string) => boolean;
  /** Source objects that are read wholly whatever their mode; `true`: all. */
  refresh?: readonly string[] | true;
}

export interface ExcludedOption {
  /** Technical name of the source object. */
  name: string;
  /** `sync.mode` */
  key: string;
  message: string;
}

/** The options of source objects that the destination excludes. */
export function excludedOptions(plan: Plan, destination: DestinationWants): ExcludedOption[] {
  return plan.nodes.flatMap((node) => [
    ...excludedMode(node, destination),
    ...(node.load ? excludedTable(node, destination) : []),
  ]);
}

function excludedMode({ name, definition }: PlanNode, destination: DestinationWants): ExcludedOption[] {
  const { capabilities, location, hasPresetMode, refresh = [] } = destination;
  const { mode } = definition.sync;
  const isWhole = refresh === true || refresh.includes(name);
  if (capabilities.state || hasPresetMode(name) || isWhole || !REMEMBERING.includes(mode)) return [];
  const message =
    `"${mode}" needs to know what earlier loads have read, and ${location} keeps nothing. Leave it out, read everything ` +
    'with --full-refresh, or load into a file or a database';
  return [{ name, key: 'sync.mode', message }];
}

function excludedTable(
  { name, table, definition }: PlanNode,
  destination: DestinationWants,
): ExcludedOption[] {
  const { capabilities, location } = destination;
  const found: ExcludedOption[] = [];
  if (table.writeDisposition === 'replace' && !capabilities.replace) {
    const message = `"replace" needs rows that can be replaced, and ${location} has none. Leave it out, or load into a file or a database`;
    found.push({ name, key: 'write.disposition', message });
  }
  if (definition.sync.deletions && !capabilities.markDeleted) {
    const message = `true needs rows that can be marked, and ${location} has none. Leave it out, or load into a file or a database`;
    found.push({ name, key: 'sync.deletions', message });
  }
  return found;
}

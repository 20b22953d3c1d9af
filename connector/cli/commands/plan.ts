// plan: shows the tree of source objects, its cost in calls and minutes, and what calls with effects would send.
import type { Command } from 'commander';
import { plannedSource } from '../../app/planned-source.js';
import { accountsPlanText } from '../../text/accounts-plan-text.js';
import type { PlannedSource } from '../../text/plan-text.js';
import { printJson, printText } from '../output.js';
import {
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  draftsFrom,
} from './options.js';

interface PlanOptions extends ConfigOptions {
  count?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud plan                 calls nothing, opens nothing
  source-ovhcloud plan --count         reads the lists without parameters, for true numbers`;

export function addPlan(program: Command): void {
  const command = program.command('plan').description('show what a load would read: tree, calls, minutes');
  addOnlyOption(addConnectionOption(addConfigOptions(command)))
    .option('--count', 'read the lists without parameters, and count the rows of earlier loads')
    .option('--scheduled', 'check as for a scheduled run')
    .option('--json', 'as a JSON array, an entry for each connection')
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlanOptions) => {
      const planned: PlannedSource[] = [];
      for (const draft of draftsFrom(options)) planned.push(await plannedSource(draft, options.count));
      if (options.json) printJson(planned.map(planData));
      else printText(accountsPlanText(planned));
    });
}

/** A plan for programs: calls by source object, and the plan itself, which is plain data. */
function planData({ costs, commonSecrets: _, ...planned }: PlannedSource) {
  const { estimated, few, counted } = costs;
  const calls = {
    single: {
      known: estimated.known,
      unknown: estimated.unknown,
      sources: estimated.nodes.map(({ node, calls: count }) => ({ source: node.name, ...count })),
    },
    fewer: few.map(({ node, way, calls: count }) => ({ source: node.name, way, calls: count })),
    counted,
  };
  return { ...planned, calls };
}

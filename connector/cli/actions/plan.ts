// plan: shows the tree of source objects, its cost in calls and minutes, and what calls with effects would send.
import { plannedSources } from '../../app/planned-source.js';
import { accountsPlanText } from '../../text/accounts/accounts-plan-text.js';
import type { PlannedSource } from '../../text/plan-text.js';
import type { PlanOptions } from '../commands/plan.js';
import { note, printJson, printText } from '../output.js';
import { draftsFrom, emptyShardLine } from './sources.js';

export async function plan(options: PlanOptions): Promise<void> {
  const planned = await plannedSources(draftsFrom(options), options.count);
  if (planned.length === 0) note(emptyShardLine(options));
  if (options.json) printJson(planned.map(planData));
  else if (planned.length > 0) printText(accountsPlanText(planned));
}

/** A plan for programs: calls by source object, and the plan itself, which is plain data. */
function planData({ costs, commonSecrets: _, ...planned }: PlannedSource) {
  const { estimated, few, refused, counted } = costs;
  const calls = {
    single: {
      known: estimated.known,
      unknown: estimated.unknown,
      sources: estimated.nodes.map(({ node, calls: count }) => ({ source: node.name, ...count })),
    },
    refused,
    fewer: few.map(({ node, way, calls: count }) => ({ source: node.name, way, calls: count })),
    counted,
  };
  return { ...planned, calls };
}

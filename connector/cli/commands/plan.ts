// plan: the tree of source objects, the calls and minutes it costs, and what calls with effects would send.
import type { Command } from 'commander';
import { accountFromApi } from '../../app/account.js';
import { countRoots } from '../../app/count.js';
import { refuseExcluded } from '../../app/destination-fit.js';
import type { SourceWithoutKeys } from '../../app/open.js';
import { connectSource } from '../../app/open.js';
import { stateNotices } from '../../app/repair/preflight.js';
import { createDestination } from '../../destinations/registry.js';
import { effectivePace } from '../../model/budget.js';
import type { Notice } from '../../model/notice.js';
import { estimate } from '../../plan/estimate.js';
import { estimateStrategies } from '../../plan/estimate-strategies.js';
import { accountsPlanText, type PlannedAccount } from '../../text/accounts-plan-text.js';
import { print } from '../output.js';
import {
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  draftsFrom,
} from './options.js';

interface PlanOptions extends ConfigOptions {
  count?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud plan                 calls nothing, opens nothing
  source-ovhcloud plan --count         asks the lists that need no parameters, for true numbers`;

export function addPlan(program: Command): void {
  const command = program.command('plan').description('show what a load would read: tree, calls, minutes');
  addOnlyOption(addConnectionOption(addConfigOptions(command)))
    .option('--count', 'ask the lists that need no parameters, and count what earlier loads brought')
    .option('--scheduled', 'check as for a run that a scheduler starts')
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlanOptions) => {
      const planned: PlannedAccount[] = [];
      for (const draft of draftsFrom(options)) planned.push(await plannedOf(draft, options));
      print(accountsPlanText(planned));
    });
}

async function plannedOf(draft: SourceWithoutKeys, { count }: PlanOptions): Promise<PlannedAccount> {
  refuseExcluded(draft, createDestination(draft.config.destination));
  const { items, notices } = count ? await counted(draft) : { items: new Map<string, number>(), notices: [] };
  const estimated = estimate(draft.plan, items, effectivePace(draft.config.budget));
  const few = estimateStrategies(draft.plan, estimated, items, draft.config);
  const plan = { ...draft.plan, warnings: [...draft.plan.warnings, ...notices] };
  return { draft: { ...draft, plan }, costs: { estimated, few, counted: count === true } };
}

interface Counted {
  items: Map<string, number>;
  /** What the next load reads anew, or why it is refused. */
  notices: Notice[];
}

async function counted(draft: SourceWithoutKeys): Promise<Counted> {
  const connection = connectSource(draft);
  try {
    const { plan, config } = draft;
    // Tables are shared where there are several connections.
    const isOne = config.connection === undefined;
    const account = config.account ?? (await accountFromApi(connection.client));
    const destination = createDestination(config.destination);
    const items = await countRoots(plan, connection.client, destination, isOne ? undefined : account);
    const { problems, warnings } = await stateNotices(draft, account);
    return { items, notices: [...problems, ...warnings] };
  } finally {
    await connection.close();
  }
}

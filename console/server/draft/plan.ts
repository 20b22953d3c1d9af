// The plan of a draft, or of the file: nodes with their calls, with and without shortcuts, and the rights that they need.
import { credentialOf } from '../../../connector/app/credential.js';
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { plannedWith } from '../../../connector/app/planned-source.js';
import type { Connection } from '../../../connector/http/connection.js';
import { StopError } from '../../../connector/model/errors.js';
import { fromPlain } from '../../../connector/model/plain-json.js';
import type { PlanNode } from '../../../connector/model/plan.js';
import { scrubbed } from '../../../connector/model/secret.js';
import {
  type AccessRule,
  accessRules,
  covers,
  createTokenLink,
} from '../../../connector/plan/access-rules.js';
import { routeOf } from '../../../connector/plan/path-template.js';
import type { PlannedSource } from '../../../connector/text/plan-text.js';
import type {
  CallsEntry,
  PlanAnswer,
  PlanCost,
  PlanNodeEntry,
  PlanOfConnection,
  PlanRequest,
  RightsEntry,
} from '../../contract/draft-calls.js';
import { callsEntry } from '../calls-entry.js';
import { hasKeys, type Workspace } from '../workspace.js';
import { judged } from './check.js';
import { refuseIssues } from './refuse-issues.js';

/** Calls nothing unless `ask`. Throws `Refused` for a draft that is not valid. */
export async function planAnswer(
  workspace: Workspace,
  { text, connection, ask = false, ...part }: PlanRequest,
): Promise<PlanAnswer> {
  const { sources, issues, documents, scrub, warnings } = await judged(workspace, text, part);
  refuseIssues(issues);
  const { origin } = workspace.place();
  const connections: PlanOfConnection[] = [];
  for (const source of sources) {
    if (connection !== undefined && source.config.connection !== connection) continue;
    const open = ask && hasKeys(source) ? workspace.connectionFor(source) : undefined;
    const { planned, items } = await plannedWith(source, {
      how: open ? 'lists' : 'stored',
      connection: open,
      documents: source.config.origin === origin ? documents : undefined,
    });
    const rights = await rightsOf(source, open);
    connections.push({ ...scrubbed(planOf(planned, items), scrub), rights, warnings });
  }
  return { connections };
}

function planOf(
  planned: PlannedSource,
  items: ReadonlyMap<string, number>,
): Omit<PlanOfConnection, 'rights' | 'warnings'> {
  const { plan, costs, callsPerSecond, connection } = planned;
  const { estimated, few } = costs;
  const crossOf = new Map(plan.trees.map(({ root, cross }) => [root, cross]));
  const fewOf = new Map(few.map((each) => [each.node.name, each]));
  return {
    ...(connection !== undefined && { connection }),
    region: planned.region,
    origin: planned.origin,
    destination: planned.destination,
    pace: callsPerSecond,
    nodes: estimated.nodes.map(({ node, calls }) => {
      const short = fewOf.get(node.name);
      const known = items.get(node.name);
      return {
        ...nodeOf(node),
        cross: crossOf.get(node.name) ?? [],
        single: callsEntry([calls]),
        few: callsEntry(short?.calls ?? [calls]),
        way: short?.way ?? 'single',
        ...(known !== undefined && { items: known }),
      };
    }),
    single: costOf(callsEntry(estimated.nodes.map(({ calls }) => calls)), callsPerSecond),
    few: costOf(callsEntry(few.flatMap(({ calls }) => calls)), callsPerSecond),
    counted: costs.counted,
  };
}

function nodeOf({
  name,
  parent,
  definition,
  path,
  table,
  load,
  bindings,
}: PlanNode): Omit<PlanNodeEntry, 'single' | 'few' | 'way' | 'cross'> {
  return {
    name,
    ...(parent !== undefined && { parent }),
    method: definition.method,
    path: routeOf(path),
    table: table.table,
    hasTable: load,
    mode: definition.sync.mode ?? 'full',
    constants: bindings.flatMap((each) =>
      each.kind === 'constant'
        ? [`${each.parameter}: ${each.values.map((value) => String(fromPlain(value))).join(', ')}`]
        : [],
    ),
  };
}

function costOf(calls: CallsEntry, pace: number): PlanCost {
  return calls.unknown.length > 0 ? calls : { ...calls, minutes: calls.known / pace / 60 };
}

/** What is needed; and what the key lacks, where it can be asked. One call. */
async function rightsOf(
  { plan, config }: SourceWithoutKeys,
  open: Connection | undefined,
): Promise<RightsEntry> {
  const rules = accessRules(plan);
  const needed = rules.map(({ method, path }) => ({
    method,
    path,
    objects: plan.nodes.filter((node) => covers({ method, path }, ruleOf(node))).map(({ name }) => name),
  }));
  const granted = open && config.credentials?.kind === 'keys' ? await rulesOf(open) : undefined;
  const wanted = rules.filter(({ path }) => !path.startsWith('/auth/'));
  const missing = granted && wanted.filter((rule) => !granted.some((other) => covers(other, rule)));
  return {
    needed,
    ...(missing && { missing: missing.map(({ method, path }) => ({ method, path })) }),
    createTokenLink: createTokenLink(config.region.createTokenUrl, rules),
  };
}

function ruleOf({ definition, path }: PlanNode): AccessRule {
  return { method: definition.method, path: routeOf(path).replace(/\{[^}]*\}/g, '*') };
}

async function rulesOf({ client }: Connection): Promise<readonly AccessRule[] | undefined> {
  try {
    const found = await credentialOf(client);
    return 'problem' in found ? undefined : found.credential?.rules;
  } catch (error) {
    if (error instanceof StopError) return undefined;
    throw error;
  }
}

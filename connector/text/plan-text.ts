// A plan as text: tree, calls, minutes.
import { stringifyJson } from '../model/json.js';
import type { Notice } from '../model/notice.js';
import { fromPlain } from '../model/plain-json.js';
import type { Plan, PlanNode, ResolvedBinding } from '../model/plan.js';
import type { Estimate } from '../plan/estimate.js';
import { formatCount } from '../plan/estimate.js';
import { type RefusedStrategy, type StrategyEstimate, totalOf } from '../plan/estimate-strategies.js';
import { routeOf, withoutBranch } from '../plan/path-template.js';
import { PlanGraph } from '../plan/plan-graph.js';
import { textOf } from './lines.js';
import { duration } from './live-text.js';
import { modeText } from './mode-text.js';
import { noticeLines } from './notice-text.js';

export interface PlanCosts {
  estimated: Estimate;
  /** With expanded lists and batches. */
  few: StrategyEstimate[];
  /** What earlier loads were refused on these routes, so that the next one does not ask for it. */
  refused: readonly RefusedStrategy[];
  /** The lists were counted. Numbers that are still unknown come with the first load. */
  counted: boolean;
}

/** A source with its plan, its costs, and where it reads and writes. */
export interface PlannedSource {
  /** Name of the connection, where the configuration has several. */
  connection?: string;
  plan: Plan;
  costs: PlanCosts;
  /** The pace of its budget. */
  callsPerSecond: number;
  /** Connections that are loaded at the same time, where each has a destination of its own or all share one that takes several. */
  concurrency: number;
  /** The destination takes several accounts at once. */
  takesMany: boolean;
  region: string;
  origin: string;
  /** Location of the destination. */
  destination: string;
  /** Fields that are left out on every route: they go without saying. */
  commonSecrets: readonly string[];
}

/** @param others connections with the same plan, costs and pace */
export function planText(source: PlannedSource, ...others: PlannedSource[]): string {
  const { plan, costs, callsPerSecond, commonSecrets } = source;
  const lines: string[] = [];
  const graph = new PlanGraph(plan);
  for (const tree of plan.trees) {
    if (tree.cross.length > 0) lines.push(`every combination of ${tree.cross.join(' and ')}:`);
    lines.push(...nodeLines(graph, graph.root(tree), '', '', costs));
  }
  return textOf([
    ...lines,
    '',
    ...totalLines(costs, callsPerSecond),
    ...[source, ...others].map(
      ({ region, origin, destination }) => `from ${region}, ${origin}, into ${destination}`,
    ),
    ...secretLines(plan, commonSecrets),
    ...writeLines(plan),
    ...plan.warnings.flatMap((notice) => noticeLines([notice], isNote(notice) ? 'note: ' : 'warning: ')),
  ]);
}

/** Nothing is wrong: it was only not looked at. */
function isNote({ code }: Notice): boolean {
  return code === 'definitions-unchecked';
}

function nodeLines(
  graph: PlanGraph,
  node: PlanNode,
  first: string,
  rest: string,
  costs: PlanCosts,
): string[] {
  const calls = costs.estimated.nodes.find((entry) => entry.node.name === node.name)?.calls ?? { factor: 0 };
  const query = Object.entries(node.definition.query).map(([key, value]) => `${key}=${value}`);
  const parts = [
    `${first}${node.name}: ${node.definition.method} ${routeOf(node.path)}`,
    `${formatCount(calls)} call${calls.factor === 1 && !calls.times ? '' : 's'}${fewWords(node, costs)}`,
    ...tableWords(node),
    ...paginationWords(node),
    modeText(node),
    [...node.bindings.flatMap(bindingText), ...query].join(', '),
  ];
  const lines = [parts.filter(Boolean).join(' · ')];
  const children = graph.children(node);
  children.forEach((child, index) => {
    const last = index === children.length - 1;
    lines.push(
      ...nodeLines(graph, child, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`, costs),
    );
  });
  return lines;
}

/** ` or 0: comes with bill_ids`. */
function fewWords(node: PlanNode, { few }: PlanCosts): string {
  const found = few.find((entry) => entry.node.name === node.name);
  if (!found || found.way === 'single') return '';
  const { known, unknown } = totalOf(found.calls);
  const parts = [
    ...(known > 0 || unknown.length === 0 ? [known.toLocaleString('en')] : []),
    ...unknown.map(formatCount),
  ];
  return ` or ${parts.join(' + ')}: ${found.way}`;
}

/** The table has the name of the source object, unless this says otherwise. */
function tableWords(node: PlanNode): string[] {
  if (!node.load) return ['read for its ids only'];
  return node.table.table === node.name ? [] : [`into ${node.table.table}`];
}

function paginationWords({ pagination }: PlanNode): string[] {
  return pagination && pagination.by !== 'none'
    ? [`pages by ${pagination.parameter} and ${pagination.size}`]
    : [];
}

/** What the tree does not show: constants and fields. */
function bindingText(binding: ResolvedBinding): string[] {
  if (binding.kind === 'constant')
    return [
      `${binding.parameter}: ${binding.values
        .slice(0, 3)
        .map((value) => fromPlain(value))
        .join(', ')}${binding.values.length > 3 ? ', ...' : ''}`,
    ];
  if (binding.kind === 'item' && binding.field)
    return [`${binding.parameter} = ${binding.source}.${binding.field}`];
  return [];
}

function totalLines({ estimated, few, refused, counted }: PlanCosts, callsPerSecond: number): string[] {
  const fewer = totalOf(few.flatMap(({ calls }) => calls));
  const isFewer = few.some(({ way }) => way !== 'single');
  const lines = [costLine('calls', estimated, callsPerSecond)];
  if (isFewer) lines.push(costLine('with expanded lists and batches about', fewer, callsPerSecond));
  if (refused.length > 0) lines.push(`refused by the API before, so not counted on: ${refusedText(refused)}`);
  const isOpen = estimated.unknown.length > 0;
  if (isOpen && counted) lines.push('What is still items(...) is known after the first load.');
  if (isOpen && !counted) {
    lines.push('Numbers in place of items(...): `plan --count` reads the lists without parameters.');
  }
  return lines;
}

const STRATEGY_WORDS = {
  expanded: 'expanded lists',
  batch: 'batches',
  combined: 'batches of expanded lists',
} as const;

/** `expanded lists on /me/bill; batches on /me/bill/{billId}, /me/bill/{billId}/payment`. */
function refusedText(refused: readonly RefusedStrategy[]): string {
  return Object.entries(STRATEGY_WORDS)
    .map(([strategy, words]) => ({
      words,
      routes: refused.filter((one) => one.strategy === strategy).map(({ route }) => withoutBranch(route)),
    }))
    .filter(({ routes }) => routes.length > 0)
    .map(({ words, routes }) => `${words} on ${routes.join(', ')}`)
    .join('; ');
}

/** `calls: 1 + 2 × items(bill_ids), 1 min 51 s for each 1,000 items at 18 calls/s`. */
function costLine(
  name: string,
  { known, unknown }: Pick<Estimate, 'known' | 'unknown'>,
  pace: number,
): string {
  const parts = [known.toLocaleString('en'), ...unknown.map(formatCount)];
  const factor = unknown.reduce((sum, count) => sum + count.factor, 0);
  const time =
    unknown.length === 0
      ? duration(known / pace)
      : `${duration((1000 * factor) / pace)} for 1,000 items of each`;
  return `${name}: ${parts.join(' + ')}, ${time} at ${pace} calls/s`;
}

/** Secret fields of these routes by name; those that are secret on every route go without saying. */
function secretLines(plan: Plan, commonSecrets: readonly string[]): string[] {
  const common = new Set(commonSecrets);
  const own = plan.nodes
    .filter((node) => node.load)
    .map(({ name, table }) => ({ name, fields: table.omit.filter((field) => !common.has(field)) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ name, fields }) => `${name}.{${fields.join(', ')}}`);
  const named = own.length > 0 ? `, ${own.join(', ')}` : '';
  return [`left out, secrets or personal data: fields such as password${named}`];
}

function writeLines(plan: Plan): string[] {
  const writing = plan.nodes.filter((node) => node.definition.method !== 'GET');
  return writing.flatMap((node) => {
    const { method, body } = node.definition;
    const sent = body === undefined ? 'without a body' : `with the body ${stringifyJson(body)}`;
    return [`${node.name} CHANGES THINGS: it sends ${method} ${routeOf(node.path)} ${sent}`];
  });
}

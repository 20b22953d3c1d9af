// A plan as text: tree, calls, minutes.
import { SECRET_FIELDS } from '../../endpoints/secrets.js';
import type { DraftConfig } from '../config/config.js';
import { effectivePace } from '../http/budget/budget.js';
import { stringifyJson } from '../model/json.js';
import type { Plan, PlanNode, ResolvedBinding } from '../model/plan.js';
import type { Estimate } from '../plan/estimate.js';
import { formatCount } from '../plan/estimate.js';
import { routeOf } from '../plan/path-template.js';
import { duration } from './progress.js';

/** @param counted true when numbers were asked for: what is not known then, no list tells. */
export function planText(plan: Plan, estimated: Estimate, config: DraftConfig, counted = false): string {
  const lines: string[] = [];
  for (const tree of plan.trees) {
    if (tree.cross.length > 0) lines.push(`every combination of ${tree.cross.join(' and ')}:`);
    lines.push(...nodeLines(tree.root, '', '', estimated));
  }
  return [
    ...lines,
    '',
    ...totalLines(estimated, effectivePace(config.budget), counted),
    `from ${config.region.name}, ${config.origin}, into ${config.destination.path}`,
    ...secretLines(plan),
    ...writeLines(plan),
    ...plan.warnings.map((warning) => `warning: ${warning}`),
  ].join('\n');
}

function nodeLines(node: PlanNode, first: string, rest: string, estimated: Estimate): string[] {
  const calls = estimated.nodes.find((entry) => entry.node === node)?.calls ?? { factor: 0 };
  const query = Object.entries(node.definition.query).map(([key, value]) => `${key}=${value}`);
  const parts = [
    `${first}${node.name}: ${node.definition.method} ${routeOf(node.path)}`,
    `${formatCount(calls)} call${calls.factor === 1 && !calls.times ? '' : 's'}`,
    ...tableWords(node),
    ...pagingWords(node),
    [...node.bindings.flatMap(bindingText), ...query].join(', '),
  ];
  const lines = [parts.filter(Boolean).join(' · ')];
  node.children.forEach((child, index) => {
    const last = index === node.children.length - 1;
    lines.push(
      ...nodeLines(child, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`, estimated),
    );
  });
  return lines;
}

/** The table has the name of the source object, unless this says otherwise. */
function tableWords(node: PlanNode): string[] {
  if (!node.load) return ['read for its ids only'];
  return node.table.table === node.name ? [] : [`into ${node.table.table}`];
}

function pagingWords({ paging }: PlanNode): string[] {
  return paging && paging.by !== 'none' ? [`pages by ${paging.parameter} and ${paging.size}`] : [];
}

/** What the tree does not show: constants and fields. */
function bindingText(binding: ResolvedBinding): string[] {
  if (binding.kind === 'constant')
    return [
      `${binding.parameter}: ${binding.values.slice(0, 3).join(', ')}${binding.values.length > 3 ? ', ...' : ''}`,
    ];
  if (binding.kind === 'item' && binding.field)
    return [`${binding.parameter} = ${binding.source}.${binding.field}`];
  return [];
}

function totalLines(estimated: Estimate, callsPerSecond: number, counted: boolean): string[] {
  const parts = [estimated.known.toLocaleString('en'), ...estimated.unknown.map(formatCount)];
  const total = `calls: ${parts.join(' + ')}`;
  const pace = `at ${callsPerSecond} calls/s`;
  if (estimated.minutes !== undefined) return [`${total}, ${duration(estimated.minutes * 60)} ${pace}`];
  const per = estimated.unknown.map(
    (count) =>
      `each 1,000 items of ${count.times}: ${duration((1000 * count.factor) / callsPerSecond)} ${pace}`,
  );
  const hint = counted
    ? 'What is still items(...) is known after the first load.'
    : 'Numbers in place of items(...): `plan --count` asks the lists that need no parameters.';
  return [total, ...per, hint];
}

/** Secret fields of these routes by name; those that are secret on every route go without saying. */
function secretLines(plan: Plan): string[] {
  const common = new Set(SECRET_FIELDS.flatMap((rule) => (rule.path === undefined ? rule.fields : [])));
  const own = plan.nodes
    .filter((node) => node.load)
    .map(({ name, table }) => ({ name, fields: table.omit.filter((field) => !common.has(field)) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ name, fields }) => `${name}.{${fields.join(', ')}}`);
  const named = own.length > 0 ? `, ${own.join(', ')}` : '';
  return [`left out because they carry secrets: fields such as password${named}`];
}

function writeLines(plan: Plan): string[] {
  const writing = plan.nodes.filter((node) => node.definition.method !== 'GET');
  return writing.flatMap((node) => {
    const { method, body } = node.definition;
    const sent = body === undefined ? 'without a body' : `with the body ${stringifyJson(body)}`;
    return [`${node.name} CHANGES THINGS: it sends ${method} ${routeOf(node.path)} ${sent}`];
  });
}

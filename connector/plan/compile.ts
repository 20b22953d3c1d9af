// Definitions -> plan. Pure: made before the first request; every error of a configuration is found here.

import type { ConfigCode } from '../model/codes/codes.js';
import { type EndpointDefinition, isForItself, tableName, tableOptions } from '../model/definition.js';
import { ConfigError, type ConfigIssue, MOST_ISSUES } from '../model/errors.js';
import { listedNames, nearest } from '../model/names.js';
import type { Notice } from '../model/notice.js';
import { toPlain } from '../model/plain-json.js';
import type { Plan, PlanDefinition, PlanNode, PlanTree, TableSpec } from '../model/plan.js';
import { type Bound, bindParameters, MapperSources } from './bindings.js';
import { checkDefinition, checkNames, checkScheduled } from './check-definition.js';
import { checkModes } from './check-modes.js';
import { namesSchemasVersion } from './check-pagination.js';
import type { IssueReporter, Parsed, PlanContext } from './context.js';
import { withDeletions } from './deletions.js';
import { dependencyOrder, type Lineage, resolveParent } from './lineage.js';
import { isV2, parametersOf, parsePath, routeOf } from './path-template.js';
import { chooseSources } from './whole-trees.js';

/** Throws `ConfigError` with every issue at once. */
export function compilePlan(definitions: readonly EndpointDefinition[], context: PlanContext): Plan {
  const issues: ConfigIssue[] = [];
  const warnings: Notice[] = [];
  const report = reporterOf(issues, context);

  checkNames(definitions, report);
  const parsed = parseAll(definitions, report);
  for (const entry of parsed.values()) checkDefinition(entry, context, report);
  const bound = new Map<string, Bound>();
  const sources = new MapperSources(parsed);
  for (const entry of parsed.values())
    bound.set(entry.definition.name, bindParameters(entry, sources, report));
  const { order, cycles } = dependencyOrder(bound);
  for (const cycle of cycles) {
    report(
      cycle[0] ?? '',
      'parameters',
      'config-mapping',
      `the mapping goes round in a circle: ${cycle.join(' -> ')}`,
    );
  }
  checkOnly(context, definitions, issues);
  if (!context.preview && !definitions.some(isForItself)) {
    const why = definitions.length > 0 ? ': every endpoint has `table: false`' : '';
    const message = `there is no endpoint to load${why}`;
    issues.push({ code: 'config-empty', where: context.locate(''), key: 'endpoints', message });
  }
  throwIfAny(issues, context);

  const lineages = lineagesOf(order, bound, report, warnings);
  throwIfAny(issues, context);
  const plan = assemble(parsed, bound, lineages, context, warnings);
  checkModes(plan, report);
  if (context.scheduled) checkScheduled(plan.nodes, report);
  throwIfAny(issues, context);
  return plan;
}

function reporterOf(issues: ConfigIssue[], context: PlanContext): IssueReporter {
  const report = (name: string, key: string | undefined, code: ConfigCode, message: string) => {
    const where = context.locate(name, key);
    issues.push({ code, where, key: key ? `${name}.${key}` : name, message });
  };
  return Object.assign(report, { isFull: () => issues.length >= MOST_ISSUES });
}

function throwIfAny(issues: readonly ConfigIssue[], context: PlanContext): void {
  if (issues.length === 0) return;
  const rest = issues.length - MOST_ISSUES;
  if (rest <= 0) throw new ConfigError([...issues]);
  const message = `and ${rest} more like these`;
  const more = { code: 'config-more-issues', where: context.locate(''), message } as const;
  throw new ConfigError([...issues.slice(0, MOST_ISSUES), more]);
}

function parseAll(definitions: readonly EndpointDefinition[], report: IssueReporter): Map<string, Parsed> {
  const parsed = new Map<string, Parsed>();
  for (const definition of definitions) {
    const path = parsePath(definition.path);
    if ('error' in path) report(definition.name, 'path', 'config-value', `${definition.path}: ${path.error}`);
    // A definition with a broken path still exists: others may map from it.
    parsed.set(definition.name, { definition, segments: 'error' in path ? [] : path.segments });
  }
  return parsed;
}

function checkOnly(
  { only, preview = false }: PlanContext,
  definitions: readonly EndpointDefinition[],
  issues: ConfigIssue[],
) {
  const names = definitions.map((definition) => definition.name);
  for (const name of only ?? []) {
    const found = definitions.find((definition) => definition.name === name);
    if (found && (preview || isForItself(found))) continue;
    if (found) {
      const message = `"${name}" has no table (\`table: false\`): name what is mapped from it, or give it a table`;
      issues.push({ code: 'config-empty', where: '--only', message });
      continue;
    }
    const hint = nearest(name, names);
    const known = hint ? `did you mean "${hint}"?` : `there are: ${listedNames(names)}`;
    const message = `there is no source object "${name}"; ${known}`;
    issues.push({ code: 'config-name-unknown', where: '--only', message });
  }
}

function lineagesOf(
  order: readonly string[],
  bound: Map<string, Bound>,
  report: IssueReporter,
  warnings: Notice[],
): Map<string, Lineage> {
  const lineages = new Map<string, Lineage>();
  for (const name of order) {
    const entry = bound.get(name);
    const sources = [...new Set(entry?.sources ?? [])];
    lineages.set(name, resolveParent(name, sources, lineages, entry?.combine ?? false, report, warnings));
  }
  return lineages;
}

function assemble(
  parsed: Map<string, Parsed>,
  bound: Map<string, Bound>,
  lineages: Map<string, Lineage>,
  context: PlanContext,
  warnings: Notice[],
): Plan {
  const chosen = chooseSources(context, lineages, (name) => parsed.get(name)?.definition);
  warnings.push(...chosen.warnings);
  const nodes = new Map<string, PlanNode>();
  const trees: PlanTree[] = [];
  // Map order of `lineages` is dependency order: whatever a node needs stands before it.
  for (const [name, lineage] of lineages) {
    const entry = parsed.get(name);
    if (!entry || !chosen.read.has(name)) continue;
    const node: PlanNode = {
      name,
      definition: plainDefinition(withSchemasVersion(entry, context.schemasVersion)),
      path: entry.segments,
      bindings: bound.get(name)?.bindings ?? [],
      pagination: entry.definition.read.pagination,
      table: tableSpec(entry, context),
      load: chosen.loaded.has(name) && (context.preview || entry.definition.table !== false),
      ...(lineage.parent !== undefined && { parent: lineage.parent }),
    };
    nodes.set(name, node);
    if (node.parent === undefined) trees.push({ root: name, cross: lineage.cross });
  }
  withDeletions(nodes, warnings);
  if (context.schemasVersion !== undefined && ![...nodes.values()].some(({ path }) => isV2(path))) {
    const message = '`schemasVersion` does nothing here: only /v2 routes have versions, and none is loaded';
    warnings.push({ code: 'schemas-version-ignored', message });
  }
  const isSubset = [...parsed.values()].some(
    ({ definition }) => isForItself(definition) && !chosen.loaded.has(definition.name),
  );
  return { trees, nodes: [...nodes.values()], warnings, ...(isSubset ? { isSubset } : {}) };
}

function plainDefinition({ parameters, body, ...others }: EndpointDefinition): PlanDefinition {
  const plain = Object.entries(parameters).map(([name, binding]) => {
    if (!('value' in binding)) return [name, binding];
    const { value } = binding;
    return [name, { value: Array.isArray(value) ? value.map((one) => toPlain(one)) : toPlain(value) }];
  });
  return {
    ...others,
    parameters: Object.fromEntries(plain),
    ...(body !== undefined && { body: toPlain(body) }),
  };
}

/** The version for the whole source is for /v2 routes that name none themselves. */
function withSchemasVersion(
  { definition, segments }: Parsed,
  schemasVersion: string | undefined,
): EndpointDefinition {
  if (schemasVersion === undefined || !isV2(segments) || namesSchemasVersion(definition)) return definition;
  return { ...definition, read: { ...definition.read, schemasVersion } };
}

function tableSpec(
  { definition, segments }: Parsed,
  { secrets, dayRoutes = [], drift }: PlanContext,
): TableSpec {
  const { read, sync, write } = definition;
  const table = tableOptions(definition);
  const route = routeOf(segments).replace(/\{[^}]*\}/g, '{}');
  const include = new Set(table.include ?? []);
  const hidden = secrets
    .filter((rule) => rule.path === undefined || rule.path === route)
    .flatMap((rule) => rule.fields)
    .filter((field) => !include.has(field));
  return {
    source: definition.name,
    table: tableName(definition),
    method: definition.method,
    parameters: parametersOf(segments),
    item: read.item ?? 'id',
    primaryKey: table.primaryKey,
    writeDisposition: write.disposition ?? 'merge',
    ...(sync.mode === 'snapshot' ? { snapshot: true } : {}),
    drift: table.drift ?? drift ?? 'evolve',
    omit: [...new Set([...hidden, ...(table.omit ?? [])])],
    json: table.json ?? [],
    lines: table.lines,
    derive: table.derive,
    ...((table.days ?? dayRoutes.some((prefix) => isBelow(route, prefix))) ? { days: true } : {}),
  };
}

/** Whether a route is this one, or goes on from it: `/me/bill/{}` from `/me/bill`. */
function isBelow(route: string, prefix: string): boolean {
  return route === prefix || route.startsWith(`${prefix}/`);
}

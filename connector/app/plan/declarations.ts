// What the API's documents declare, put into a plan: columns and their types, secret fields, pages.
import type { DeclaredList } from '../../model/declared-table.js';
import { tableOptions } from '../../model/definition.js';
import type { Notice } from '../../model/notice.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import { routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { deprecationText } from '../../schemas/deprecation.js';
import { declaredLines } from '../../shape/lines/declared-lines.js';

/** The plan with the tables that these documents declare. */
export function withDeclarations(plan: Plan, documents: ApiDocuments): Plan {
  return {
    ...plan,
    nodes: plan.nodes.map((node) => declaredNode(node, documents)),
    warnings: [...plan.warnings, ...declaredWarnings(plan, documents)],
  };
}

function declaredWarnings(plan: Plan, documents: ApiDocuments): Notice[] {
  return [
    ...documents.notes.map((message): Notice => ({ code: 'documents-missing', message })),
    ...deprecations(plan, documents),
    ...typeProblems(plan, documents),
  ];
}

/** Types that are not understood: the data says what is there. */
function typeProblems(plan: Plan, documents: ApiDocuments): Notice[] {
  return plan.nodes.flatMap(({ name, definition, path }) => {
    const problem = documents.responseProblem(definition.method, routeOf(path));
    if (problem === undefined) return [];
    const message = `the API's document describes what ${routeOf(path)} answers beyond what can be understood (${problem}): types come from the data there`;
    return [{ code: 'types-unusable', source: name, message }];
  });
}

/** One line for each source object whose route is deprecated or will be deleted. */
export function deprecations(plan: Plan, documents: ApiDocuments): Notice[] {
  return plan.nodes.flatMap(({ name, definition, path }) => {
    const operation = documents.route(definition.method, routeOf(path));
    const text = operation && deprecationText(operation.method, operation.path, operation.status);
    if (text === undefined) return [];
    return [{ code: 'route-deprecated', source: name, message: text }];
  });
}

function declaredNode(node: PlanNode, documents: ApiDocuments): PlanNode {
  const route = routeOf(node.path);
  const pagination = node.pagination ?? documents.pagination(node.definition, route);
  const declaration = documents.declare(node.definition.method, route);
  if (!declaration) return { ...node, pagination };
  const include = new Set(tableOptions(node.definition).include ?? []);
  const secrets = declaration.secrets.filter((path) => !include.has(path));
  const omit = [...new Set([...node.table.omit, ...secrets])];
  const declared = { ...declaration.table, ...withoutSecrets(declaration.table, new Set(omit), []) };
  const { lines } = node.table;
  const table = lines ? declaredLines(declared, lines) : declared;
  return { ...node, pagination, table: { ...node.table, omit, declared: table } };
}

/** Removes omitted fields and lists at any depth: their columns would stay empty. */
function withoutSecrets<T extends Pick<DeclaredList, 'fields' | 'lists'>>(
  declared: T,
  omit: ReadonlySet<string>,
  above: readonly string[],
): T {
  return {
    ...declared,
    fields: declared.fields.filter(({ parts }) => !isLeftOut([...above, ...parts], omit)),
    lists: declared.lists
      .filter(({ parts }) => !isLeftOut([...above, ...parts], omit))
      .map((list) => withoutSecrets(list, omit, [...above, ...list.parts])),
  };
}

/** Matches a member name at any depth, or a dotted path, as the cleaning of payloads does. */
export function isLeftOut(parts: readonly string[], omit: ReadonlySet<string>): boolean {
  return parts.some((name, index) => omit.has(name) || omit.has(parts.slice(0, index + 1).join('.')));
}

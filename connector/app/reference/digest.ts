// The digest of the API's documents, from which the reference of the presets is made.
import { DAY_ROUTES } from '../../../endpoints/day-routes.js';
import { SECRET_FIELDS } from '../../../endpoints/secrets.js';
import { toDefinition } from '../../config/definition.js';
import { definitionSchema } from '../../config/schema/endpoint-schema.js';
import type { ApiOperation } from '../../model/api-schema.js';
import type { DeclaredField, DeclaredList } from '../../model/declared-table.js';
import { tableOptions } from '../../model/definition.js';
import type { Plan, PlanNode } from '../../model/plan.js';
import type { Preset } from '../../model/preset.js';
import type { Reference, ReferenceColumn, ReferenceObject, ReferenceTable } from '../../model/reference.js';
import type { Column, TableSchema } from '../../model/table.js';
import { compilePlan } from '../../plan/compile.js';
import { routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { joinPath, naturalName } from '../../shape/paths.js';
import { isLeftOut, withDeclarations } from '../plan/declarations.js';
import { loadedTables } from './loaded-tables.js';

/** Longer descriptions are shortened. */
const ABOUT_LIMIT = 160;

/** Every table has these columns: the reference lists them once. */
const COMMON_COLUMNS = new Set(['_account', '_run_id', '_loaded_at', '_deleted_at']);

/** The tables of every source object of these presets. */
export function referenceOf(presets: readonly Preset[], documents: ApiDocuments): Reference {
  const reference: Reference = {};
  for (const preset of presets) {
    for (const node of withDeclarations(presetPlan(preset), documents).nodes) {
      reference[node.name] = objectOf(node, documents);
    }
  }
  return reference;
}

/** The plan of a preset by itself. */
export function presetPlan({ endpoints }: Pick<Preset, 'endpoints'>): Plan {
  const definitions = endpoints.map((entry) => toDefinition(definitionSchema.parse(entry), 0));
  const rules = { secrets: SECRET_FIELDS, dayRoutes: DAY_ROUTES };
  return compilePlan(definitions, { ...rules, v2: true, locate: (name) => name });
}

function objectOf(node: PlanNode, documents: ApiDocuments): ReferenceObject {
  const path = routeOf(node.path);
  const { method } = node.definition;
  const operation = documents.route(method, path);
  const { description: _, ...status } = operation?.status ?? { value: '', description: '' };
  const abouts = aboutsOf(node, operation);
  return {
    route: `${method} ${path}`,
    ...whereTold(oneLine(operation?.description)),
    status,
    actions: operation?.iamActions ?? [],
    ...notLoaded(node, documents),
    tables: node.load ? loadedTables(node).map((schema) => tableOf(schema, abouts)) : [],
  };
}

function tableOf({ table, columns, primaryKey }: TableSchema, abouts: Abouts): ReferenceTable {
  const known = abouts.get(table);
  const shown = columns.filter(({ name }) => !COMMON_COLUMNS.has(name));
  return {
    table,
    key: primaryKey,
    columns: shown.map((column) => columnOf(column, primaryKey.includes(column.name), known)),
  };
}

function columnOf({ name, type, path }: Column, isKey: boolean, known?: AboutColumns): ReferenceColumn {
  const field = known?.get(path);
  const about = oneLine([field?.description, valuesText(field?.values)].filter(Boolean).join('; '));
  return {
    name,
    type,
    ...(field?.nullable && !isKey ? { nullable: true } : {}),
    ...whereTold(about ?? commonAbout(path)),
  };
}

function whereTold(about: string | undefined): { about?: string } {
  return about === undefined ? {} : { about };
}

function valuesText(values: readonly string[] | undefined): string {
  return values && values.length > 0 ? `one of ${values.join(', ')}` : '';
}

/** What the documents say of the columns of a node's tables: by table, then by path. */
export function columnAbouts(
  node: PlanNode,
  documents: ApiDocuments,
): Map<string, ReadonlyMap<string, string>> {
  const operation = documents.route(node.definition.method, routeOf(node.path));
  return new Map(
    [...aboutsOf(node, operation)].map(([table, columns]) => [
      table,
      new Map(
        [...columns].flatMap(([path, { description, values }]): [string, string][] => {
          const about = oneLine([description, valuesText(values)].filter(Boolean).join('; '));
          return about === undefined ? [] : [[path, about]];
        }),
      ),
    ]),
  );
}

type AboutColumns = ReadonlyMap<string, Pick<DeclaredField, 'description' | 'nullable' | 'values'>>;
/** Descriptions of columns by the documents: by table, then by path. */
type Abouts = ReadonlyMap<string, AboutColumns>;

function aboutsOf({ table: spec }: PlanNode, operation: ApiOperation | undefined): Abouts {
  const abouts = new Map<string, AboutColumns>();
  const add = (table: string, { fields, lists }: Pick<DeclaredList, 'fields' | 'lists'>) => {
    abouts.set(table, new Map(fields.map((field) => [joinPath(field.parts), field])));
    for (const list of lists) add(`${table}_${naturalName(list.parts)}`, list);
  };
  add(spec.table, spec.declared ?? { fields: [], lists: [] });
  const own = (operation?.parameters ?? []).filter((parameter) => parameter.in === 'path');
  // Path parameters match by position: a definition may name them differently from the document.
  const parameters = spec.parameters.map((name, index): [string, { description?: string }] => [
    `{${name}}`,
    { description: own[index]?.description },
  ]);
  for (const [table, columns] of abouts) abouts.set(table, new Map([...columns, ...parameters]));
  return abouts;
}

/** Columns that no document describes. */
function commonAbout(path: string): string | undefined {
  if (path === '_row_hash') return 'names an object of which nothing else is known to be unique';
  if (path.startsWith('_position')) return 'position in the list, from 0';
  if (path.startsWith('_parent:')) return 'of the row above';
  if (path.endsWith('.#')) return 'elements of the list: rows of the child table';
  if (path.endsWith('.=number')) return 'the same as a number, where it is one';
  if (path.endsWith('.=resource')) return 'the resource that it belongs to';
  if (path.endsWith('.currencyCode')) return 'currency of the amount';
  if (path.endsWith('.=day')) return 'the calendar day of it, as the API printed it';
  return /\.(priceInUcents|valueInUcents|=ucents)$/.test(path)
    ? 'the amount in hundred-millionths'
    : undefined;
}

/** What has no column: of what the preset itself leaves out, the name that it gives and no field below it. */
function notLoaded(
  { definition, path, table }: PlanNode,
  documents: ApiDocuments,
): Pick<ReferenceObject, 'secrets' | 'leftOut'> {
  const declaration = documents.declare(definition.method, routeOf(path));
  if (!declaration) return { secrets: [] };
  const omit = new Set(table.omit);
  const own = new Set(tableOptions(definition).omit);
  const all = [...declaration.secrets, ...fieldPaths(declaration.table, [])];
  const paths = all.map((dotted) => dotted.split('.')).filter((parts) => isLeftOut(parts, omit));
  const leftOut = paths.filter((parts) => parts.some((part) => own.has(part)));
  const named = leftOut.map((parts) => parts.slice(0, parts.findIndex((part) => own.has(part)) + 1));
  const secrets = paths.filter((parts) => !leftOut.includes(parts));
  const sorted = (list: string[][]) => [...new Set(list.map((parts) => parts.join('.')))].sort();
  return { secrets: sorted(secrets), ...(named.length > 0 && { leftOut: sorted(named) }) };
}

function fieldPaths(
  { fields, lists }: Pick<DeclaredList, 'fields' | 'lists'>,
  above: readonly string[],
): string[] {
  return [
    ...fields.map(({ parts }) => [...above, ...parts].join('.')),
    ...lists.flatMap((list) => fieldPaths(list, [...above, ...list.parts])),
  ];
}

function oneLine(text: string | undefined): string | undefined {
  const line = (text ?? '').replace(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length <= ABOUT_LIMIT ? line : `${line.slice(0, ABOUT_LIMIT - 1).trimEnd()}…`;
}

// Fields that have no column, and why: for a preview.
import { SECRET_FIELDS } from '../../../endpoints/secrets.js';
import { tableOptions } from '../../model/definition.js';
import { isObject, type JsonValue } from '../../model/json.js';
import type { PlanNode } from '../../model/plan.js';
import { routeOf } from '../../plan/path-template.js';

export interface LeftOut {
  /** A name, at any depth, or a dotted path. */
  field: string;
  /** `secret-known`: on our own list; `secret-declared`: the API's document types it as a password; `omit`: as configured. */
  why: 'secret-known' | 'secret-declared' | 'omit';
}

/** Of what a table leaves out, the fields that these objects have. */
export function leftOutOf({ definition, table, path }: PlanNode, items: readonly JsonValue[]): LeftOut[] {
  const configured = new Set(tableOptions(definition).omit);
  const route = routeOf(path).replaceAll(/\{[^}]*\}/g, '{}');
  const known = new Set(
    SECRET_FIELDS.filter((rule) => rule.path === undefined || rule.path === route).flatMap(
      (rule) => rule.fields,
    ),
  );
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const item of items) collect(item, [], names, paths);
  return [...new Set(table.omit)]
    .filter((field) => names.has(field) || paths.has(field))
    .map((field) => ({
      field,
      why: configured.has(field) ? 'omit' : known.has(field) ? 'secret-known' : 'secret-declared',
    }));
}

function collect(value: JsonValue, above: readonly string[], names: Set<string>, paths: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collect(each, above, names, paths);
  else if (isObject(value))
    for (const [name, member] of Object.entries(value)) {
      names.add(name);
      paths.add([...above, name].join('.'));
      collect(member, [...above, name], names, paths);
    }
}

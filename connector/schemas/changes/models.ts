// Changes of models: fields with their types and nullability, values of enums.
import type { Branch } from '../../model/api-schema.js';
import type { ApiModel } from '../document.js';
import type { ApiChange } from './change.js';

export interface ModelPlace {
  branch: Branch;
  section: string;
  model: string;
  routes: string[];
}

/** The differences of two versions of a model. A model that became an enum, or the reverse, has lost all its members. */
export function modelChanges(at: ModelPlace, before: ApiModel, after: ApiModel): ApiChange[] {
  return [...fieldChanges(at, before, after), ...valueChanges(at, before.values ?? [], after.values ?? [])];
}

function fieldChanges(at: ModelPlace, before: ApiModel, after: ApiModel): ApiChange[] {
  const old = new Map(before.properties.map((field) => [field.name, field]));
  const now = new Set(after.properties.map((field) => field.name));
  const removed = before.properties
    .filter((field) => !now.has(field.name))
    .map((field): ApiChange => ({ kind: 'field-removed', ...at, field: field.name, type: field.type }));
  const others = after.properties.flatMap((field): ApiChange[] => {
    const known = old.get(field.name);
    const name = { ...at, field: field.name };
    if (!known) return [{ kind: 'field-added', ...name, type: field.type }];
    const changes: ApiChange[] = [];
    if (known.type !== field.type) {
      changes.push({ kind: 'field-type-changed', ...name, before: known.type, after: field.type });
    }
    if (known.nullable !== field.nullable) {
      changes.push({ kind: 'field-nullability-changed', ...name, nullable: field.nullable });
    }
    return changes;
  });
  return [...removed, ...others];
}

function valueChanges(at: ModelPlace, before: readonly string[], after: readonly string[]): ApiChange[] {
  const missing = (values: readonly string[], from: readonly string[]) =>
    values.filter((value) => !from.includes(value));
  return [
    ...missing(before, after).map((value): ApiChange => ({ kind: 'enum-value-removed', ...at, value })),
    ...missing(after, before).map((value): ApiChange => ({ kind: 'enum-value-added', ...at, value })),
  ];
}

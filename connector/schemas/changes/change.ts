// The kinds of change between two sets of documents, and each change in words.
import type { ApiStatus, Branch } from '../../model/api-schema.js';

/** A change of a route. `path` is as in the document, with `/v2` on v2. */
interface RouteChange {
  branch: Branch;
  method: string;
  path: string;
}

/** A change of a model, reported once, with the routes that use it. */
interface ModelChange {
  branch: Branch;
  section: string;
  model: string;
  /** `GET /me/bill/{billId}`, sorted. */
  routes: string[];
}

export type ApiChange =
  | ({ kind: 'operation-added' | 'operation-removed' } & RouteChange)
  | ({ kind: 'status-changed'; before: ApiStatus; after: ApiStatus } & RouteChange)
  | ({ kind: 'response-type-changed'; before: string; after: string } & RouteChange)
  | ({ kind: 'credentials-changed'; needed: boolean } & RouteChange)
  | ({
      kind: 'parameter-added' | 'parameter-removed' | 'parameter-required' | 'parameter-optional';
      parameter: string;
      in: string;
      /** Only for an added parameter. */
      required?: boolean;
    } & RouteChange)
  | ({
      kind: 'parameter-type-changed';
      parameter: string;
      in: string;
      before: string;
      after: string;
    } & RouteChange)
  | ({ kind: 'field-added' | 'field-removed'; field: string; type: string } & ModelChange)
  | ({ kind: 'field-type-changed'; field: string; before: string; after: string } & ModelChange)
  | ({ kind: 'field-nullability-changed'; field: string; nullable: boolean } & ModelChange)
  | ({ kind: 'enum-value-added' | 'enum-value-removed'; value: string } & ModelChange)
  /** Only one side has the section's document: the section was not compared. */
  | { kind: 'section-added' | 'section-removed'; branch: Branch; section: string };

/** Whether a load may fail or differ because of this change. */
export function isBreaking(change: ApiChange): boolean {
  switch (change.kind) {
    case 'operation-removed':
    case 'section-removed':
    case 'response-type-changed':
    case 'parameter-removed':
    case 'parameter-required':
    case 'parameter-type-changed':
    case 'field-removed':
    case 'field-type-changed':
      return true;
    case 'parameter-added':
      return change.required === true;
    case 'credentials-changed':
      return change.needed;
    case 'status-changed':
      return change.after.value === 'DEPRECATED' || change.after.deletionDate !== undefined;
    default:
      return false;
  }
}

/** One line. */
export function describeChange(change: ApiChange): string {
  if ('routes' in change) return `${change.model}${modelWords(change)} (${routesText(change.routes)})`;
  if ('method' in change) return `${change.method} ${change.path}: ${routeWords(change)}`;
  const words = change.kind === 'section-added' ? 'is new' : 'is no longer there';
  return `section ${change.branch} ${change.section} ${words}`;
}

function modelWords(change: Extract<ApiChange, ModelChange>): string {
  switch (change.kind) {
    case 'field-added':
      return `.${change.field}: new field, ${change.type}`;
    case 'field-removed':
      return `.${change.field}: the field is gone`;
    case 'field-type-changed':
      return `.${change.field}: ${change.before} is now ${change.after}`;
    case 'field-nullability-changed':
      return `.${change.field}: ${change.nullable ? 'may now be null' : 'is never null any more'}`;
    case 'enum-value-added':
      return `: new value "${change.value}"`;
    case 'enum-value-removed':
      return `: the value "${change.value}" is gone`;
  }
}

function routeWords(change: Extract<ApiChange, RouteChange>): string {
  switch (change.kind) {
    case 'operation-added':
      return 'new route';
    case 'operation-removed':
      return 'the route is gone';
    case 'status-changed':
      return statusWords(change.before, change.after);
    case 'response-type-changed':
      return `answers ${change.after}, before ${change.before}`;
    case 'credentials-changed':
      return change.needed ? 'needs credentials now' : 'needs no credentials any more';
    case 'parameter-type-changed':
      return `${parameterName(change)} is ${change.after}, before ${change.before}`;
    case 'parameter-added':
      return `new ${change.required ? 'required ' : ''}${parameterName(change)}`;
    case 'parameter-removed':
      return `${parameterName(change)} is gone`;
    case 'parameter-required':
      return `${parameterName(change)} is required now`;
    case 'parameter-optional':
      return `${parameterName(change)} is optional now`;
  }
}

function parameterName({ parameter, in: place }: { parameter: string; in: string }): string {
  return parameter === '' ? 'body' : `${place} parameter ${parameter}`;
}

function statusWords(before: ApiStatus, after: ApiStatus): string {
  const day = (instant: string) => instant.slice(0, 10);
  const dates = [
    after.deprecatedDate && `deprecated since ${day(after.deprecatedDate)}`,
    after.deletionDate && `deleted on ${day(after.deletionDate)}`,
    after.replacement && `use ${after.replacement}`,
  ].filter(Boolean);
  const name = (status: ApiStatus) => status.value || 'no status';
  const words = name(before) === name(after) ? name(after) : `${name(before)} is now ${name(after)}`;
  return [words, ...dates].join(', ');
}

function routesText(routes: readonly string[]): string {
  return routes.length > 1 ? `${routes[0]} and ${routes.length - 1} more` : (routes[0] ?? 'no route');
}

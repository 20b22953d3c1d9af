// A draft as a form shows it: what is written, what it makes, and what the API's documents know of it.
import type { KeyPath } from '../../config/file/key-path.js';
import type { ConfigOutline } from '../../config/form/outline.js';
import { createDestination } from '../../destinations/registry.js';
import { tableName } from '../../model/definition.js';
import { ConfigError } from '../../model/errors.js';
import type { JsonValue } from '../../model/json.js';
import { fromPlain, type PlainJson, toPlain } from '../../model/plain-json.js';
import type { ResolvedBinding } from '../../model/plan.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { isRoute } from '../plan/definition-faults.js';
import { type BindingCandidate, candidatesFor, type Offering, offeringOf } from './candidates.js';
import { type DraftObject, draftObjects } from './objects.js';
import { type DraftPipeline, pipelinesOf } from './pipelines.js';

export interface DraftOutline {
  connections: DraftConnection[];
  isList: boolean;
  entries: DraftEntry[];
  objects: DraftObjectView[];
  destination: DraftDestination;
  schedule: DraftPipeline[];
  others: { key: string; line: number; value: PlainJson }[];
}

export interface DraftConnection {
  name?: string;
  path: (string | number)[];
  region?: string;
  baseUrl?: string;
  profile?: string;
  origin?: string;
  kind: 'keys' | 'oauth2' | 'bearer' | 'none';
  keys: { name: string; state: 'set' | 'missing'; from?: string; written: boolean }[];
}

export interface DraftEntry {
  entry: number;
  line: number;
  kind: 'preset' | 'own' | 'unclear';
  fields: Record<string, PlainJson>;
  objects: string[];
}

export interface DraftObjectView {
  name: string;
  entry: number;
  preset?: string;
  method: string;
  path: string;
  table: string;
  hasTable: boolean;
  parent?: string;
  operation: DraftOperation;
  parameters: DraftParameter[];
  query: { name: string; type: string; required: boolean; description: string; values?: string[] }[];
}

export interface DraftOperation {
  state: 'known' | 'unknown' | 'undescribed' | 'unchecked';
  description?: string;
  responseType?: string;
  status?: string;
  deletion?: string;
  answers?: 'list' | 'objects' | 'object' | 'value';
}

export interface DraftParameter {
  name: string;
  type?: string;
  description?: string;
  values?: string[];
  binding:
    | { kind: 'none' }
    | { kind: 'value'; values: string[] }
    | { kind: 'mapped'; from: string; field?: string; parameter?: string; implicit: boolean };
  candidates: BindingCandidate[];
}

export interface DraftDestination {
  type?: string;
  fields: Record<string, PlainJson>;
  line?: number;
  location?: string;
}

/** Keys that have a place of their own in the form. */
const SHOWN = new Set([
  'region',
  'baseUrl',
  'profile',
  'auth',
  'connections',
  'destination',
  'schedule',
  'endpoints',
]);

/** @param documents absent: the configuration does not use them */
export function draftOutline(
  outline: ConfigOutline,
  documents: ApiDocuments | undefined,
  nowMs: number,
): DraftOutline {
  const { written, lineOf } = outline;
  const objects = draftObjects(outline, nowMs);
  const offerings = objects.map((object) => offeringOf(object, documents));
  const endpoints: unknown[] = Array.isArray(written.endpoints) ? written.endpoints : [];
  return {
    connections: outline.accounts.map((account) => connectionOf(account, written)),
    isList: 'connections' in written,
    entries: endpoints.map((each, entry) => ({
      entry,
      line: lineOf(['endpoints', entry]),
      kind: kindOf(each),
      fields: fieldsOf(each),
      objects: objects.filter((object) => object.entry === entry).map(({ definition }) => definition.name),
    })),
    objects: offerings.map((offering) => objectView(offering, offerings, documents)),
    destination: destinationView(outline),
    schedule: pipelinesOf(written.schedule, lineOf, nowMs),
    others: Object.entries(written)
      .filter(([key]) => !SHOWN.has(key))
      .map(([key, value]) => ({ key, line: lineOf([key]), value: plain(value) })),
  };
}

function kindOf(entry: unknown): DraftEntry['kind'] {
  if (typeof entry !== 'object' || entry === null) return 'unclear';
  if ('preset' in entry) return 'preset';
  return 'path' in entry || 'name' in entry ? 'own' : 'unclear';
}

const plain = (value: unknown): PlainJson => toPlain((value ?? null) as JsonValue);

export function fieldsOf(group: unknown): Record<string, PlainJson> {
  if (typeof group !== 'object' || group === null || Array.isArray(group)) return {};
  return Object.fromEntries(Object.entries(group).map(([key, value]) => [key, plain(value)]));
}

function connectionOf(
  { scope, origin, credentials, keys = [] }: ConfigOutline['accounts'][number],
  written: ConfigOutline['written'],
): DraftConnection {
  const text = (key: string) => {
    const value = scope.values[key];
    return typeof value === 'string' ? { [key]: value } : {};
  };
  const group = at(written, [...scope.path, 'auth']);
  const isWritten = (name: string) => typeof group === 'object' && group !== null && name in group;
  return {
    ...(scope.name !== undefined && { name: scope.name }),
    path: [...scope.path],
    ...text('region'),
    ...text('baseUrl'),
    ...text('profile'),
    ...(origin !== undefined && { origin }),
    kind: credentials?.kind ?? 'none',
    keys: keys.map(({ name, from }) => ({
      name,
      state: from === undefined ? 'missing' : 'set',
      ...(from !== undefined && { from }),
      written: isWritten(name),
    })),
  };
}

function at(value: unknown, [first, ...rest]: KeyPath): unknown {
  if (first === undefined) return value;
  return typeof value === 'object' && value !== null
    ? at((value as Record<string | number, unknown>)[first], rest)
    : undefined;
}

function destinationView({ written, destination, lineOf }: ConfigOutline): DraftDestination {
  const fields = fieldsOf(written.destination);
  const { type } = fields;
  return {
    ...(typeof type === 'string' ? { type } : {}),
    fields,
    ...('destination' in written && { line: lineOf(['destination']) }),
    ...(destination && locationOf(destination)),
  };
}

function locationOf(config: Parameters<typeof createDestination>[0]): { location?: string } {
  try {
    return { location: createDestination(config).location };
  } catch (error) {
    if (error instanceof ConfigError) return {};
    throw error;
  }
}

function objectView(
  offering: Offering,
  offerings: readonly Offering[],
  documents: ApiDocuments | undefined,
): DraftObjectView {
  const { object, operation } = offering;
  const { definition, entry, preset, parent, segments } = object;
  const { name, method, path } = definition;
  const values = (type: string) => {
    const shape = operation && documents?.typeOf(operation, type);
    return shape?.kind === 'scalar' && shape.values ? { values: shape.values } : {};
  };
  // Names may differ from those of the document: the position counts.
  const declared = operation?.path.match(/\{[^}]*\}/g)?.map((each) => each.slice(1, -1)) ?? [];
  const written = segments.flatMap((segment) => ('parameter' in segment ? [segment.parameter] : []));
  return {
    name,
    entry,
    ...(preset !== undefined && { preset }),
    method,
    path,
    table: tableName(definition),
    hasTable: definition.table !== false,
    ...(parent !== undefined && { parent }),
    operation: operationOf(offering, documents),
    parameters: written.map((parameter, place) => {
      const named = operation?.parameters.find(
        (each) =>
          each.in === 'path' &&
          each.name === (written.length === declared.length ? declared[place] : parameter),
      );
      const type = named?.type;
      return {
        name: parameter,
        ...(named && { type: named.type, description: named.description, ...values(named.type) }),
        binding: bindingOf(object, parameter),
        candidates: preset === undefined ? candidatesFor(object, { name: parameter, type }, offerings) : [],
      };
    }),
    query: (operation?.parameters ?? [])
      .filter((each) => each.in === 'query')
      .map((each) => ({
        name: each.name,
        type: each.type,
        required: each.required,
        description: each.description,
        ...values(each.type),
      })),
  };
}

function bindingOf({ definition, bindings }: DraftObject, parameter: string): DraftParameter['binding'] {
  const found = bindings.find((each: ResolvedBinding) => each.parameter === parameter);
  if (!found) return { kind: 'none' };
  if (found.kind === 'constant')
    return { kind: 'value', values: found.values.map((value) => String(fromPlain(value))) };
  const implicit = !Object.hasOwn(definition.parameters, parameter);
  const base = { kind: 'mapped' as const, from: found.source, implicit };
  if (found.kind === 'parameter') return { ...base, parameter: found.sourceParameter };
  return { ...base, ...(found.field !== undefined && { field: found.field }) };
}

function operationOf(
  { object: { definition }, route, operation, shape }: Offering,
  documents: ApiDocuments | undefined,
): DraftOperation {
  const { method, read } = definition;
  if (!operation) {
    if (read.unchecked) return { state: 'unchecked' };
    const isUnknown = documents !== undefined && isRoute(documents, method, route) === false;
    return { state: isUnknown ? 'unknown' : 'undescribed' };
  }
  const { description, responseType, status } = operation;
  const answers =
    shape.kind === 'array'
      ? shape.of.kind === 'object'
        ? ('objects' as const)
        : ('list' as const)
      : shape.kind === 'object'
        ? ('object' as const)
        : ('value' as const);
  return {
    state: 'known',
    description,
    responseType,
    ...(status.value !== '' && { status: status.value }),
    ...(status.deletionDate !== undefined && { deletion: status.deletionDate.slice(0, 10) }),
    ...(responseType !== 'void' && { answers }),
  };
}

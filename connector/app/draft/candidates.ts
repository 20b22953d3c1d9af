// What the value of a path parameter may come from, best first: for the mapper.
import type { ApiOperation, FieldShape, TypeShape } from '../../model/api-schema.js';
import { parametersOf, routeOf } from '../../plan/path-template.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { elementFields, fieldForParameter } from '../../schemas/derivation/key-field.js';
import type { DraftObject } from './objects.js';

/**
 * `lists-it`: its path lists the values; `read-with`: it was read with a parameter of this name; `ends-alike`:
 * `originalBillId` for `billId`.
 */
export type CandidateReason =
  | 'lists-it'
  | 'same-name-and-type'
  | 'same-name'
  | 'read-with'
  | 'ends-alike'
  | 'same-type';

export interface BindingCandidate {
  from: string;
  field?: string;
  parameter?: string;
  type?: string;
  why: CandidateReason;
  nullable: boolean;
  /** Source objects that are read before it. */
  depth: number;
}

const RANKS: readonly CandidateReason[] = [
  'lists-it',
  'same-name-and-type',
  'same-name',
  'read-with',
  'ends-alike',
  'same-type',
];
const MOST_CANDIDATES = 30;
/** Of those that have nothing but the type in common. */
const MOST_OF_TYPE = 3;

/** A source object with what it answers. */
export interface Offering {
  object: DraftObject;
  route: string;
  operation?: ApiOperation;
  shape: TypeShape;
  fields: readonly OfferedField[];
}

export function offeringOf(object: DraftObject, documents: ApiDocuments | undefined): Offering {
  const route = routeOf(object.segments);
  const operation = documents?.find(object.definition.method, route);
  const shape: TypeShape = operation && documents ? documents.response(operation) : { kind: 'any' };
  return { object, route, ...(operation && { operation }), shape, fields: fieldsOf(shape) };
}

/** @param type of the parameter, by its document */
export function candidatesFor(
  object: DraftObject,
  { name, type }: { name: string; type?: string },
  offerings: readonly Offering[],
): BindingCandidate[] {
  const own = object.definition.name;
  const others = offerings.filter((each) => !each.object.chain.includes(own));
  const prefix = listPathOf(object, name);
  // The list below which it is read knows the parameters with which it was read itself.
  const deepest = object.bindings.flatMap((each) =>
    each.kind === 'item' && each.parameter !== name ? [each.source] : [],
  );
  const found = others.flatMap((other) => offers(other, { name, type, prefix }));
  const rank = ({ from, why, parameter }: BindingCandidate) =>
    parameter !== undefined && deepest.includes(from) ? -1 : RANKS.indexOf(why);
  const sorted = found
    .map((each, at) => ({ each, at }))
    .sort(
      (a, b) =>
        rank(a.each) - rank(b.each) ||
        Number(a.each.nullable) - Number(b.each.nullable) ||
        a.each.depth - b.each.depth ||
        a.at - b.at,
    )
    .map(({ each }) => each);
  const ofType = sorted.filter(({ why }) => why === 'same-type').slice(0, MOST_OF_TYPE);
  return sorted.filter((each) => each.why !== 'same-type' || ofType.includes(each)).slice(0, MOST_CANDIDATES);
}

/** `/me/bill` for `billId` of `/me/bill/{billId}/debt`, names of parameters left out. */
function listPathOf({ segments }: DraftObject, name: string): string | undefined {
  const at = segments.findIndex((segment) => 'parameter' in segment && segment.parameter === name);
  return at < 0 ? undefined : anonymous(routeOf(segments.slice(0, at)));
}

const anonymous = (route: string) => route.replaceAll(/\{[^}]*\}/g, '{}');

interface NamedParameter {
  name: string;
  type?: string;
  prefix?: string;
}

function offers(
  { object: { definition, segments, chain }, route, shape, fields }: Offering,
  { name, type, prefix }: NamedParameter,
): BindingCandidate[] {
  const from = definition.name;
  const base = { from, nullable: false, depth: chain.length - 1 };
  const isListed = prefix !== undefined && anonymous(route) === prefix;
  const found: BindingCandidate[] = [];
  const item = itemOf(definition.read.item, shape);
  if (item) {
    const why = isListed ? 'lists-it' : reasonFor(name, type, item.name, item.type);
    if (why) found.push({ ...base, why, ...(item.type !== undefined && { type: item.type }) });
  }
  const listed = isListed ? fieldForParameter(elementFields(shape) ?? [], name, route) : undefined;
  for (const field of fields) {
    const why = field.name === listed ? 'lists-it' : reasonFor(name, type, lastPart(field.name), field.type);
    // Of fields, only those whose name says something.
    if (why && why !== 'same-type')
      found.push({ ...base, field: field.name, type: field.type, why, nullable: field.nullable });
  }
  if (parametersOf(segments).includes(name)) found.push({ ...base, parameter: name, why: 'read-with' });
  return found;
}

function itemOf(item: string | undefined, shape: TypeShape): { name: string; type?: string } | undefined {
  if (shape.kind === 'array' && shape.of.kind === 'scalar')
    return { name: item ?? 'id', type: shape.of.type };
  return item !== undefined && shape.kind === 'any' ? { name: item } : undefined;
}

function reasonFor(
  name: string,
  type: string | undefined,
  other: string,
  otherType: string | undefined,
): CandidateReason | undefined {
  const isType = type !== undefined && type === otherType;
  if (other.toLowerCase() === name.toLowerCase()) return isType ? 'same-name-and-type' : 'same-name';
  if (endsAlike(name, other)) return 'ends-alike';
  return isType ? 'same-type' : undefined;
}

/** `originalBillId` for `billId`, not `paid` for `id`. */
function endsAlike(name: string, other: string): boolean {
  const tail = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return other.endsWith(tail) || (name.length > 3 && other.toLowerCase().endsWith(`_${name.toLowerCase()}`));
}

const lastPart = (path: string) => path.slice(path.lastIndexOf('.') + 1);

interface OfferedField {
  name: string;
  type: string;
  nullable: boolean;
}

/** How deep a field may stand in objects. */
const DEEPEST = 2;

function fieldsOf(shape: TypeShape): OfferedField[] {
  const object = shape.kind === 'array' ? shape.of : shape;
  return object.kind === 'object' ? scalarsOf(object.fields, '', 0, false) : [];
}

function scalarsOf(
  fields: readonly FieldShape[],
  before: string,
  depth: number,
  nullable: boolean,
): OfferedField[] {
  return fields.flatMap((field): OfferedField[] => {
    if (field.secret) return [];
    const name = `${before}${field.name}`;
    const isNullable = nullable || field.nullable;
    if (field.shape.kind === 'scalar') return [{ name, type: field.shape.type, nullable: isNullable }];
    if (field.shape.kind !== 'object' || depth + 1 >= DEEPEST) return [];
    return scalarsOf(field.shape.fields, `${name}.`, depth + 1, isNullable);
  });
}

/** Generated lists: a list of the account described as data; its objects are made from their model. */

import { SeededRandom } from '../../random.js';
import { fieldsOf, valuesOf } from '../../schema/models.js';
import { addDays, utcTime } from '../../wire/instants.js';
import type { Wire, WireObject } from '../../wire/json.js';
import { idText, num, RawNumber } from '../../wire/json.js';
import type { ParameterType, ParameterTypes, Query } from '../../wire/query.js';
import type { QueryPaging } from '../../wire/query-pages.js';
import type { Parameters } from '../../wire/routes.js';
import { accountToday } from '../billing/later.js';
import type { Item } from '../inventory/collection.js';
import { iamData, someTags } from '../inventory/collection.js';
import { objectOf } from './values.js';

export interface GeneratedListContext {
  readonly seed: string;
  readonly edges: boolean;
  readonly nichandle: string;
  /** Days since the account was created. */
  readonly days?: () => number;
}

/** The inputs of the functions that make one member. */
export interface Place {
  readonly random: SeededRandom;
  /** Index of the member in its list. */
  readonly at: number;
  readonly params: Parameters;
}

export interface GeneratedList {
  /** Path of the list (`/me/deposit`, `/sms/{serviceName}/outgoing`) or of the single object. */
  readonly path: string;
  /** `members`: ids, with a detail route; `ids`: ids alone; `objects`: a list of objects; `one`: a single object. */
  readonly form: 'members' | 'ids' | 'objects' | 'one';
  /** Model of a member; for bare ids their type. */
  readonly model: string;
  /** For `members`: the path parameter of the detail route. */
  readonly idName?: string;
  /** The field that identifies an object. Default: the field named like the path parameter, or `id`. */
  readonly idField?: string;
  /** The id of a member. Default: one of the id's type. */
  readonly id?: (place: Place) => Wire;
  /** Path of another list of the account whose ids are used. */
  readonly from?: string;
  /** Fewest and most members of a list. Default: 2 to 4. */
  readonly count?: readonly [number, number];
  /** Fields that replace the random ones. */
  readonly fields?: (place: Place, drawn: WireObject) => WireObject;
  /** Query parameters that the list declares. */
  readonly query?: ParameterTypes;
  /** Query parameters without which the call is refused. */
  readonly required?: readonly string[];
  /** Which field each filter compares: `status` for equality, `date>=` and `date<=` for instants. */
  readonly where?: Readonly<Record<string, string>>;
  /** Filters that `where` cannot express. */
  readonly passes?: (fields: WireObject, query: Query) => boolean;
  /** Types of the parents' path parameters where no parent route declares them. */
  readonly pathTypes?: ParameterTypes;
  /** A new member every so many days, dated in this field. Every third one is dated 20 days back. */
  readonly grows?: { readonly every: number; readonly date: string };
  /** State of an extra member, in an account with edge cases. */
  readonly edge?: 'gone' | 'refused' | 'expired';
  /** Parents below which an account with edge cases answers 404, as a product without this feature does. */
  readonly lacking?: (place: Omit<Place, 'at'>) => boolean;
  /** The list is paged by cursor. */
  readonly paged?: boolean;
  /** The list is paged by parameters of its query string, which `query` declares too. */
  readonly queryPaging?: QueryPaging;
}

/** A member, and its id as the list writes it. */
export interface Member extends Item {
  readonly written: Wire;
}

/** The field that identifies a member. */
export function idFieldOf(list: GeneratedList): string | undefined {
  const names = fieldsOf(list.model)?.map((field) => field.name) ?? [];
  return list.idField ?? [list.idName, 'id'].find((name) => name !== undefined && names.includes(name));
}

/** The type of the ids. */
export function idTypeOf(list: GeneratedList): string {
  const field = idFieldOf(list);
  return fieldsOf(list.model)?.find(({ name }) => name === field)?.type ?? 'string';
}

export function randomOf(
  list: GeneratedList,
  context: GeneratedListContext,
  params: Parameters,
  what: string | number,
): SeededRandom {
  return new SeededRandom(context.seed, list.path, ...Object.values(params), what);
}

/** Members of lists, by account. A call below a list looks at the members of every list above. */
const made = new WeakMap<GeneratedListContext, Map<string, readonly Member[]>>();

/** The members of the list below these parents: always the same ones. */
export function membersOf(
  list: GeneratedList,
  context: GeneratedListContext,
  params: Parameters,
): readonly Member[] {
  const ofAccount = made.get(context) ?? new Map<string, readonly Member[]>();
  made.set(context, ofAccount);
  const key = JSON.stringify([list.path, Object.entries(params), context.days?.()]);
  const members = ofAccount.get(key) ?? makeMembers(list, context, params);
  ofAccount.set(key, members);
  return members;
}

function makeMembers(list: GeneratedList, context: GeneratedListContext, params: Parameters): Member[] {
  const [least, most] = list.form === 'one' ? [1, 1] : (list.count ?? [2, 4]);
  const count = randomOf(list, context, params, 'count').whole(least, most);
  const here = Array.from({ length: count }, (_, at) => member(list, context, params, at));
  const state = context.edges ? list.edge : undefined;
  const odd = state ? [{ ...member(list, context, params, count), state }] : [];
  return [...here, ...odd, ...laterMembers(list, context, params, count + 1)];
}

function laterMembers(
  list: GeneratedList,
  context: GeneratedListContext,
  params: Parameters,
  first: number,
): Member[] {
  const { grows } = list;
  if (!grows) return [];
  const count = Math.floor((context.days?.() ?? 0) / grows.every);
  return Array.from({ length: count }, (_, at) => {
    const comes = (at + 1) * grows.every;
    const date = utcTime(addDays(accountToday, comes - (at % 3 === 2 ? 20 : 0)));
    const made = member(list, context, params, first + at);
    return { ...made, fields: { ...made.fields, [grows.date]: date } };
  });
}

function member(list: GeneratedList, context: GeneratedListContext, params: Parameters, at: number): Member {
  const { model, form } = list;
  const random = randomOf(list, context, params, at);
  const place: Place = { random, at, params };
  const drawn: WireObject =
    form === 'ids' ? {} : objectOf(model, { random, nichandle: context.nichandle, at, depth: 0 });
  const idField = idFieldOf(list);
  const written = list.id?.(place) ?? usualId(list, drawn[idField ?? ''], at);
  const id = idText(written);
  const tags = someTags(at);
  const fields: WireObject = {
    ...drawn,
    ...sameAsAbove(drawn, params),
    ...('iam' in drawn ? { iam: iamData(context, model.split('.')[0] ?? model, { id, tags }) } : {}),
    ...list.fields?.(place, drawn),
    ...(idField === undefined ? {} : { [idField]: written }),
  };
  return { id, written, state: 'here', tags, fields };
}

/** Numeric ids count up so that the ids of one list differ; other ids are long enough to differ. */
function usualId(list: GeneratedList, drawn: Wire | undefined, at: number): Wire {
  const type = idTypeOf(list);
  if (type.endsWith('long')) return num(1000 + at * 7);
  return typeof drawn === 'string' && type === 'string' ? `${drawn}-${at}` : (drawn ?? String(at));
}

/** Fields that repeat a path parameter have its value. */
function sameAsAbove(drawn: WireObject, params: Parameters): WireObject {
  const same = Object.entries(params).filter(([name]) => name !== 'id' && (drawn[name] ?? null) !== null);
  return Object.fromEntries(
    same.map(([name, value]) => [name, drawn[name] instanceof RawNumber ? num(value) : value]),
  );
}

/** Type of a filter that takes the values of a documented enum. */
export function anyOfEnum(type: string): ParameterType {
  return { enum: valuesOf(type) ?? [] };
}

/** A shelf: a list of the account whose objects are made from their model, told as data. */

import { SeededRandom } from '../../random.js';
import { fieldsOf, valuesOf } from '../../schema/models.js';
import { addDays, utcTime } from '../../wire/instants.js';
import type { Wire, WireObject } from '../../wire/json.js';
import { idText, num, RawNumber } from '../../wire/json.js';
import type { ParameterType, ParameterTypes, Query } from '../../wire/query.js';
import type { Parameters } from '../../wire/routes.js';
import { accountToday } from '../billing/later.js';
import type { Item } from '../inventory/collection.js';
import { iamData, someTags } from '../inventory/collection.js';
import { objectOf } from './values.js';

export interface GeneratedListContext {
  readonly seed: string;
  readonly edges: boolean;
  readonly nichandle: string;
  /** Days that have gone by since the account was made. */
  readonly days?: () => number;
}

/** What the fields of one member may depend on. */
export interface Place {
  readonly dice: SeededRandom;
  /** The number of the member in its list. */
  readonly at: number;
  readonly params: Parameters;
}

export interface GeneratedList {
  /** The list: `/me/deposit`, `/sms/{serviceName}/outgoing`; of a single object its own path. */
  readonly path: string;
  /** `members`: ids, and each object below its id; `ids`: nothing below; `objects`: a list of objects; `one`. */
  readonly form: 'members' | 'ids' | 'objects' | 'one';
  /** The model of a member; of bare ids their type. */
  readonly model: string;
  /** Of `members`: the path parameter that names one. */
  readonly idName?: string;
  /** The field that identifies an object, if any; by itself the one called like the path parameter, or `id`. */
  readonly idField?: string;
  /** The id of a member; without it one is made after its type. */
  readonly id?: (place: Place) => Wire;
  /** Ids are taken from another list of the account. */
  readonly from?: string;
  /** Least and most members of a list; 2 to 4 by itself. */
  readonly count?: readonly [number, number];
  /** Fields that are not left to the dice. */
  readonly fields?: (place: Place, drawn: WireObject) => WireObject;
  /** The filters that the list declares. */
  readonly query?: ParameterTypes;
  /** Of these, those without which the call is refused. */
  readonly required?: readonly string[];
  /** What filters compare: `status` with an equal field, `date>=` and `date<=` with the instant of one. */
  readonly where?: Readonly<Record<string, string>>;
  /** Filters of another kind. */
  readonly passes?: (fields: WireObject, query: Query) => boolean;
  /** Types of path parameters above that no route above tells. */
  readonly pathTypes?: ParameterTypes;
  /** One member more after so many days, and again; its date is in this field. One in three comes 20 days late. */
  readonly grows?: { readonly every: number; readonly date: string };
  /** What one member more is, in an account with edges. */
  readonly edge?: 'gone' | 'refused' | 'expired';
  /** Where an account with edges answers 404, as a product does that has no such thing. */
  readonly lacking?: (place: Omit<Place, 'at'>) => boolean;
  /** The list comes in pages by cursor. */
  readonly paged?: boolean;
}

/** A member with its id as the list writes it. */
export interface Member extends Item {
  readonly written: Wire;
}

/** The field that identifies a member. */
export function idFieldOf(shelf: GeneratedList): string | undefined {
  const names = fieldsOf(shelf.model)?.map((field) => field.name) ?? [];
  return shelf.idField ?? [shelf.idName, 'id'].find((name) => name !== undefined && names.includes(name));
}

/** The type of the ids. */
export function idTypeOf(shelf: GeneratedList): string {
  const field = idFieldOf(shelf);
  return fieldsOf(shelf.model)?.find(({ name }) => name === field)?.type ?? 'string';
}

export function randomOf(
  shelf: GeneratedList,
  context: GeneratedListContext,
  params: Parameters,
  what: string | number,
): SeededRandom {
  return new SeededRandom(context.seed, shelf.path, ...Object.values(params), what);
}

/** Everything on the shelf below some parents, always the same. */
export function membersOf(shelf: GeneratedList, context: GeneratedListContext, params: Parameters): Member[] {
  const [least, most] = shelf.form === 'one' ? [1, 1] : (shelf.count ?? [2, 4]);
  const count = randomOf(shelf, context, params, 'count').whole(least, most);
  const here = Array.from({ length: count }, (_, at) => member(shelf, context, params, at));
  const state = context.edges ? shelf.edge : undefined;
  const odd = state ? [{ ...member(shelf, context, params, count), state }] : [];
  return [...here, ...odd, ...laterMembers(shelf, context, params, count + 1)];
}

function laterMembers(
  shelf: GeneratedList,
  context: GeneratedListContext,
  params: Parameters,
  first: number,
): Member[] {
  const { grows } = shelf;
  if (!grows) return [];
  const count = Math.floor((context.days?.() ?? 0) / grows.every);
  return Array.from({ length: count }, (_, at) => {
    const comes = (at + 1) * grows.every;
    const date = utcTime(addDays(accountToday, comes - (at % 3 === 2 ? 20 : 0)));
    const made = member(shelf, context, params, first + at);
    return { ...made, fields: { ...made.fields, [grows.date]: date } };
  });
}

function member(shelf: GeneratedList, context: GeneratedListContext, params: Parameters, at: number): Member {
  const { model, form } = shelf;
  const dice = randomOf(shelf, context, params, at);
  const place: Place = { dice, at, params };
  const drawn: WireObject =
    form === 'ids' ? {} : objectOf(model, { dice, nichandle: context.nichandle, at, depth: 0 });
  const idField = idFieldOf(shelf);
  const written = shelf.id?.(place) ?? usualId(shelf, drawn[idField ?? ''], at);
  const id = idText(written);
  const tags = someTags(at);
  const fields: WireObject = {
    ...drawn,
    ...sameAsAbove(drawn, params),
    ...('iam' in drawn ? { iam: iamData(context, model.split('.')[0] ?? model, { id, tags }) } : {}),
    ...shelf.fields?.(place, drawn),
    ...(idField === undefined ? {} : { [idField]: written }),
  };
  return { id, written, state: 'here', tags, fields };
}

/** Numbers count up, so that ids of one list differ; other ids are long enough to differ. */
function usualId(shelf: GeneratedList, drawn: Wire | undefined, at: number): Wire {
  const type = idTypeOf(shelf);
  if (type.endsWith('long')) return num(1000 + at * 7);
  return typeof drawn === 'string' && type === 'string' ? `${drawn}-${at}` : (drawn ?? String(at));
}

/** Fields that repeat a parameter of the path say the same. */
function sameAsAbove(drawn: WireObject, params: Parameters): WireObject {
  const same = Object.entries(params).filter(([name]) => name !== 'id' && (drawn[name] ?? null) !== null);
  return Object.fromEntries(
    same.map(([name, value]) => [name, drawn[name] instanceof RawNumber ? num(value) : value]),
  );
}

/** The type of a filter that takes the values of an enum of the documents. */
export function anyOfEnum(type: string): ParameterType {
  return { enum: valuesOf(type) ?? [] };
}

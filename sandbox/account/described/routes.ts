/** The routes of generated lists: each first checks that its parents exist, then answers with its members. */

import { fieldsOf } from '../../schema/models.js';
import { readInstant } from '../../wire/instants.js';
import type { Wire } from '../../wire/json.js';
import { idText, isList, isObject, RawNumber } from '../../wire/json.js';
import type { ParameterType, ParameterTypes } from '../../wire/query.js';
import { Query } from '../../wire/query.js';
import type { Reply } from '../../wire/reply.js';
import { ok, unknownObject, unknownService } from '../../wire/reply.js';
import type { Call, Parameters, Route } from '../../wire/routes.js';
import { isItem, matchesTags, openItem } from '../inventory/collection.js';
import type { GeneratedList, GeneratedListContext, Member } from './generated-list.js';
import { idFieldOf, idTypeOf, membersOf, randomOf } from './generated-list.js';

type Table = Map<string, Route>;

/** The routes of these lists. `known` are the routes that exist already; a parent comes before its children. */
export function generatedRoutes(
  lists: readonly GeneratedList[],
  context: GeneratedListContext,
  known: readonly Route[],
): Route[] {
  const table: Table = new Map(known.map((route) => [route.path, route]));
  return lists.flatMap((list) => {
    const routes = routesOf(list, context, table);
    for (const route of routes) table.set(route.path, route);
    return routes;
  });
}

function routesOf(list: GeneratedList, context: GeneratedListContext, table: Table): Route[] {
  const { path, form, idName = '' } = list;
  const above = aboveOf(path);
  const pathTypes = {
    ...(table.get(above)?.pathTypes ?? table.get(listOf(above))?.pathTypes),
    ...list.pathTypes,
  };
  const below = (answer: (members: readonly Member[], call: Call) => Reply) => (call: Call) => {
    const params = paramsOf(path, call.params);
    const missing = missingAbove(above, call, table) ?? missingHere(list, context, params);
    return missing ?? answer(membersBelow(list, context, params, table), call);
  };
  const idField = idFieldOf(list);
  const listRoute: Route = {
    method: 'GET',
    path,
    pathTypes,
    kind: form === 'objects' ? 'objects' : 'ids',
    query: { ...(isTagged(list) ? { iamTags: 'tags' } : {}), ...list.query },
    ...(list.required ? { required: list.required } : {}),
    ...(form === 'objects' && idField !== undefined ? { idField } : {}),
    ...(list.paged ? { paged: true } : {}),
    ...(list.queryPaging ? { queryPaging: list.queryPaging } : {}),
    answer: below((members, { query }) => {
      const found = members.filter((each) => passes(list, each, query));
      return ok(found.map(({ fields, written }) => (form === 'objects' ? fields : written)));
    }),
  };
  if (form === 'one') {
    const one = below(([only]) => ok(only?.fields ?? null));
    return [{ method: 'GET', path, pathTypes, kind: 'object', answer: one }];
  }
  if (form !== 'members') return [listRoute];
  const detailRoute: Route = {
    method: 'GET',
    path: `${path}/{${idName}}`,
    pathTypes: { ...pathTypes, ...idType(list) },
    kind: 'object',
    answer: below((members, { params }) => {
      const found = openItem({ path, idName, items: members }, params[idName] ?? '');
      return isItem(found) ? ok(found.fields) : found;
    }),
  };
  return [listRoute, detailRoute];
}

/** The top list of a product filters by tags if its objects have them. */
function isTagged({ path, model }: GeneratedList): boolean {
  return !path.includes('{') && (fieldsOf(model)?.some((field) => field.name === 'iam') ?? false);
}

function idType(list: GeneratedList): ParameterTypes {
  const type = idTypeOf(list);
  const { idName = '' } = list;
  const typed: Readonly<Record<string, ParameterType>> = { long: 'long', uuid: 'uuid' };
  const found = typed[type];
  return found ? { [idName]: found } : {};
}

/** The path up to its last placeholder: `/a/{b}` of `/a/{b}/c`; empty without a placeholder. */
function aboveOf(path: string): string {
  return path.slice(0, path.lastIndexOf('}') + 1);
}

/** `/a` of `/a/{b}`. */
function listOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function paramsOf(path: string, params: Parameters): Parameters {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, params[name] ?? '']));
}

/** The error reply of the parent if the parent does not exist. */
function missingAbove(above: string, call: Call, table: Table): Reply | undefined {
  if (above === '') return undefined;
  const unfiltered = { ...call, query: new Query() };
  const detail = table.get(above)?.answer(unfiltered);
  if (detail) return detail.status === 200 ? undefined : detail;
  const list = table.get(listOf(above));
  if (!list) throw new Error(`no route answers for the parent ${above}`);
  const reply = list.answer(unfiltered);
  if (reply.status !== 200) return reply;
  const name = above.slice(above.lastIndexOf('{') + 1, -1);
  const id = call.params[name] ?? '';
  return idsIn(list, reply.body).includes(id) ? undefined : unknownObject(name, id);
}

function idsIn(list: Route, body: Wire | undefined): string[] {
  if (!isList(body)) return [];
  return body.map((each) => idText(isObject(each) ? (each[list.idField ?? ''] ?? null) : each));
}

function missingHere(
  list: GeneratedList,
  context: GeneratedListContext,
  params: Parameters,
): Reply | undefined {
  const random = randomOf(list, context, params, 'lacking');
  return context.edges && list.lacking?.({ random, params }) ? unknownService() : undefined;
}

function membersBelow(
  list: GeneratedList,
  context: GeneratedListContext,
  params: Parameters,
  table: Table,
): readonly Member[] {
  const members = membersOf(list, context, params);
  if (list.from === undefined) return members;
  const source = table.get(list.from);
  const call = { params: {}, query: new Query(), body: Buffer.alloc(0), identity: undefined };
  const body = source?.answer({ ...call, application: undefined, origin: '' }).body;
  const ids = isList(body) ? body : [];
  const first = randomOf(list, context, params, 'from').whole(0, Math.max(0, ids.length - members.length));
  return members.flatMap((each, at) => {
    const written = ids[first + at];
    return written === undefined ? [] : [{ ...each, id: idText(written), written }];
  });
}

/** Whether a member passes the filters of a call. */
function passes(list: GeneratedList, { tags, fields }: Member, query: Query): boolean {
  if (!matchesTags(tags, query.get('iamTags')) || list.passes?.(fields, query) === false) return false;
  return Object.entries(list.where ?? {}).every(([name, compared]) => {
    const wanted = query.get(name);
    if (wanted === undefined) return true;
    const [, field = '', sign] = /^(\w+)([<>]=)?$/.exec(compared) ?? [];
    const value = textOf(fields[field]);
    if (sign === undefined) return value === wanted;
    const instant = readInstant(value) ?? 0;
    const bound = readInstant(wanted) ?? 0;
    return sign === '>=' ? instant >= bound : instant <= bound;
  });
}

function textOf(value: Wire | undefined): string {
  return value instanceof RawNumber ? value.token : String(value);
}

/** Lists with a detail route: the item, the filters of the list, the reply for an absent item. */
import { SeededRandom } from '../../random.js';
import type { Wire, WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { ParameterTypes, Query, TagCondition } from '../../wire/query.js';
import { readTagFilter } from '../../wire/query.js';
import type { Reply } from '../../wire/reply.js';
import { expiredService, forbiddenObject, ok, unknownService } from '../../wire/reply.js';
import type { Call, Kind, Route } from '../../wire/routes.js';
import type { Company } from '../company/company.js';

export type State = 'here' | 'gone' | 'expired' | 'refused';

export interface Item {
  readonly id: string;
  readonly state: State;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: WireObject;
}

export interface Collection {
  readonly path: string;
  readonly idName: string;
  readonly items: readonly Item[];
  /** Filters in addition to iamTags, which every collection has. */
  readonly query?: ParameterTypes;
  readonly passes?: (item: Item, query: Query) => boolean;
  /** The ids are numbers. */
  readonly longIds?: boolean;
}

export interface InventoryContext {
  /** What a company has, in place of names with everything that is rare. */
  readonly company?: Company;
  readonly seed: string;
  readonly edges: boolean;
  readonly nichandle: string;
}

/** The item, or the error reply that explains its absence. */
export function openItem(collection: Collection, id: string): Item | Reply {
  const item = collection.items.find((candidate) => candidate.id === id);
  if (!item || item.state === 'gone') return unknownService();
  if (item.state === 'expired') return expiredService();
  return item.state === 'refused' ? forbiddenObject() : item;
}

export function isItem(found: Item | Reply): found is Item {
  return 'fields' in found;
}

export function collectionRoutes(collection: Collection): Route[] {
  const { path, longIds } = collection;
  const list: Route = {
    method: 'GET',
    path,
    kind: 'ids',
    query: { iamTags: 'tags', ...collection.query },
    answer: ({ query }) => {
      const passes = (item: Item): boolean =>
        matchesTags(item.tags, query.get('iamTags')) && (collection.passes?.(item, query) ?? true);
      return ok(collection.items.filter(passes).map(({ id }): Wire => (longIds ? num(id) : id)));
    },
  };
  return [list, childRoute(collection, '', 'object', (item) => ok(item.fields))];
}

/** A GET route below `list/{id}`. If the item is gone, expired or refused, so is the route. */
export function childRoute(
  collection: Collection,
  tail: string,
  kind: Kind,
  answer: (item: Item, call: Call) => Reply,
): Route {
  const { path, idName, longIds } = collection;
  return {
    method: 'GET',
    path: `${path}/{${idName}}${tail}`,
    kind,
    ...(longIds ? { pathTypes: { [idName]: 'long' } as const } : {}),
    answer: (call) => {
      const item = openItem(collection, call.params[idName] ?? '');
      return isItem(item) ? answer(item, call) : item;
    },
  };
}

/** Whether tags pass an iamTags filter. Without a filter all pass. */
export function matchesTags(tags: Readonly<Record<string, string>>, filter: string | undefined): boolean {
  const conditions = filter === undefined ? [] : (readTagFilter(filter) ?? []);
  return conditions.every((condition) =>
    meets(Object.hasOwn(tags, condition.key) ? tags[condition.key] : undefined, condition),
  );
}

function meets(value: string | undefined, { operator, value: wanted }: TagCondition): boolean {
  if (operator === 'NEXISTS') return value === undefined;
  if (operator === 'NEQ') return value !== wanted;
  if (value === undefined) return false;
  if (operator === 'EXISTS') return true;
  if (operator === 'LIKE') return isLike(value, wanted);
  if (operator === 'ILIKE') return isLike(value.toLowerCase(), wanted.toLowerCase());
  return value === wanted;
}

/** SQL's `like`, with `%` for any characters. */
export function isLike(value: string, pattern: string): boolean {
  const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}

/** An iam.ResourceMetadata. */
export function iamData(
  context: InventoryContext,
  kind: string,
  item: Pick<Item, 'id' | 'tags'>,
): WireObject {
  return {
    displayName: item.id,
    id: new SeededRandom(context.seed, 'iam', kind, item.id).uuid(),
    state: 'OK',
    tags: Object.keys(item.tags).length > 0 ? item.tags : null,
    urn: `urn:v1:eu:resource:${kind}:${item.id}`,
  };
}

/** A services.Service, as /serviceInfos answers it. */
export function serviceInfos(context: InventoryContext, item: Item, serviceId: number): WireObject {
  return {
    canDeleteAtExpiration: true,
    contactAdmin: context.nichandle,
    contactBilling: context.nichandle,
    contactTech: context.nichandle,
    creation: '2021-02-28',
    domain: item.id,
    engagedUpTo: null,
    expiration: '2027-02-28',
    possibleRenewPeriod: [num(1), num(3), num(12)],
    renew: {
      automatic: true,
      deleteAtExpiration: false,
      forced: false,
      manualPayment: null,
      period: num(12),
    },
    // automaticV2024 is newer than many clients.
    renewalType: serviceId % 2 === 0 ? 'automaticV2024' : 'automaticV2016',
    serviceId: num(serviceId),
    status: 'ok',
  };
}

/** All items in an account with edge cases; otherwise only the items that can be read. */
export function withEdges(context: InventoryContext, items: readonly Item[]): Item[] {
  return items.filter((item) => context.edges || item.state === 'here');
}

/** The service number of an item, always the same. */
export function serviceNumber(kind: string, id: string): number {
  return 10_000_000 + new SeededRandom('service', kind, id).whole(0, 89_999_999);
}

export const someTags = (at: number): Record<string, string> =>
  at % 2 === 0 ? { 'cost.center': `cc-${at % 4}`, env: at % 4 === 0 ? 'prod' : 'test' } : {};

/** The tags of what has this name: those of its team in a company. */
export function tagsOf({ company }: InventoryContext, name: string, at: number): Record<string, string> {
  if (!company) return someTags(at);
  const found = [...company.services, ...company.projects].find((each) => each.name === name);
  return found?.team ? { team: found.team } : {};
}

/** The items of a company of one kind; undefined for another account. */
export function companyItems(
  { company }: InventoryContext,
  kind: string,
  item: (name: string, at: number) => Item,
): Item[] | undefined {
  return company?.services.filter((each) => each.kind === kind).map(({ name }, at) => item(name, at));
}

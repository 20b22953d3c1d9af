/** IAM resources and policies of v2: lists of objects, paged by cursor. */
import { SeededRandom } from '../../random.js';
import type { WireObject } from '../../wire/json.js';
import { isList, isObject } from '../../wire/json.js';
import type { Query } from '../../wire/query.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';
import type { InventoryContext, Item } from './collection.js';
import { iamData, isLike, matchesTags } from './collection.js';
import { lazily } from './holdings.js';
import type { Billed } from './machines.js';

/** Resources in addition to the account's services, to fill more than one page. */
const extras = 40;

function resource(context: InventoryContext, kind: string, item: Pick<Item, 'id' | 'tags'>): WireObject {
  const { id, urn } = iamData(context, kind, item);
  return {
    displayName: item.id,
    id,
    name: item.id,
    owner: context.nichandle,
    tags: Object.keys(item.tags).length > 0 ? item.tags : null,
    type: kind,
    urn,
  };
}

function resources(context: InventoryContext, billed: readonly Billed[]): WireObject[] {
  const own = billed.map(({ kind, item }) => resource(context, kind, item));
  const more = Array.from({ length: extras }, (_, at) => {
    const id = `bucket/${at}:${new SeededRandom(context.seed, 'bucket', at).hex(8)}`;
    return resource(context, 'storage', { id, tags: {} });
  });
  return [...own, ...more];
}

function policies(context: InventoryContext): WireObject[] {
  return Array.from({ length: 31 }, (_, at) => {
    const random = new SeededRandom(context.seed, 'policy', at);
    const allow =
      at % 3 === 0 ? null : [{ action: 'account:apiovh:me/bill/get' }, { action: 'domain:apiovh:*' }];
    return {
      conditions:
        at % 2 === 0
          ? null
          : { conditions: null, operator: 'MATCH', values: { 'resource.Tag(env)': 'prod' } },
      createdAt: '2024-02-29T12:00:00.123456Z',
      description: at === 0 ? '' : null,
      expiredAt: null,
      id: random.uuid(),
      identities: at === 1 ? [] : [`urn:v1:eu:identity:user:${context.nichandle}/reader-${at}`],
      name: `policy-${at}`,
      owner: context.nichandle,
      permissions: { allow, deny: null, except: at === 2 ? [] : null },
      permissionsGroups: [],
      readOnly: at === 30,
      resources: [
        { group: null, resource: null, urn: `urn:v1:eu:resource:domain:example-${1 + (at % 9)}.example` },
      ],
      updatedAt: at % 4 === 0 ? null : '2026-05-05T05:05:05Z',
    };
  });
}

function tagsOf(item: WireObject): Record<string, string> {
  const tags = isObject(item.tags) ? Object.entries(item.tags) : [];
  return Object.fromEntries(tags.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

/** Texts from a policy: its identities, the URNs of its resources, the actions it allows. */
function textsIn(value: WireObject[string]): string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function holdsAny(query: Query, name: string, value: WireObject[string]): boolean {
  const wanted = query.all(name);
  return wanted.length === 0 || textsIn(value).some((text) => wanted.includes(text));
}

function anyOf(query: Query, name: string, value: unknown, pattern: boolean): boolean {
  const wanted = query.all(name);
  if (wanted.length === 0 || typeof value !== 'string') return wanted.length === 0;
  return wanted.some((one) => (pattern ? isLike(value, one.replaceAll('*', '%')) : one === value));
}

export function iamRoutes(context: InventoryContext, billed: () => readonly Billed[]): Route[] {
  const all = lazily(() => resources(context, billed()));
  const everyPolicy = lazily(() => policies(context));
  const find = (items: readonly WireObject[], field: string, id: string) =>
    items.find((item) => item[field] === id) ?? undefined;
  return [
    {
      method: 'GET',
      path: '/v2/iam/resource',
      kind: 'objects',
      idField: 'urn',
      paged: true,
      query: { resourceName: 'string[]', resourceType: 'string[]', resourceURN: 'string[]', tags: 'tags' },
      answer: ({ query }) =>
        ok(
          all().filter(
            (item) =>
              anyOf(query, 'resourceName', item.name, true) &&
              anyOf(query, 'resourceType', item.type, false) &&
              anyOf(query, 'resourceURN', item.urn, true) &&
              matchesTags(tagsOf(item), query.get('tags')),
          ),
        ),
    },
    {
      method: 'GET',
      path: '/v2/iam/resource/{resourceURN}',
      kind: 'object',
      answer: ({ params }) => {
        const urn = params.resourceURN ?? '';
        const found = find(all(), 'urn', urn);
        return found ? ok(found) : unknownObject('resourceURN', urn);
      },
    },
    {
      method: 'GET',
      path: '/v2/iam/policy',
      kind: 'objects',
      idField: 'id',
      paged: true,
      // details adds names and permissions of groups and resources, of which these policies have none.
      query: {
        action: 'string[]',
        details: 'boolean',
        identity: 'string[]',
        readOnly: 'boolean',
        resourceURN: 'string[]',
      },
      answer: ({ query }) =>
        ok(
          everyPolicy().filter(
            (policy) =>
              (query.get('readOnly') ?? String(policy.readOnly)) === String(policy.readOnly) &&
              holdsAny(query, 'action', policy.permissions) &&
              holdsAny(query, 'identity', policy.identities) &&
              holdsAny(query, 'resourceURN', policy.resources),
          ),
        ),
    },
    {
      method: 'GET',
      path: '/v2/iam/policy/{policyId}',
      kind: 'object',
      pathTypes: { policyId: 'uuid' },
      query: { details: 'boolean' },
      answer: ({ params }) => {
        const id = params.policyId ?? '';
        const found = find(everyPolicy(), 'id', id);
        return found ? ok(found) : unknownObject('policyId', id);
      },
    },
  ];
}

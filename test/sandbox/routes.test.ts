/** Every route of the presets is answered, and every answer fits what the sandbox's documents say of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PRESETS } from '../../endpoints/presets.js';
import type { RunningSandbox } from '../../sandbox/main.js';
import { startSandbox } from '../../sandbox/main.js';
import type { Documents, Model, Sources } from './described.js';
import { answersOf, misfits, readDocuments, readSources } from './described.js';
import { ask, askJson } from './naive-reader.js';

let sandbox: RunningSandbox;
let sources: Sources;
let documents: Documents;

beforeAll(async () => {
  sandbox = await startSandbox({ rate: 0, bills: 40 });
  sources = await readSources(sandbox);
  documents = await readDocuments(sandbox);
});

afterAll(() => sandbox.close());

const paths = [
  ...new Set(
    PRESETS.flatMap(({ endpoints }) => endpoints)
      .filter(({ method = 'GET' }) => method === 'GET')
      .map(({ path }) => path),
  ),
];

describe('the routes of the presets', () => {
  test('are all answered', () => {
    expect(paths.length).toBeGreaterThan(160);
    expect(paths.filter((path) => !(path in sources))).toEqual([]);
  });

  test('answer with 200 at least once each', () => {
    const silent = paths.filter(
      (path) => !sources[path]?.entries.some(({ status }) => status.value === '200'),
    );
    expect(silent).toEqual([]);
  });

  test('have lists that are empty and lists that are not', () => {
    const lists = Object.values(sources).flatMap(({ entries }) =>
      entries.flatMap(({ items }) => (items ? [items] : [])),
    );
    expect(lists.filter((items) => items.length === 0).length).toBeGreaterThan(20);
    expect(lists.filter((items) => items.length > 0).length).toBeGreaterThan(200);
  });
});

/** Fields that came later than every document, and some that are missing, as the account holds them on purpose. */
const LATER = ['uniqueId', 'unique_id', 'default', 'from', 'to', 'order', 'group'];
const ON_PURPOSE = [
  '/me/bill/{billId} .pdfUrl: null',
  '/me/bill/{billId} .pdfUrl: missing',
  '/me/bill/{billId} .eInvoicingId: missing',
  '/me/bill/{billId} .eInvoicingStatus: missing',
  '/me/bill/{billId}/details/{billDetailId} .totalPrice.priceInUcents: missing',
  '/me/bill/{billId} .purchaseOrderReference: not in billing.Bill',
  ...LATER.map((name) => `/me/bill/{billId} .${name}: not in billing.Bill`),
  ...LATER.map((name) => `/services/{serviceId} .${name}: not in services.expanded.Service`),
  '/cloud/project/{serviceName}/instance [].notInSchema: not in cloud.instance.Instance',
  '/cloud/project/{serviceName}/instance/{instanceId} .notInSchema: not in cloud.instance.Instance',
];

/** Lists that are there for their paging, and routes that no document of the API names: documents tell a part, or nothing. */
const PAGED = /\/ai\/job|\/gateway|^\/v2\/(publicCloud|finops)/;

describe("the sandbox's own documents", () => {
  test('describe every route that it answers', () => {
    expect(Object.keys(sources).filter((path) => !PAGED.test(path) && !documents.types.has(path))).toEqual(
      [],
    );
  });

  test('every answer fits them, but for what must not fit', () => {
    const found = Object.entries(sources).flatMap(([path, source]) => {
      if (PAGED.test(path)) return [];
      const type = documents.types.get(path) ?? '';
      const wrong = answersOf(source).flatMap((answer) => misfits(documents.models, type, answer));
      return [...new Set(wrong)].map((what) => `${path} ${what}`);
    });
    expect(found.filter((what) => !ON_PURPOSE.includes(what))).toEqual([]);
    expect(ON_PURPOSE.filter((what) => !found.includes(what))).toEqual([]);
  });
});

/** The real documents, where they lie beside the project. */
const REAL = resolve(import.meta.dirname, '../../../shared/ovh-api/schemas');
const onReal = existsSync(REAL) ? test : test.skip;

interface Operation {
  readonly httpMethod: string;
  readonly responseType: string;
  readonly iamActions?: { readonly name: string }[];
}

interface RealDocument {
  readonly apis?: { path: string; operations: Operation[] }[];
  readonly models?: Record<string, Model>;
}

function realDocuments(): { prefix: string; document: RealDocument }[] {
  return ['v1', 'v2'].flatMap((branch) =>
    readdirSync(join(REAL, branch))
      .filter((name) => name.endsWith('.json') && name !== '_index.json')
      .map((name) => ({
        prefix: branch === 'v2' ? '/v2' : '',
        document: JSON.parse(readFileSync(join(REAL, branch, name), 'utf8')) as RealDocument,
      })),
  );
}

/** Fields with their types: `name:type`, with `?` where null may come. */
function written(properties: Model['properties'] = {}): string[] {
  return Object.entries(properties).map(
    ([name, { type, fullType = type, canBeNull }]) => `${name}:${fullType}${canBeNull ? '?' : ''}`,
  );
}

onReal('the documents say nothing that the real ones do not (skipped without the real documents)', () => {
  const real = realDocuments();
  const fields = new Map<string, Set<string>>();
  const values = new Map<string, Set<string>>();
  const types = new Map<string, string>();
  const actions = new Map<string, string[]>();
  for (const { prefix, document } of real) {
    for (const [name, { properties = {}, enum: listed }] of Object.entries(document.models ?? {})) {
      fields.set(name, new Set([...(fields.get(name) ?? []), ...written(properties)]));
      values.set(name, new Set([...(values.get(name) ?? []), ...(listed ?? [])]));
    }
    for (const { path, operations } of document.apis ?? []) {
      const get = operations.find(({ httpMethod }) => httpMethod === 'GET');
      if (!get) continue;
      types.set(`${prefix}${path}`, get.responseType);
      actions.set(
        `${prefix}${path}`,
        (get.iamActions ?? []).map(({ name }) => name),
      );
    }
  }
  const strange = [...documents.models].flatMap(([name, model]) => [
    ...written(model.properties)
      .filter((field) => !fields.get(name)?.has(field))
      .map((field) => `${name}.${field}`),
    ...(model.enum ?? []).filter((value) => !values.get(name)?.has(value)).map((value) => `${name} ${value}`),
  ]);
  expect(strange).toEqual([]);
  expect([...documents.types].filter(([path, type]) => types.get(path) !== type)).toEqual([]);
  // Of savings plans the API has a second kind of right.
  const otherRights = [...documents.actions].filter(
    ([path, names]) => !path.includes('/savingsPlans/') && String(actions.get(path)) !== String(names),
  );
  expect(otherRights).toEqual([]);
});

describe('lists', () => {
  const read = async (path: string, query = ''): Promise<unknown[]> =>
    (await askJson(sandbox, `/1.0${path}${query}`)) as unknown[];

  test('of tickets come in pages by number, only where a size is asked for', async () => {
    const all = await read('/support/tickets');
    expect(await read('/support/tickets', '?page=2')).toEqual(all);
    expect(await read('/support/tickets', '?pageSize=2')).toEqual(all.slice(0, 2));
    expect(await read('/support/tickets', '?pageSize=2&page=2')).toEqual(all.slice(2, 4));
  });

  test('filter by dates, by values, by tags', async () => {
    const deposits = await read('/me/deposit');
    const late = await read('/me/deposit', '?date.from=2022-03-01');
    expect(late.length).toBeGreaterThan(0);
    expect(late.length).toBeLessThan(deposits.length);
    const early = await read('/me/deposit', '?date.to=2022-02-28T23:59:59Z');
    expect([...early, ...late].toSorted()).toEqual(deposits.toSorted());
    const tagged = await read('/vrack', `?iamTags=${encodeURIComponent('{"env":[{"operator":"EXISTS"}]}')}`);
    expect(tagged.length).toBeLessThan((await read('/vrack')).length);
  });

  test('refuse what they do not declare, and ids of another type', async () => {
    for (const target of [
      '/me/deposit?dateFrom=2022-01-01',
      '/me/payment/method/abc',
      '/me/payment/method?status=x',
    ])
      expect([target, (await ask(sandbox, `/1.0${target}`)).status]).toEqual([target, 400]);
  });

  test('below a parent that is not there answer as the parent does', async () => {
    for (const target of ['/cloud/project/none/volume', '/vps/none/disks', '/sms/none/outgoing/1000'])
      expect([target, (await ask(sandbox, `/1.0${target}`)).status]).toEqual([target, 404]);
  });

  test('of nodes keep those that are gone apart, and come in pages by cursor', async () => {
    const path = '/cloud/project/{serviceName}/kube/{kubeId}/nodepool/{nodePoolId}/nodes';
    const pools = sources[path]?.entries ?? [];
    const longest = pools.toSorted((a, b) => (b.items?.length ?? 0) - (a.items?.length ?? 0))[0];
    expect(longest?.items?.length).toBeGreaterThan(25);
    const target = path.replace(/\{(\w+)\}/g, (_, name: string) => longest?.params[name] ?? '');
    const first = await ask(sandbox, `/1.0${target}`);
    expect(JSON.parse(first.text)).toHaveLength(25);
    expect(first.headers['x-pagination-cursor-next']).toBeDefined();
    const gone = (await read(target, '?history=true')) as { status: string }[];
    expect(new Set(gone.map(({ status }) => status))).toEqual(new Set(['DELETED']));
  });
});

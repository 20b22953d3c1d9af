// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// The generated reference: the JSON Schema and the page say all that the reader takes.
import { describe, expect, test } from '@jest/globals';
import { configJsonSchema, configReference } from '../../connector/config/config-reference.js';
import { regionNames } from '../../connector/model/region.js';
import { PRESETS } from '../../endpoints/presets.js';
import { REGIONS } from '../../endpoints/regions.js';

interface Node {
  type?: string | string[];
  title?: string;
  description?: string;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  const?: unknown;
  enum?: unknown[];
  additionalProperties?: Node | boolean;
  pattern?: string;
  minimum?: number;
  maximum?: number;
}

const schema = configJsonSchema() as Node;

/** Every key with its schema, by key path. */
function keysOf(node: Node, path = ''): [string, Node][] {
  const inner = [...(node.anyOf ?? node.oneOf ?? []), ...(node.items ? [node.items] : [])];
  if (typeof node.additionalProperties === 'object') inner.push(node.additionalProperties);
  const own = Object.entries(node.properties ?? {}).flatMap(([key, value]): [string, Node][] => [
    [`${path}/${key}`, value],
    ...keysOf(value, `${path}/${key}`),
  ]);
  return [...own, ...inner.flatMap((child) => keysOf(child, path))];
}

/** A validator of the few words that the schema uses; enough to tell an example from a wrong one. */
function accepts(node: Node, value: unknown): boolean {
  const branches = node.anyOf ?? node.oneOf;
  if (branches && !branches.some((branch) => accepts(branch, value))) return false;
  if (node.const !== undefined && node.const !== value) return false;
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const types = node.type === undefined ? [kind] : [node.type].flat();
  if (!types.includes(kind) && !(kind === 'number' && types.includes('integer') && Number.isInteger(value)))
    return false;
  if (node.enum && !node.enum.includes(value)) return false;
  if (typeof value === 'string') return node.pattern === undefined || new RegExp(node.pattern).test(value);
  if (typeof value === 'number') return value >= (node.minimum ?? value) && value <= (node.maximum ?? value);
  const { items } = node;
  if (Array.isArray(value)) return items === undefined || value.every((item) => accepts(items, item));
  if (typeof value !== 'object' || value === null) return true;
  const entries = Object.entries(value);
  if (node.required?.some((key) => !Object.hasOwn(value, key))) return false;
  return entries.every(([key, member]) => {
    const known = node.properties && Object.hasOwn(node.properties, key) ? node.properties[key] : undefined;
    if (known) return accepts(known, member);
    if (typeof node.additionalProperties === 'object') return accepts(node.additionalProperties, member);
    return node.additionalProperties !== false;
  });
}

const EXAMPLE = {
  region: 'eu',
  auth: { applicationKey: '${OVH_APPLICATION_KEY}', applicationSecret: 's', consumerKey: 'c' },
  destination: { type: 'sqlite', path: 'ovh.db' },
  budget: { callsPerSecond: 18, routes: [{ path: '/me/bill/*', callsPerSecond: 5 }] },
  http: { timeout: 180, deadline: 900, attempts: 8, concurrency: 20 },
  endpoints: [
    { preset: 'bills', query: { 'date.from': '2024-01-01' } },
    { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } },
    {
      name: 'bills',
      path: '/me/bill/{billId}',
      parameters: { billId: { from: 'bill_ids' }, x: [1, 'a'], y: 2 },
    },
    { name: 'doc', method: 'POST', path: '/me/document', body: { name: 'x' }, write: { allowWrite: true } },
  ],
};

describe('JSON Schema', () => {
  test('accepts the example and refuses it with one mistake', () => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    expect(accepts(schema, EXAMPLE)).toBe(true);
    expect(accepts(schema, { ...EXAMPLE, regoin: 'eu' })).toBe(false);
    expect(accepts(schema, { ...EXAMPLE, endpoints: undefined })).toBe(false);
    expect(accepts(schema, { ...EXAMPLE, http: { timeout: 0 } })).toBe(false);
    expect(accepts(schema, { ...EXAMPLE, endpoints: [{ name: '1', path: '/a' }] })).toBe(false);
    expect(accepts(schema, { ...EXAMPLE, endpoints: [{ name: 'a', path: '/a', query: { x: [] } }] })).toBe(
      false,
    );
    expect(accepts(schema, { ...EXAMPLE, endpoints: [{ preset: 'a', parameters: {} }] })).toBe(false);
  });

  test('has a description on every key, and a title on every group', () => {
    const keys = keysOf(schema);
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter(([, node]) => !node.description).map(([path]) => path)).toEqual([]);
    const groups = keys.filter(([, node]) => node.properties);
    expect(groups.filter(([, node]) => !node.title).map(([path]) => path)).toEqual([]);
  });
});

describe('names in the JSON Schema', () => {
  const config = (more: object) => ({ ...EXAMPLE, ...more });

  test('every preset and region is accepted; a misspelt one is not, a variable is', () => {
    for (const { name } of PRESETS)
      expect(accepts(schema, config({ endpoints: [{ preset: name }] }))).toBe(true);
    for (const region of regionNames(REGIONS)) {
      expect(accepts(schema, config({ region }))).toBe(true);
      expect(accepts(schema, config({ connections: [{ name: 'a', region }] }))).toBe(true);
    }
    const right = [
      { region: '${REGION}' },
      { region: 'https://eu.api.ovh.com/1.0' },
      { endpoints: [{ preset: '${PRESET}' }] },
    ];
    for (const more of right) expect([more, accepts(schema, config(more))]).toEqual([more, true]);
    const wrong = [
      { region: 'ue' },
      { connections: [{ name: 'a', region: 'ue' }] },
      { endpoints: [{ preset: 'bils' }] },
      { schedule: { cron: '0 3 * * *', presets: ['bils'] } },
      { schedule: [{ name: 'a', cron: '0 3 * * *', presets: ['bils'] }] },
    ];
    for (const more of wrong) expect([more, accepts(schema, config(more))]).toEqual([more, false]);
    expect(accepts(schema, config({ schedule: { cron: '0 3 * * *', presets: ['bills'] } }))).toBe(true);
  });
});

describe('reference page', () => {
  const page = configReference();

  test('has a row for every key, with its meaning', () => {
    for (const [path, node] of keysOf(schema)) {
      const row = page
        .split('\n')
        .find(
          (line) =>
            line.startsWith(`| \`${path.split('/').at(-1)}\` |`) &&
            line.includes(node.description?.replaceAll('|', '\\|') ?? '?'),
        );
      expect([path, row]).toEqual([path, expect.any(String)]);
    }
  });

  test('gives types, limits, defaults and what is required', () => {
    expect(page).toContain('| `timeout` | number, 1 to 3600 | `180` | Seconds that one attempt may take. |');
    expect(page).toContain('| `callsPerSecond` | number, above 0, at most 1000 | `18` |');
    expect(page).toContain('| `method` | `GET`, `POST`, `PUT`, `DELETE` | `GET` | HTTP method. |');
    expect(page).toMatch(/\| `preset` \| text \| required \|/);
    expect(page).toMatch(/^### `budget\.routes\[\]`/m);
    expect(page).toMatch(/^### `endpoints\[\]\.parameters\.<name>`/m);
  });

  test('every table has four cells in each row', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.filter((row) => row.replaceAll('\\|', '').split('|').length !== 6)).toEqual([]);
  });
});

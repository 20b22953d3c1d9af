/** The sandbox's own documents, and whether an answer fits them; by the tests' own reading. */
import { LosslessNumber, parse } from 'lossless-json';
import type { RunningSandbox } from '../../sandbox/main.js';
import { ask } from './naive-reader.js';

interface Property {
  readonly type: string;
  readonly fullType: string;
  readonly canBeNull: boolean;
}

export interface Model {
  readonly properties?: Record<string, Property>;
  readonly enum?: string[];
  readonly enumType?: string;
}

export interface Documents {
  /** Response types by path; those of the second branch start with `/v2/`. */
  readonly types: Map<string, string>;
  readonly models: Map<string, Model>;
  /** The actions that rights call each route by. */
  readonly actions: Map<string, string[]>;
}

interface Page {
  readonly apis: { path: string; operations?: { responseType: string; iamActions: { name: string }[] }[] }[];
  readonly models?: Record<string, Model>;
}

export async function readDocuments(sandbox: RunningSandbox): Promise<Documents> {
  const types = new Map<string, string>();
  const models = new Map<string, Model>();
  const actions = new Map<string, string[]>();
  for (const [root, prefix] of [
    ['/1.0', ''],
    ['/v2', '/v2'],
  ]) {
    const page = async (path: string): Promise<Page> =>
      JSON.parse((await ask(sandbox, `${root}${path}`, { credentials: 'none' })).text) as Page;
    for (const { path: section } of (await page('/')).apis) {
      const document = await page(`${section}.json`);
      for (const { path, operations: [get] = [] } of document.apis) {
        types.set(`${prefix}${path}`, get?.responseType ?? '');
        actions.set(
          `${prefix}${path}`,
          (get?.iamActions ?? []).map(({ name }) => name),
        );
      }
      for (const [name, model] of Object.entries(document.models ?? {})) models.set(name, model);
    }
  }
  return { types, models, actions };
}

type Kind = 'string' | 'number' | 'boolean';

const kinds: Readonly<Record<string, Kind>> = { long: 'number', double: 'number', boolean: 'boolean' };

function kindOf(value: unknown): string {
  return value instanceof LosslessNumber ? 'number' : typeof value;
}

/** What in a value does not fit its type: `field.path: why`, each once. */
export function misfits(models: Documents['models'], type: string, value: unknown, at = ''): string[] {
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) return [`${at}: not a list`];
    return value.flatMap((each) => misfits(models, type.slice(0, -2), each, `${at}[]`));
  }
  if (type.startsWith('map[')) {
    const inner = type.replace(/^map\[[^\]]*\]/, '');
    return Object.values(value as object).flatMap((each) => misfits(models, inner, each, `${at}{}`));
  }
  const model = models.get(type);
  if (model?.properties) return misfitsOfObject(models, type, model.properties, value, at);
  const isLong = model?.enumType === 'long';
  const expected = model?.enum
    ? isLong
      ? 'number'
      : 'string'
    : (kinds[type.split(':').at(-1) ?? ''] ?? 'string');
  const wholly = expected !== 'number' || type === 'double' || !/[.eE]/.test(String(value));
  return kindOf(value) === expected && wholly ? [] : [`${at}: ${kindOf(value)} is no ${type}`];
}

function misfitsOfObject(
  models: Documents['models'],
  type: string,
  properties: Record<string, Property>,
  value: unknown,
  at: string,
): string[] {
  if (kindOf(value) !== 'object' || value === null || Array.isArray(value)) return [`${at}: not an object`];
  const object = value as Record<string, unknown>;
  const strange = Object.keys(object).filter((name) => !(name in properties));
  const given = /<(.*)>$/.exec(type)?.[1] ?? 'T';
  return [
    ...strange.map((name) => `${at}.${name}: not in ${type}`),
    ...Object.entries(properties).flatMap(([name, property]) => {
      const member = object[name];
      if (member === undefined) return [`${at}.${name}: missing`];
      if (member === null) return property.canBeNull ? [] : [`${at}.${name}: null`];
      const inner = property.type.replace(/^T\b/, given);
      return misfits(models, inner, member, `${at}.${name}`);
    }),
  ];
}

interface Entry {
  readonly params: Record<string, string>;
  readonly status: LosslessNumber;
  readonly items?: unknown[];
  readonly payload?: unknown;
}

export type Sources = Record<string, { readonly kind: string; readonly entries: Entry[] }>;

export async function readSources(sandbox: RunningSandbox): Promise<Sources> {
  const { text } = await ask(sandbox, '/__sandbox/truth', { credentials: 'none' });
  return (parse(text) as { sources: Sources }).sources;
}

/** Every value that a route answers with, lists whole. */
export function answersOf({ entries }: Sources[string]): unknown[] {
  return entries.filter(({ status }) => status.value === '200').map((entry) => entry.items ?? entry.payload);
}

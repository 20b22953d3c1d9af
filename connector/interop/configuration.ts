// What a protocol hands over as configuration: ours as JSON, without what the protocol itself decides.

import { PRESETS } from '../../endpoints/presets.js';
import { REGIONS } from '../../endpoints/regions.js';
import { configJsonSchema } from '../config/config-reference.js';
import type { SchemaNode } from '../config/schema/schema-node.js';
import { ConfigError } from '../model/errors.js';
import { nearest } from '../model/names.js';
import { regionNames } from '../model/region.js';

/** Keys that say which account is read, and how. All others are the affair of the program that reads. */
const KEPT = new Set([
  ...['region', 'baseUrl', 'tokenUrl', 'account', 'auth', 'endpoints', 'budget', 'http', 'schemas'],
  ...['strategy', 'batchSize', 'drift', 'maxRejected', 'schemasVersion'],
]);
/** Allowed, and in no form. */
const SILENT = new Set(['$schema', 'profile']);
/** A form shows them in this order, and all others after them. */
const FIRST = ['region', 'auth', 'endpoints', 'account', 'numbers'];
const SECRET = new Set(['applicationSecret', 'consumerKey', 'clientSecret', 'token', 'proxy']);

const NUMBERS: SchemaNode = {
  title: 'Numbers',
  description:
    'Numbers are printed digit for digit. `text` prints those that programs would round as texts: for a receiver that reads numbers as floats.',
  type: 'string',
  enum: ['number', 'text'],
  default: 'number',
};

/** What Airbyte passed on between its parts for years, and what no program refuses. */
const STATE_MEGABYTES = 2;
const STATE: SchemaNode = {
  title: 'State megabytes',
  description:
    'The most that the state of one stream may have. Known ids that do not fit are read again by each read, and the log counts them: set more where the program that stores the state takes it.',
  type: 'integer',
  minimum: 1,
  maximum: 400,
  default: STATE_MEGABYTES,
};

/** The ways to authenticate, each with its keys. */
export const AUTH_WAYS = {
  keys: { title: 'Three keys', keys: ['applicationKey', 'applicationSecret', 'consumerKey'] },
  oauth2: { title: 'Service account (OAuth2)', keys: ['clientId', 'clientSecret'] },
  token: { title: 'Token', keys: ['token'] },
} as const;

export interface ProtocolConfig {
  /** For `openSource`. */
  input: object;
  /** Whether exact numbers are printed as texts. */
  isText: boolean;
  /** Characters that the state of a stream may have. */
  stateSize: number;
}

/** Throws `ConfigError` for what is no object, and for keys that the protocol decides. */
export function protocolConfig(given: unknown): ProtocolConfig {
  const refused = (key: string | undefined, message: string) =>
    new ConfigError([{ code: 'config-value', where: 'configuration', ...(key && { key }), message }]);
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw refused(undefined, 'must be a JSON object: region, auth, endpoints');
  const {
    numbers = 'number',
    stateMegabytes = STATE_MEGABYTES,
    auth,
    ...rest
  } = given as Record<string, unknown>;
  if (numbers !== 'number' && numbers !== 'text') throw refused('numbers', 'must be "number" or "text"');
  if (!isWithin(stateMegabytes, STATE))
    throw refused('stateMegabytes', `must be a whole number from ${STATE.minimum} to ${STATE.maximum}`);
  const { properties = {} } = configJsonSchema() as SchemaNode;
  const other = Object.keys(rest).find((key) => !KEPT.has(key) && !SILENT.has(key));
  if (other !== undefined)
    throw refused(
      other,
      other in properties
        ? 'has no meaning here: one connection is one account, and the program that reads decides when and where to'
        : unknownKey(other),
    );
  return {
    input: { ...rest, ...(auth !== undefined && { auth: keysOf(auth) }) },
    isText: numbers === 'text',
    stateSize: stateMegabytes * 1e6,
  };
}

function unknownKey(key: string): string {
  const allowed = Object.keys(protocolSchema().properties);
  const close = nearest(key, allowed);
  return `unknown key${close === undefined ? '' : ` (did you mean "${close}"?)`}; allowed: ${allowed.join(', ')}`;
}

function isWithin(value: unknown, { minimum = 0, maximum = 0 }: SchemaNode): value is number {
  return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
}

/** A form names the way to authenticate, and sends empty texts for fields that nobody filled. */
function keysOf(auth: unknown): unknown {
  if (typeof auth !== 'object' || auth === null) return auth;
  const { way, ...keys } = Object.fromEntries(Object.entries(auth).filter(([, value]) => value !== ''));
  if (way !== undefined) refuseOtherWays(way, keys);
  return keys;
}

/** Where all keys are those of another way, they would be used, whatever `way` says. */
function refuseOtherWays(way: unknown, keys: object): void {
  const ways = Object.entries(AUTH_WAYS);
  const own: readonly string[] | undefined = ways.find(([name]) => name === way)?.[1].keys;
  if (!own) {
    const message = `must be one of ${ways.map(([name]) => name).join(', ')}; or leave it out`;
    throw new ConfigError([{ code: 'config-value', where: 'configuration', key: 'auth.way', message }]);
  }
  const others = ways.flatMap(([, { keys: names }]) => names.filter((name) => !own.includes(name)));
  const found = others.filter((name) => Object.hasOwn(keys, name));
  if (found.length === 0) return;
  const message = `${found.join(', ')} ${found.length === 1 ? 'is' : 'are'} not of the way "${way}", which has ${own.join(', ')}: remove what is of another way, or name that one`;
  throw new ConfigError([{ code: 'credentials-mixed', where: 'configuration', key: 'auth', message }]);
}

/** JSON Schema of the configuration in forms that programs make of it: no value has two shapes, secrets are marked. */
export function protocolSchema(): SchemaNode & { properties: Record<string, SchemaNode> } {
  const { properties = {} } = configJsonSchema() as SchemaNode;
  const names = Object.keys(properties).filter((name) => KEPT.has(name));
  const all = {
    ...Object.fromEntries(names.map((name) => [name, formNode(name, properties[name] ?? {})])),
    numbers: NUMBERS,
    stateMegabytes: STATE,
  };
  const shaped: Record<string, SchemaNode> = {
    ...all,
    region: regionNode(properties.region),
    auth: authNode(properties.auth),
    endpoints: endpointsNode(properties.endpoints),
  };
  const ordered = [...FIRST, ...Object.keys(shaped).filter((name) => !FIRST.includes(name))];
  return {
    title: 'OVHcloud',
    type: 'object',
    required: ['region', 'auth', 'endpoints'],
    additionalProperties: true,
    properties: Object.fromEntries(
      ordered.map((name, order) => [name, { title: titleOf(name), ...shaped[name], order }]),
    ),
  };
}

function regionNode(node: SchemaNode | undefined): SchemaNode {
  return { type: 'string', description: node?.description, enum: regionNames(REGIONS), default: 'ovh-eu' };
}

function authNode(node: SchemaNode | undefined): SchemaNode {
  const keys = node?.properties ?? {};
  const ways = Object.entries(AUTH_WAYS).map(([way, { title, keys: names }]) => ({
    title,
    type: 'object',
    required: [...names, 'way'],
    properties: {
      way: { type: 'string', const: way, default: way, order: 0 },
      ...Object.fromEntries(
        names.map((name, order) => [
          name,
          { title: titleOf(name), ...formNode(name, keys[name] ?? {}), order: order + 1 },
        ]),
      ),
    },
  }));
  return {
    type: 'object',
    description: 'One of three ways. The keys need the rights to read what is loaded.',
    oneOf: ways,
  };
}

/** A definition has more keys than a form can show: they are passed on as they are. */
function endpointsNode(node: SchemaNode | undefined): SchemaNode {
  return {
    type: 'array',
    description: `${node?.description} An entry is a preset, or a definition with \`name\`, \`path\` and all that definitions have.`,
    items: {
      title: 'An entry',
      type: 'object',
      additionalProperties: true,
      properties: {
        preset: { title: 'Preset', type: 'string', enum: PRESETS.map(({ name }) => name) },
        name: { title: 'Name', description: 'Technical name of a definition of your own.', type: 'string' },
        path: { title: 'Path', description: 'Its route: `/me/bill/{billId}`.', type: 'string' },
      },
    },
    default: [{ preset: 'bills' }],
  };
}

/** A node without what forms cannot show. */
function formNode(name: string, node: SchemaNode): SchemaNode {
  const { properties, items, anyOf, propertyNames: _names, additionalProperties: _more, ...rest } = node;
  return {
    ...rest,
    ...(anyOf && { type: 'string' }),
    ...(properties && {
      additionalProperties: true,
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [
          key,
          { title: titleOf(key), ...formNode(key, inner) },
        ]),
      ),
    }),
    ...(items && { items: formNode(name, items) }),
    ...(SECRET.has(name) && { airbyte_secret: true }),
  };
}

/** `callsPerSecond` -> `Calls per second` */
function titleOf(name: string): string {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The schema documents: an index for each API version, one document for each section. They need no credentials. */
import type { Wire, WireObject } from '../wire/json.js';
import type { ParameterType } from '../wire/query.js';
import { ok } from '../wire/reply.js';
import type { Route } from '../wire/routes.js';
import { enums, longEnums, models, responseTypes } from './models.js';
import { readFields } from './types.js';
import { type Write, writes } from './writes.js';

const branches = {
  v1: {
    base: '/1.0',
    prefix: '',
    sections: [
      '/allDom',
      '/cloud',
      '/dedicated/nasha',
      '/dedicated/server',
      '/dedicatedCloud',
      '/domain',
      '/email/domain',
      '/hosting/privateDatabase',
      '/hosting/web',
      '/ip',
      '/ipLoadbalancing',
      '/me',
      '/order',
      '/services',
      '/sms',
      '/storage',
      '/support',
      '/telephony',
      '/vps',
      '/vrack',
    ],
  },
  v2: { base: '/v2', prefix: '/v2', sections: ['/iam', '/publicCloud'] },
} as const;

type Branch = (typeof branches)[keyof typeof branches];

/** The documents of these routes, as far as their types are known. */
export function schemaRoutes(routes: readonly Route[]): Route[] {
  const described = routes.filter((route) => route.kind && Object.hasOwn(responseTypes, route.path));
  return Object.values(branches).flatMap((branch) => [
    open(`${branch.prefix}/`, (origin) => indexPage(branch, origin)),
    ...branch.sections.map((section) =>
      open(`${branch.prefix}${section}.json`, (origin) => documentOf(branch, section, described, origin)),
    ),
  ]);
}

function open(path: string, page: (origin: string) => Wire): Route {
  return { method: 'GET', path, access: 'none', answer: ({ origin }) => ok(page(origin)) };
}

function indexPage(branch: Branch, origin: string): Wire {
  const apis = branch.sections.map((path) => ({
    path,
    schema: '{path}.{format}',
    format: ['json', 'yaml'],
    description: '',
  }));
  return { basePath: `${origin}${branch.base}`, apis };
}

function documentOf(branch: Branch, section: string, described: readonly Route[], origin: string): Wire {
  const start = `${branch.prefix}${section}`;
  const mine = described.filter(({ path }) => path === start || path.startsWith(`${start}/`));
  const reached = reachedTypes(mine.map(({ path }) => responseTypes[path] ?? ''));
  const written = (types: Readonly<Record<string, string>>, form: (name: string, text: string) => Wire) =>
    Object.entries(types)
      .filter(([name]) => reached.has(name))
      .map(([name, text]): [string, Wire] => [name, form(name, text)]);
  return {
    apiVersion: '1.0',
    resourcePath: section,
    basePath: `${origin}${branch.base}`,
    apis: mine.map((route) => ({
      path: route.path.slice(branch.prefix.length),
      description: '',
      operations: [operation(route), ...writes.filter(({ path }) => path === route.path).map(writeOperation)],
    })),
    models: Object.fromEntries([...written(models, modelOf), ...written(enums, enumOf)]),
  };
}

/** The models and enums that these types mention, directly or through fields. */
function reachedTypes(types: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const left = [...types];
  for (let type = left.pop(); type !== undefined; type = left.pop()) {
    for (const name of type.match(/[\w.]+(<\w+>)?/g) ?? []) {
      if (reached.has(name)) continue;
      reached.add(name);
      const fields = Object.hasOwn(models, name) ? models[name] : undefined;
      if (fields !== undefined) left.push(...readFields(fields).map((field) => field.type));
    }
  }
  return reached;
}

function operation(route: Route): WireObject {
  const { path, pathTypes = {}, query = {}, required = [], paged } = route;
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    parameter(name, 'path', pathTypes[name], true),
  );
  const inQuery = Object.entries(query).map(([name, type]) => ({
    ...parameter(name, 'query', type, required.includes(name)),
    description: parameterNotes[`${path} ${name}`] ?? '',
  }));
  const inHeader = paged ? [parameter('X-Pagination-Cursor', 'header', 'string', false)] : [];
  return {
    httpMethod: 'GET',
    description: `GET ${path}`,
    parameters: [...inHeader, ...inPath, ...inQuery],
    responseType: responseTypes[path],
    noAuthentication: false,
    apiStatus: { value: 'PRODUCTION', description: 'Stable production version' },
    iamActions: actionsOf(path).map((name) => ({ name, required: true })),
  };
}

function writeOperation({ method, path, body, responseType }: Write): WireObject {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    parameter(name, 'path', 'string', true),
  );
  const inBody = (body === '' ? [] : readFields(body)).map(({ name, type, nullable }) => ({
    ...parameter(name, 'body', 'string', !nullable),
    dataType: type,
    fullType: type,
  }));
  const action = path.slice(1).replace(/\/\{\w+\}/g, '');
  const verb = { POST: 'create', PUT: 'edit', DELETE: 'delete' }[method];
  return {
    httpMethod: method,
    description: `${method} ${path}`,
    parameters: [...inPath, ...inBody],
    responseType,
    noAuthentication: false,
    apiStatus: { value: 'PRODUCTION', description: 'Stable production version' },
    iamActions: [{ name: `account:apiovh:${action}/${verb}`, required: true }],
  };
}

/** What the documents say about a parameter, where they say more than its type. */
/** Descriptions of fields, as the documents have them. */
const fieldNotes: Readonly<Record<string, string>> = {
  'billing.Bill date': 'Date of the bill',
  'billing.Bill orderId': "The customer's order, if there is one",
  'billing.Bill priceWithTax': 'Price with tax',
};

function noteOf(model: string, field: string): WireObject {
  const description = fieldNotes[`${model} ${field}`];
  return description === undefined ? {} : { description };
}

const parameterNotes: Readonly<Record<string, string>> = {
  '/cloud/project/{serviceName}/region/{regionName}/gateway limit':
    'Gateway listing limit (default and max is 50)',
};

/** The name of a product in IAM actions; everything else belongs to `account`. */
const kindsOfRights: readonly (readonly [prefix: string, kind: string])[] = [
  ['/allDom', 'alldom'],
  ['/cloud/project', 'publicCloudProject'],
  ['/dedicated/nasha', 'nasHA'],
  ['/dedicated/server', 'dedicatedServer'],
  ['/dedicatedCloud', 'pccVMware'],
  ['/domain/zone', 'dnsZone'],
  ['/domain', 'domain'],
  ['/email/domain', 'emailDomain'],
  ['/hosting/privateDatabase', 'webCloudDatabases'],
  ['/hosting/web', 'webHosting'],
  ['/ip', 'ip'],
  ['/ipLoadbalancing', 'loadbalancer'],
  ['/sms', 'sms'],
  ['/publicCloud/project', 'publicCloudProject'],
  ['/storage/netapp', 'storageNetApp'],
  ['/telephony', 'voip'],
  ['/vps', 'vps'],
  ['/vrack', 'vrack'],
];

/** The IAM actions that a route needs: `vps:apiovh:disks/get`. */
function actionsOf(path: string): string[] {
  // Public catalogues and the list of IAM resources need no action.
  if (path.startsWith('/order/catalog/public/')) return [];
  if (path.startsWith('/v2/iam/resource') && !path.startsWith('/v2/iam/resourceGroup')) return [];
  const words = path.replace(/^\/v2/, '').replace(/\/\{\w+\}/g, '');
  const found = kindsOfRights.find(([prefix]) => words === prefix || words.startsWith(`${prefix}/`));
  const [prefix, kind] = found ?? ['', 'account'];
  return [`${kind}:apiovh:${`${words.slice(prefix.length)}/get`.slice(1)}`];
}

function parameter(
  name: string,
  paramType: string,
  type: ParameterType = 'string',
  required: boolean,
): WireObject {
  const written = typeof type !== 'string' ? 'string' : type === 'tags' ? tagFilter : type;
  return { name, dataType: written, fullType: written, paramType, required, description: '' };
}

const tagFilter = 'map[string][]iam.resource.TagFilter';

function modelOf(name: string, fields: string): WireObject {
  const properties = readFields(fields).map(({ name: field, type, nullable }): [string, Wire] => [
    field,
    { type, fullType: type, canBeNull: nullable, readOnly: true, required: false, ...noteOf(name, field) },
  ]);
  const generics = name.includes('<') ? { generics: ['T'] } : {};
  return { ...nameOf(name), description: '', ...generics, properties: Object.fromEntries(properties) };
}

/** Enum values are texts even where they stand for numbers, as in the API's documents. */
function enumOf(name: string, written: string): WireObject {
  const enumType = longEnums.includes(name) ? 'long' : 'string';
  return { ...nameOf(name), description: '', enum: written.split(' '), enumType };
}

function nameOf(name: string): WireObject {
  const plain = name.replace(/<.*/, '');
  const dot = plain.lastIndexOf('.');
  return { id: plain.slice(dot + 1), namespace: plain.slice(0, dot) };
}

/** The API's description of itself: the index of a branch and one document a section, for everybody. */
import type { Wire, WireObject } from '../wire/json.js';
import { ok } from '../wire/reply.js';
import type { Route } from '../wire/routes.js';
import { described, enums, models, queries, writes } from './models.js';

/** Path parameters that are numbers. */
const longs = new Set(['orderId', 'orderDetailId', 'debtId']);

export function schemaRoutes(): Route[] {
  const index: Route = {
    method: 'GET',
    path: '/',
    access: 'none',
    answer: ({ origin }) => ok(indexPage(origin)),
  };
  const documents = Object.keys(described).map(
    (section): Route => ({
      method: 'GET',
      path: `${section}.json`,
      access: 'none',
      answer: ({ origin }) => ok(documentOf(section, origin)),
    }),
  );
  return [index, ...documents];
}

function indexPage(origin: string): Wire {
  const apis = Object.keys(described).map((path) => ({
    path,
    schema: '{path}.{format}',
    format: ['json', 'yaml'],
    description: '',
  }));
  return { basePath: `${origin}/1.0`, apis };
}

function documentOf(section: string, origin: string): Wire {
  const operations = [
    ...Object.entries(described[section] ?? {}).map(([path, type]) => operation('GET', path, type)),
    ...(writes[section] ?? []).map(({ route, body, responseType }) => {
      const [method = '', path = ''] = route.split(' ');
      return operation(method, path, responseType, body);
    }),
  ];
  const paths = [...new Set(operations.map(({ path }) => path))];
  const allModels = [
    ...Object.entries(models).map(([name, fields]): [string, Wire] => [name, modelOf(name, fields)]),
    ...Object.entries(enums).map(([name, values]): [string, Wire] => [name, enumOf(name, values)]),
  ];
  return {
    apiVersion: '1.0',
    resourcePath: section,
    basePath: `${origin}/1.0`,
    apis: paths.map((path) => ({
      path,
      description: '',
      operations: operations.filter((each) => each.path === path).map((each) => each.told),
    })),
    models: Object.fromEntries(allModels),
  };
}

interface Operation {
  readonly path: string;
  readonly told: WireObject;
}

function operation(method: string, path: string, responseType: string, body = ''): Operation {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    parameter(name, longs.has(name) ? 'long' : 'string', 'path', true),
  );
  const told = {
    httpMethod: method,
    description: `${method} ${path}`,
    parameters: [
      ...inPath,
      ...(method === 'GET' ? parametersOf(queries[path] ?? '', 'query') : []),
      ...parametersOf(body, 'body'),
    ],
    responseType,
    noAuthentication: false,
    apiStatus: { value: 'PRODUCTION', description: 'Stable production version' },
    iamActions: [{ name: `account:apiovh:${actionOf(path)}/${verbOf(method)}`, required: true }],
  };
  return { path, told };
}

const actionOf = (path: string) => path.slice(1).replace(/\/\{\w+\}/g, '');
const verbs: Readonly<Record<string, string>> = { GET: 'get', POST: 'create', PUT: 'edit', DELETE: 'delete' };
const verbOf = (method: string) => verbs[method] ?? 'get';

function parametersOf(fields: string, place: string): WireObject[] {
  return fields
    .split(' ')
    .filter((field) => field !== '')
    .map((field) => {
      const cut = field.indexOf(':');
      const type = field.slice(cut + 1).replace(/\?$/, '');
      return parameter(field.slice(0, cut), type, place, !field.endsWith('?'));
    });
}

function parameter(name: string, type: string, paramType: string, required: boolean): WireObject {
  return { name, dataType: type, fullType: type, paramType, required, description: '' };
}

function modelOf(name: string, fields: string): WireObject {
  const properties = fields.split(' ').map((field): [string, Wire] => {
    const cut = field.indexOf(':');
    const written = field.slice(cut + 1);
    const type = written.replace(/\?$/, '');
    return [
      field.slice(0, cut),
      { type, fullType: type, canBeNull: written.endsWith('?'), readOnly: true, required: false },
    ];
  });
  const generics = name.includes('<') ? { generics: ['T'] } : {};
  return { ...nameOf(name), description: '', ...generics, properties: Object.fromEntries(properties) };
}

function enumOf(name: string, values: string): WireObject {
  return { ...nameOf(name), description: '', enum: values.split(' '), enumType: 'string' };
}

function nameOf(name: string): WireObject {
  const plain = name.replace(/<.*/, '');
  const dot = plain.lastIndexOf('.');
  return { id: plain.slice(dot + 1), namespace: plain.slice(0, dot) };
}

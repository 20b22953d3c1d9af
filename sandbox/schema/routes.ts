/** The API's description of itself: the index of a branch and one document a section, for everybody. */
import type { Wire, WireObject } from '../wire/json.js';
import { ok } from '../wire/reply.js';
import type { Route } from '../wire/routes.js';
import { described, enums, models, paging } from './models.js';

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
  const routes = Object.entries(described[section] ?? {});
  const allModels = [
    ...Object.entries(models).map(([name, fields]): [string, Wire] => [name, modelOf(name, fields)]),
    ...Object.entries(enums).map(([name, values]): [string, Wire] => [name, enumOf(name, values)]),
  ];
  return {
    apiVersion: '1.0',
    resourcePath: section,
    basePath: `${origin}/1.0`,
    apis: routes.map(([path, responseType]) => ({
      path,
      description: '',
      operations: [operation(path, responseType)],
    })),
    models: Object.fromEntries(allModels),
  };
}

function operation(path: string, responseType: string): WireObject {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const type = longs.has(name) ? 'long' : 'string';
    return { name, dataType: type, fullType: type, paramType: 'path', required: true, description: '' };
  });
  const inQuery = (paging[path] ?? []).map(([name, type, description]) => {
    return { name, dataType: type, fullType: type, paramType: 'query', required: false, description };
  });
  const parameters = [...inPath, ...inQuery];
  return {
    httpMethod: 'GET',
    description: `GET ${path}`,
    parameters,
    responseType,
    noAuthentication: false,
    apiStatus: { value: 'PRODUCTION', description: 'Stable production version' },
    iamActions: [{ name: `account:apiovh:${path.slice(1).replace(/\/\{\w+\}/g, '')}/get`, required: true }],
  };
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

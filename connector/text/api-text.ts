// Routes of the API as text.

import type { ApiOperation, ApiParameter } from '../model/api-schema.js';
import { isObject, type JsonValue, stringifyJson } from '../model/json.js';
import type { ApiDocuments } from '../schemas/api-documents.js';
import { bodyExample, exampleOf, schemaLines, typeName } from '../schemas/explore/example.js';
import type { ApiSection } from '../schemas/sections.js';
import { textOf } from './lines.js';
import { tableText } from './table-text.js';

/** Path, number of routes, and what its document says of it in one line. */
export function sectionList(sections: readonly ApiSection[]): string {
  const width = Math.max(0, ...sections.map(({ path }) => path.length));
  return textOf(
    sections.map(({ path, routes, description }) => {
      const count = `${String(routes).padStart(5)} ${routes === 1 ? 'route ' : 'routes'}`;
      return `${path.padEnd(width)}  ${count}  ${description.replace(/\s+/g, ' ').trim()}`.trimEnd();
    }),
  );
}

/** Verb, path, badge, and what a deprecated route is replaced by. */
export function operationList(operations: readonly ApiOperation[]): string {
  const width = Math.max(6, ...operations.map((operation) => operation.method.length));
  return textOf(
    operations.map((operation) => {
      const badge = operation.status.value === 'PRODUCTION' ? '' : `  ${badgeOf(operation)}`;
      return `${operation.method.padEnd(width)}  ${operation.path}${badge}`;
    }),
  );
}

/** The route that a pasted text names, and the values in it. */
export function pastedText({ operation, parameters, query, headers, body }: PastedText): string {
  const values = (place: string, found: Record<string, string>) =>
    Object.entries(found).map(([name, value]) => `  ${place} ${name}: ${value}`);
  return textOf([
    ...operationList([operation]).split('\n'),
    ...values('path', parameters),
    ...values('query', query),
    ...values('header', headers),
    ...(body === undefined ? [] : `  body ${pretty(body, '  ')}`.split('\n')),
  ]);
}

interface PastedText {
  operation: ApiOperation;
  parameters: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: JsonValue;
}

function badgeOf({ status }: ApiOperation): string {
  const dates = [
    status.deprecatedDate && `since ${day(status.deprecatedDate)}`,
    status.deletionDate && `deleted on ${day(status.deletionDate)}`,
    status.replacement && `use ${status.replacement}`,
  ].filter(Boolean);
  return `[${[status.value || 'no status', ...dates].join(', ')}]`;
}

const day = (instant: string) => instant.slice(0, 10);

/** @param width of the terminal; the default leaves cells whole */
export function operationText(documents: ApiDocuments, operation: ApiOperation, width?: number): string {
  const { method, path, description, status, iamActions, authenticated } = operation;
  const response = documents.response(operation);
  const body = bodyExample(documents, operation);
  return textOf([
    `${method} ${path}`,
    description,
    '',
    `status: ${badgeOf(operation)} ${status.description}`,
    `credentials: ${authenticated ? 'needed' : 'none needed'}`,
    ...(iamActions.length > 0 ? [`IAM action: ${iamActions.join(', ')}`] : []),
    ...(['path', 'query', 'header', 'body'] as const).flatMap((place) =>
      parameterLines(
        place,
        operation.parameters.filter((parameter) => parameter.in === place),
        width,
      ),
    ),
    ...(body === undefined ? [] : ['', 'body example:', ...pretty(body).split('\n')]),
    '',
    `response: ${operation.responseType}`,
    ...(response.kind === 'any' || operation.responseType === 'void'
      ? []
      : pretty(exampleOf(response)).split('\n')),
    ...schemaBlock(typeName(response), schemaLines(response)),
  ]);
}

function schemaBlock(name: string, lines: string[]): string[] {
  return lines.length > 0 ? ['', `fields of ${name}:`, ...lines.map((line) => `  ${line}`)] : [];
}

function parameterLines(place: string, parameters: readonly ApiParameter[], width?: number): string[] {
  if (parameters.length === 0) return [];
  const rows = parameters.map(({ name, type, required, description }) => [
    `${name || '(the whole body)'}${required ? ' *' : ''}`,
    type,
    description,
  ]);
  const table = tableText(['name', 'type', 'description'], rows, { width, allColumns: true });
  return ['', `${place} parameters (* required):`, ...table];
}

/** JSON with two spaces; numbers keep their digits. */
export function pretty(value: JsonValue, indent = ''): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + pretty(item, inner)).join(',\n')}\n${indent}]`;
  }
  if (!isObject(value)) return stringifyJson(value);
  const members = Object.entries(value);
  if (members.length === 0) return '{}';
  return `{\n${members.map(([name, member]) => `${inner}${JSON.stringify(name)}: ${pretty(member, inner)}`).join(',\n')}\n${indent}}`;
}

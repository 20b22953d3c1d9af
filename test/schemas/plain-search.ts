// The search without an index, operation by operation: what the index must agree with.
import type { ApiOperation, TypeShape } from '../../connector/model/api-schema.js';
import type { ApiDocuments } from '../../connector/schemas/api-documents.js';
import type { SearchCriteria, SearchHit } from '../../connector/schemas/explore/search.js';
import { isInSection } from '../../connector/schemas/sections.js';

/** Routes that meet every criterion, best first; deprecated routes come later. */
export function plainSearch(documents: ApiDocuments, criteria: SearchCriteria): SearchHit[] {
  return documents
    .operations()
    .flatMap((operation) => {
      const rank = rankOf(documents, operation, criteria);
      return rank === undefined ? [] : [{ operation, rank }];
    })
    .sort((a, b) => b.rank - a.rank || compare(a.operation, b.operation));
}

function compare(a: ApiOperation, b: ApiOperation): number {
  return a.path.length - b.path.length || (a.path < b.path ? -1 : 1);
}

/** Undefined when a criterion is not met. */
function rankOf(
  documents: ApiDocuments,
  operation: ApiOperation,
  criteria: SearchCriteria,
): number | undefined {
  const same = (wanted: string | undefined, found: string) =>
    !wanted || wanted.toLowerCase() === found.toLowerCase();
  if (!same(criteria.method, operation.method) || !same(criteria.branch, operation.branch)) return undefined;
  if (!same(criteria.status, operation.status.value)) return undefined;
  if (criteria.section && !isInSection(operation, criteria.section)) return undefined;
  const parameters = (inBody: boolean) =>
    operation.parameters.filter((each) => (each.in === 'body') === inBody).map((each) => each.name);
  const scores = [
    ...(criteria.words ?? []).map((word) =>
      Math.max(inPath(word, operation.path), inText(word, textOf(operation))),
    ),
    criteria.path === undefined ? 1 : inPath(criteria.path, operation.path),
    criteria.description === undefined ? 1 : inText(criteria.description, textOf(operation)),
    criteria.parameter === undefined ? 1 : inNames(criteria.parameter, parameters(false)),
    criteria.bodyField === undefined
      ? 1
      : inNames(criteria.bodyField, [...parameters(true), ...bodyFields(documents, operation)]),
    criteria.response === undefined
      ? 1
      : inNames(criteria.response, [operation.responseType, ...fieldNames(documents.response(operation))]),
  ];
  if (scores.some((score) => score === 0)) return undefined;
  const current = operation.status.value === 'DEPRECATED' ? 0 : 0.5;
  return scores.reduce((sum, score) => sum + score, current);
}

function textOf({ description, longDescription }: ApiOperation): string {
  return [description, longDescription].filter(Boolean).join(' ');
}

/** A whole segment scores most, then its beginning, then any part. */
function inPath(wanted: string, path: string): number {
  const word = wanted.toLowerCase();
  const text = path.toLowerCase();
  const segments = text.split('/').map((segment) => segment.replace(/[{}]/g, ''));
  if (text === word) return 8;
  if (segments.includes(word)) return 4;
  if (segments.some((segment) => segment.startsWith(word))) return 3;
  return text.includes(word) ? 2 : 0;
}

function inText(wanted: string, text: string): number {
  const word = wanted.toLowerCase();
  const lower = text.toLowerCase();
  if (!lower.includes(word)) return 0;
  return lower.split(/\W+/).includes(word) ? 2 : 1;
}

function inNames(wanted: string, names: readonly string[]): number {
  const word = wanted.toLowerCase();
  const lower = names.map((name) => name.toLowerCase());
  if (lower.includes(word)) return 4;
  return lower.some((name) => name.includes(word)) ? 2 : 0;
}

function bodyFields(documents: ApiDocuments, operation: ApiOperation): string[] {
  return operation.parameters
    .filter((parameter) => parameter.in === 'body')
    .flatMap((parameter) => fieldNames(documents.typeOf(operation, parameter.type)));
}

function fieldNames(shape: TypeShape): string[] {
  switch (shape.kind) {
    case 'object':
      return [shape.model, ...shape.fields.flatMap((field) => [field.name, ...fieldNames(field.shape)])];
    case 'array':
    case 'map':
      return fieldNames(shape.of);
    case 'money':
      return [shape.model, 'currencyCode', 'text', 'value', ...(shape.ucents ? [shape.ucents] : [])];
    default:
      return [];
  }
}

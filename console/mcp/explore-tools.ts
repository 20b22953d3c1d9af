// Tools about the API itself: which operations there are, and what one of them takes and answers. No call with keys.
import { z } from 'zod';
import { findOperation, readRoute } from '../../connector/app/explorer/route.js';
import type { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { searchable } from '../../connector/schemas/explore/search.js';
import { sectionPath } from '../../connector/schemas/sections.js';
import type { SchemaNode } from '../contract/operation.js';
import { ageOf } from '../server/explore/catalogue.js';
import { operationPage } from '../server/explore/operation-page.js';
import type { Workspace } from '../server/workspace.js';
import { tool } from './tool.js';

const MOST_FOUND = 100;
const MOST_FIELDS = 250;

const words = z.string().max(200);

export const EXPLORE_TOOLS = [
  tool({
    name: 'search_operations',
    title: 'Search the OVHcloud API',
    description:
      'Finds operations of the OVHcloud API by words of their path and description, by parameter, field of the request or of the response, method, branch or section. All criteria must be met; the best come first.',
    input: z.object({
      words: words.optional().describe('each must occur in path or description: "bill details"'),
      parameter: words.optional().describe('name of a path or query parameter'),
      request_field: words.optional().describe('name of a field of the request body'),
      response_field: words.optional().describe('name of a field of the response'),
      method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']).optional(),
      branch: z.enum(['v1', 'v2']).optional(),
      section: words.optional().describe('such as /me or /cloud'),
      limit: z.number().int().min(1).max(MOST_FOUND).default(20),
    }),
    calls: false,
    async answer(
      { words, parameter, request_field, response_field, method, branch, section, limit },
      asking,
    ) {
      const documents = await asking.workspace.documents();
      const { search, operations } = searchable(documents);
      const { rows, instead } = search.find({
        words: words?.split(/\s+/).filter(Boolean) ?? [],
        ...(parameter !== undefined && { parameter }),
        ...(request_field !== undefined && { bodyField: request_field }),
        ...(response_field !== undefined && { response: response_field }),
        ...(method !== undefined && { method }),
        ...(branch !== undefined && { branch }),
        ...(section !== undefined && { section }),
      });
      const found = rows.slice(0, limit).flatMap((row) => operations[row] ?? []);
      return {
        restsOn: documentsOf(documents, asking.workspace),
        data: {
          found: rows.length,
          operations: found.map((operation) => ({
            operation: `${operation.method} ${operation.path}`,
            section: sectionPath(operation),
            description: operation.description,
            ...(operation.status.value !== 'PRODUCTION' && { state: operation.status.value }),
          })),
          ...(Object.keys(instead).length > 0 && { searchedInstead: instead }),
        },
      };
    },
  }),
  tool({
    name: 'describe_operation',
    title: 'Describe an operation of the OVHcloud API',
    description:
      'Parameters, request body, fields of the response with types and descriptions, rights, and what is near one operation. Operations other than GET are described, never called.',
    input: z.object({
      operation: z.string().max(500).describe('method and path: "GET /me/bill/{billId}"'),
    }),
    calls: false,
    async answer({ operation }, { workspace }) {
      const documents = await workspace.documents();
      const { region } = workspace.place();
      const page = operationPage(documents, findOperation(documents, readRoute(operation)), {
        regionOrigin: region.origin,
        schemaVersions: workspace.schemaVersions(),
      });
      const { body, response, related, ...others } = page;
      return {
        restsOn: documentsOf(documents, workspace),
        data: {
          ...others,
          ...(body && { body: { type: body.type, required: body.required, ...fieldsIn(body.schema) } }),
          response: { type: response.type, ...fieldsIn(response.schema) },
          related: related.slice(0, 20).map(({ method, path, relation }) => `${relation}: ${method} ${path}`),
        },
      };
    },
  }),
];

function documentsOf(documents: ApiDocuments, workspace: Workspace): object {
  const { notes, ...age } = ageOf(documents, workspace.folder);
  return { region: workspace.place().region.name, documents: age, ...(notes.length > 0 && { notes }) };
}

/** `bill.date: datetime`, each with what the documents say of it. */
function fieldsIn(schema: SchemaNode | undefined): {
  fields?: object[];
  moreFields?: number;
  values?: string[];
} {
  if (!schema) return {};
  const fields = flat(schema, '');
  return {
    ...(schema.values && { values: schema.values }),
    ...(fields.length > 0 && { fields: fields.slice(0, MOST_FIELDS) }),
    ...(fields.length > MOST_FIELDS && { moreFields: fields.length - MOST_FIELDS }),
  };
}

function flat({ fields = [] }: SchemaNode, before: string): object[] {
  return fields.flatMap(({ name, node, nullable, readOnly, secret, description }) => [
    {
      field: `${before}${name}`,
      type: node.type,
      ...(nullable && { nullable }),
      ...(readOnly && { readOnly }),
      ...(secret && { secret }),
      ...(node.values && { values: node.values }),
      ...(description !== '' && { description }),
    },
    ...flat(node, `${before}${name}.`),
  ]);
}

// Tools about definitions of endpoints: made from an operation, planned, and tried with a few rows. Nothing is saved.
import { parse } from 'yaml';
import { z } from 'zod';
import { findOperation, readRoute, valuesIn } from '../../connector/app/explorer/route.js';
import { editText } from '../../connector/config/edit/edit-text.js';
import type { PlainJson } from '../../connector/model/plain-json.js';
import { planAnswer } from '../server/draft/plan.js';
import { previewAnswer } from '../server/draft/preview.js';
import { sourceFile } from '../server/draft/source-file.js';
import { Refused } from '../server/failure.js';
import { derivedAnswer } from '../server/source/endpoints.js';
import type { Workspace } from '../server/workspace.js';
import { tool } from './tool.js';

const endpoints = z
  .string()
  .max(50_000)
  .describe('definitions as YAML or JSON: a list, or a group with the key "endpoints"');

export const DEFINITION_TOOLS = [
  tool({
    name: 'define_endpoints',
    title: 'Definitions for an operation',
    description:
      'The definitions that load an operation as a table, with those that its path parameters are mapped from. Writes nothing: the person puts the YAML into the configuration, or runs "source-ovhcloud api add".',
    input: z.object({ operation: z.string().max(500).describe('"GET /me/bill/{billId}"') }),
    calls: false,
    async answer({ operation }, { workspace }) {
      const documents = await workspace.documents();
      const route = readRoute(operation);
      const found = findOperation(documents, route);
      const { method, path } = found;
      const parameters = valuesIn(route.path, found);
      return { data: derivedAnswer(documents, { method, path, parameters, query: route.query }) };
    },
  }),
  tool({
    name: 'plan_endpoints',
    title: 'Plan and cost of definitions',
    description:
      'What a load would read: each source object with its table, calls with and without shortcuts, minutes, and rights that the keys need. Without definitions: the plan of the configuration. Makes no call.',
    input: z.object({ endpoints: endpoints.optional() }),
    calls: false,
    async answer({ endpoints: given }, { workspace }) {
      const text = given === undefined ? undefined : withEndpoints(workspace, given);
      return { data: await planAnswer(workspace, { ...(text !== undefined && { text }) }) };
    },
  }),
  tool({
    name: 'preview_endpoint',
    title: 'First rows of a definition',
    description:
      'The first five rows of one definition as they would land, with types, keys and columns that are left out. Makes a few GET calls with the keys of the configuration, within its budget; refuses any other method.',
    input: z.object({
      endpoints: endpoints.optional(),
      name: z.string().max(200).describe('technical name of the definition'),
      connection: z.string().max(200).optional(),
    }),
    calls: true,
    async answer({ endpoints: given, name, connection }, { workspace, signal }) {
      const text =
        given === undefined ? sourceFile(workspace).secrets.shown : withEndpoints(workspace, given);
      const request = { text, name, ...(connection !== undefined && { connection }) };
      return { data: await previewAnswer(workspace, request, signal) };
    },
  }),
];

/** The configuration with these definitions in place of its own; nothing is written. */
function withEndpoints(workspace: Workspace, given: string): string {
  const value = listIn(given);
  const { shown } = sourceFile(workspace).secrets;
  const kept = parse(shown, { logLevel: 'silent' }) as Record<string, unknown> | null;
  // What names definitions of the configuration has no meaning for others.
  const removed = ['schedule']
    .filter((key) => kept !== null && key in kept)
    .map((key) => ({ remove: [key] }));
  return editText(shown, [...removed, { set: ['endpoints'], value }]).text;
}

function listIn(given: string): PlainJson {
  let read: unknown;
  try {
    read = parse(given, { logLevel: 'silent' });
  } catch (error) {
    throw new Refused(400, 'request', `"endpoints" is no YAML: ${(error as Error).message.split('\n')[0]}`);
  }
  const list = Array.isArray(read) ? read : (read as { endpoints?: unknown } | null)?.endpoints;
  if (hasReference(list)) {
    const message =
      '"endpoints" has "${": variables and files of this machine are for the configuration alone. Write the value';
    throw new Refused(400, 'request', message);
  }
  if (Array.isArray(list)) return list as PlainJson;
  throw new Refused(
    400,
    'request',
    '"endpoints" is no list of definitions, such as [{ name: bills, path: /me/bill }]',
  );
}

/** What the person's own configuration may name is not for texts that an assistant was given somewhere. */
function hasReference(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, each]) => hasReference(key) || hasReference(each));
}

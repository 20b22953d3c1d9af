// The schema of one entry of `endpoints`: a definition, or the use of a preset.
import { z } from 'zod';
import type { Acceptable } from '../../model/accept.js';
import { METHODS } from '../../model/definition.js';
import {
  checkedText,
  constant,
  json,
  list,
  named,
  oneOf,
  queryValue,
  section,
  text,
  word,
} from './fields.js';
import { optionGroups, optionOverrides } from './option-schema.js';

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;
const NAME_ALLOWED = 'a technical name: letters, digits, "_" and "-", starting with a letter, at most 63';
const PATH_ALLOWED =
  'a path such as /me/bill/{billId}: it starts with "/" and has no query string, no space, no "//", no "." or ".." segment';
const OWN_HEADERS = /^(x-ovh-.*|authorization|host|content-length|transfer-encoding|connection|cookie)$/i;
const HEADER_ALLOWED =
  'the name of a header that the connector does not set itself (X-Ovh-*, Authorization, Host, Content-Length, Transfer-Encoding, Connection, Cookie)';

export const technicalName = () => text(NAME, NAME_ALLOWED);

/** True for a path of a definition or a budget; the plan checks its braces. */
export function isPath(path: string): boolean {
  if (!/^\/[!-~]*$/.test(path) || path.length > 2000 || /[?#\\]|\/\//.test(path)) return false;
  // URL parsers fold these segments, encoded or not (WHATWG URL, section 4.4).
  return !path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
}

export const pathText = () => checkedText(isPath, PATH_ALLOWED).meta({ pattern: '^/' });

const mapping = section(
  {
    value: z
      .union([constant(), list(constant(), 'texts or numbers')], {
        error: 'a text, a number, or a list of them',
      })
      .optional()
      .describe('A constant, or a list of constants: one call for each.'),
    from: word().optional().describe('Technical name of the source object that gives the values.'),
    field: word()
      .optional()
      .describe('Field of its items; `a.b` reaches into objects. Default: the bare item.'),
    parameter: word().optional().describe('Instead of a field: a path parameter of that source object.'),
  },
  { title: 'A mapped parameter', description: 'The values of a path parameter.' },
)
  .refine((binding) => (binding.value === undefined) !== (binding.from === undefined), {
    error: 'either "from" (a source object) or "value" (constants), not both',
    params: { rule: true },
  })
  .refine((binding) => binding.value === undefined || (!binding.field && !binding.parameter), {
    error: '"from" where "field" or "parameter" is given',
    params: { rule: true },
  })
  .refine((binding) => !(binding.field && binding.parameter), {
    error: 'either "field" or "parameter", not both',
    params: { rule: true },
  });

const binding = z.union([constant(), list(constant(), 'texts or numbers'), mapping], {
  error: 'a text, a number, a list of them, or { from: source object }',
});

const query = () =>
  named(word(), queryValue(), 'query-string parameters').describe('Query-string parameters, by name.');

const parameters = () =>
  named(word(), binding, 'path parameters').describe(
    'The mapper: for each `{name}` of the path a constant, a list, or `{ from: source object }`.',
  );

const headers = z
  .record(
    text(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, HEADER_ALLOWED).refine((name) => !OWN_HEADERS.test(name), {
      error: HEADER_ALLOWED,
    }),
    text(/^[ -~]*$/, 'a text of printable ASCII characters on one line'),
    { error: (issue) => (issue.code === 'invalid_key' ? HEADER_ALLOWED : 'a group of "Name: value" lines') },
  )
  .describe('Request headers, by name.');

const connections = () =>
  list(technicalName(), 'names of connections')
    .optional()
    .describe('Only for these connections, where the configuration has several. Default: all.');

const accepted = (what: string) =>
  z
    .union([z.literal(true), list(constant(), 'ids')], { error: 'true, or a list of ids' })
    .transform((written) => (written === true ? written : written.map(String)))
    .optional()
    .describe(what);

const accept = section(
  {
    refused: accepted('Objects that the API refuses (403).'),
    failed: accepted('Objects without a usable answer.'),
    rejected: accepted('Objects that do not fit their table.'),
    absent: accepted('Objects of which the API says that there is none.'),
    gone: accepted('Objects that are gone (404); of a path without parameters: the route is not there.'),
    expired: accepted('Services that have expired (460).'),
  } satisfies Record<Acceptable, z.ZodType>,
  {
    title: 'Accepted',
    description:
      'What is known not to be loaded, by state: `true` for all, or ids as the ledger has them (`billId=FR1`) or as the value of the last path parameter alone (`FR1`). It is listed as accepted, and makes no run incomplete.',
  },
).optional();

/** One definition. */
export const definitionSchema = section(
  {
    name: technicalName().describe('Technical name of the source object; its table is the snake_case form.'),
    method: oneOf(METHODS).default('GET').describe('HTTP method.'),
    path: pathText().describe('Path of the API. `/me/bill/{billId}` is v1; `/v2/...` names its branch.'),
    parameters: parameters().default({}),
    query: query().default({}),
    headers: headers.default({}),
    body: json().optional().describe('Body of the request, as JSON.'),
    ...optionGroups,
    accept,
    connections: connections(),
  },
  { title: 'A definition', description: 'One source object: a call of the API and the table that it fills.' },
);

const override = section(
  {
    name: technicalName()
      .optional()
      .describe('Another technical name; the other definitions of the preset follow it.'),
    parameters: parameters().optional(),
    query: query().optional(),
    headers: headers.optional(),
    ...optionOverrides,
    accept,
  },
  {
    title: 'A definition of a preset',
    description:
      'Changes to one definition of the preset. What is not written here stays as the preset has it.',
  },
);

/** The use of a preset. */
export const presetUseSchema = section(
  {
    preset: word().describe('Name of a preset: a named group of definitions.'),
    only: list(technicalName(), 'technical names')
      .optional()
      .describe(
        'Only these definitions of the preset, and those that give their path parameters. Default: all.',
      ),
    query: query()
      .optional()
      .describe("Query-string parameters for the preset's lists: its paths without a parameter."),
    include: list(word(), 'field names')
      .optional()
      .describe(
        'Secret fields to load all the same, by name, where the definitions of the preset have them.',
      ),
    accept,
    definitions: named(technicalName(), override, 'definitions of the preset')
      .optional()
      .describe('Changes to definitions of the preset, by their technical names.'),
    connections: connections(),
  },
  { title: 'A preset', description: 'A named group of definitions that comes with the connector.' },
);

export const endpointSchema = z.union([definitionSchema, presetUseSchema], {
  error: 'a definition (name, path, ...) or a preset (preset: name)',
});

export type DefinitionEntry = z.output<typeof definitionSchema>;
export type PresetUse = z.output<typeof presetUseSchema>;
export type DefinitionOverride = z.output<typeof override>;

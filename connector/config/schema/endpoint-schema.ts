// The schema of one entry of `endpoints`: a definition, or the use of a preset.
import { z } from 'zod';
import {
  DRIFT_POLICIES,
  type EndpointOptions,
  METHODS,
  MODES,
  STRATEGIES,
  WRITE_DISPOSITIONS,
} from '../../model/definition.js';
import { DERIVATIONS } from '../../model/derive.js';
import {
  amount,
  checkedText,
  constant,
  count,
  flag,
  json,
  list,
  named,
  oneOf,
  queryValue,
  section,
  text,
} from './fields.js';
import { windowSection } from './window-schema.js';

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;
const NAME_ALLOWED = 'a technical name: letters, digits, "_" and "-", starting with a letter, at most 63';
const COLUMN_ALLOWED =
  'the name of a column: small letters, digits and "_", starting with a letter, at most 63';
const WORD = 'a name without spaces around it';
const PATH_ALLOWED =
  'a path such as /me/bill/{billId}: it starts with "/" and has no query string, no space, no "//", no "." or ".." segment';
const OWN_HEADERS = /^(x-ovh-.*|authorization|host|content-length|transfer-encoding|connection|cookie)$/i;
const HEADER_ALLOWED =
  'the name of a header that is not set by the connector itself (X-Ovh-*, Authorization, Host, Content-Length, Transfer-Encoding, Connection, Cookie)';

export const technicalName = () => text(NAME, NAME_ALLOWED);
export const word = () => text(/^\S(.{0,198}\S)?$/, WORD);

/** A path as it may stand in a definition or a budget; braces are the planner's matter. */
export function isPath(path: string): boolean {
  if (!/^\/[!-~]*$/.test(path) || path.length > 2000 || /[?#\\]|\/\//.test(path)) return false;
  // URL parsers fold these segments, encoded or not (WHATWG URL, section 4.4).
  return !path.split('/').some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
}

export const pathText = () => checkedText(isPath, PATH_ALLOWED).meta({ pattern: '^/' });

export const schemasVersion = () =>
  text(/^\d{1,4}\.\d{1,4}$/, 'a version with major and minor number, as a text in quotes: "1.0"');

const paging = section(
  {
    by: oneOf(['page', 'offset', 'marker', 'none']).describe(
      '`page` counts pages, `offset` counts items, `marker` names the last item before; `none`: one request.',
    ),
    parameter: word()
      .optional()
      .describe('Query-string parameter that moves on, e.g. `page`, `offset`, `marker`.'),
    size: word()
      .optional()
      .describe('Query-string parameter for the size of a page, e.g. `pageSize`, `limit`.'),
    pageSize: count(1, 10_000).optional().describe('Items asked for in one page. Default: 100.'),
    first: count(0, 1)
      .optional()
      .describe(
        'Number of the first page. Default: the first request names no page, then 1, 2, ...: right for lists that count from 0 and from 1.',
      ),
    field: word()
      .optional()
      .describe(
        'With `marker`: field of the last item that is the next marker. Default: `id`, or the bare item.',
      ),
  },
  { title: 'Pages', description: 'A v1 list that pages by its query string.' },
)
  .refine(({ by, parameter, size }) => by === 'none' || (parameter !== undefined && size !== undefined), {
    error: '"parameter" and "size", the names of the two query-string parameters',
    params: { rule: true },
  })
  .refine(({ by, ...others }) => by !== 'none' || Object.keys(others).length === 0, {
    error: '"by: none" alone',
    params: { rule: true },
  })
  .refine(({ by, first }) => by === 'page' || first === undefined, {
    error: '"first" with "by: page" only',
    params: { rule: true },
  })
  .refine(({ by, field }) => by === 'marker' || field === undefined, {
    error: '"field" with "by: marker" only',
    params: { rule: true },
  });

const options = {
  item: word()
    .optional()
    .describe(
      'What the bare items of this list are called, e.g. `billId`; names their column. Default `id`.',
    ),
  primaryKey: list(word(), 'field names')
    .optional()
    .describe("Fields, or path parameters, that make a row unique. Default: derived from the reply's shape."),
  writeDisposition: oneOf(WRITE_DISPOSITIONS)
    .optional()
    .describe(
      '`merge` updates the rows that are there, by primary key; `append` adds the rows of every run; `replace` puts the rows of a complete run in the place of those before.',
    ),
  deletions: flag()
    .optional()
    .describe('False: rows whose objects are gone are not marked with `_deleted_at`. Default: true.'),
  drift: oneOf(DRIFT_POLICIES)
    .optional()
    .describe(
      'New fields and other types in a table that is there: `evolve` adds and widens columns; `freeze` leaves new fields out and rejects records whose values do not fit; `reject` rejects the records that bring either. Default: `drift` of the source.',
    ),
  maxRejected: count(0, 1_000_000_000)
    .optional()
    .describe(
      'The run stops when more records of this source object than this are rejected; 0 stops at the first. Default: it goes on.',
    ),
  timeout: amount(1, 3600, 'seconds')
    .optional()
    .describe('Seconds that one attempt may take. Default: `http.timeout`.'),
  pageSize: count(1, 10_000).optional().describe('Objects asked for in one page of a /v2 list.'),
  strategy: oneOf(STRATEGIES)
    .optional()
    .describe(
      '`auto` reads with every shortcut that the API takes, `expanded` and `batch` with one kind, `single` with none. Default: `strategy` of the source.',
    ),
  mode: oneOf(MODES)
    .optional()
    .describe(
      '`full` reads everything each time, `known` only for ids that were not loaded before, `open` also those whose status is not final, `window` what is dated after the last reading less a look-back; `snapshot` reads everything and keeps what each load has read. Default `full`.',
    ),
  window: windowSection
    .optional()
    .describe('The date filter of a list: for mode `window`, and for `backfill`.'),
  until: named(
    word(),
    list(z.union([z.string(), z.number(), z.boolean(), z.null()]), 'values'),
    'fields with their final values',
  )
    .optional()
    .describe('Of mode `open`: fields with the values that are final; null is a value too.'),
  schemasVersion: schemasVersion()
    .optional()
    .describe('`X-Schemas-Version` of a /v2 route, e.g. `"1.0"`. Default: `schemasVersion` of the source.'),
  paging: paging
    .optional()
    .describe(
      "How a v1 list pages by its query string. Default: as the API's documents declare it, where they do.",
    ),
  absent: list(count(400, 499), 'statuses from 400 to 499')
    .optional()
    .describe('Statuses with which the API says "there is none" here: counted as absent, not as missing.'),
  include: list(word(), 'field names').optional().describe('Secret fields to load all the same, by name.'),
  json: list(word(), 'field names')
    .optional()
    .describe('Fields to keep as one JSON column instead of flattening them.'),
  lines: section(
    {
      amount: word().describe('The member that is an amount, in the object itself and in its parts.'),
      blocks: named(word(), word(), 'blocks').describe(
        'Members that hold the costs, each with the word for the column `mode` of its lines.',
      ),
      first: named(word(), list(word(), 'field names'), 'columns')
        .optional()
        .describe('Columns that take the first of these members that has a value.'),
    },
    { title: 'Lines', description: 'Costs in nested blocks that become the rows of one child table.' },
  )
    .optional()
    .describe('Costs in nested blocks that become the rows of one child table, `<table>_lines`.'),
  derive: named(
    text(/^[a-z][a-z0-9_]{0,62}$/, COLUMN_ALLOWED),
    section(
      {
        from: word().describe('The field that the column is made of; `a.b` reaches into objects.'),
        as: oneOf(DERIVATIONS).describe(
          '`number`: the number that a text is, null where it is none. `resource`: what a name belongs to, `pcc-1` for `pcc-1/host/12`.',
        ),
      },
      { title: 'A derived column', description: 'A column that is made of a field, which stays as it is.' },
    ),
    'columns',
  )
    .optional()
    .describe(
      'Columns that are made of fields, by their names: `{ quantity_number: { from: quantity, as: number } }`.',
    ),
  cross: flag()
    .optional()
    .describe('The parameters come from independent source objects: read every combination.'),
  allowWrite: flag()
    .optional()
    .describe('Methods other than GET change things: they run only when this is true.'),
  allowWriteOnSchedule: flag().optional().describe('... and on a schedule only when this is true as well.'),
} satisfies Record<keyof EndpointOptions, z.ZodType>;

const mapping = section(
  {
    value: z
      .union([constant(), list(constant(), 'texts or numbers')], {
        error: 'a text, a number, or a list of them',
      })
      .optional()
      .describe('A constant, or a list of constants: one reading each.'),
    from: word().optional().describe('Technical name of the source object that gives the values.'),
    field: word()
      .optional()
      .describe('Field of its items; `a.b` reaches into objects. Default: the bare item.'),
    parameter: word().optional().describe('Instead of a field: a path parameter that it was read with.'),
  },
  { title: 'A mapped parameter', description: 'Where the values of a path parameter come from.' },
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

/** One definition as it is written. */
export const definitionSchema = section(
  {
    name: technicalName().describe('Technical name of the source object; its table is the snake_case form.'),
    method: oneOf(METHODS).default('GET').describe('HTTP method.'),
    path: pathText().describe('Path of the API. `/me/bill/{billId}` is v1; `/v2/...` names its branch.'),
    parameters: named(word(), binding, 'path parameters')
      .default({})
      .describe(
        'The mapper: for each `{name}` of the path a constant, a list, or `{ from: source object }`.',
      ),
    query: query().default({}),
    headers: headers.default({}),
    body: json().optional().describe('Body of the request, as JSON.'),
    options: section(options, { title: 'Options', description: 'How this source object is read and stored.' })
      .default({})
      .describe('How this source object is read and stored.'),
    connections: connections(),
  },
  { title: 'A definition', description: 'One source object: a call of the API and the table that it fills.' },
);

/** The use of a preset. */
export const presetUseSchema = section(
  {
    preset: word().describe('Name of a preset: a named group of definitions.'),
    only: list(technicalName(), 'technical names')
      .optional()
      .describe('Only these definitions of the preset, and those that they are mapped from. Default: all.'),
    query: query()
      .optional()
      .describe("Query-string parameters for the preset's lists, that is its paths without a parameter."),
    connections: connections(),
  },
  { title: 'A preset', description: 'A named group of definitions that comes with the connector.' },
);

export const endpointSchema = z.union([definitionSchema, presetUseSchema], {
  error: 'a definition (name, path, ...) or a preset (preset: name)',
});

export type DefinitionEntry = z.output<typeof definitionSchema>;
export type PresetUse = z.output<typeof presetUseSchema>;

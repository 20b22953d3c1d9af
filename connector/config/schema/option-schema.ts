// The schema of the options of a source object: the groups `table`, `read`, `sync` and `write`.
import { z } from 'zod';
import {
  DRIFT_POLICIES,
  MODES,
  type OptionGroups,
  type ReadOptions,
  STRATEGIES,
  type SyncOptions,
  type TableOptions,
  WRITE_DISPOSITIONS,
  type WriteOptions,
} from '../../model/definition.js';
import { DERIVATIONS } from '../../model/derive.js';
import { amount, count, flag, list, named, oneOf, section, text, word } from './fields.js';
import { sourceLimitKeys } from './limit-schema.js';
import { windowSection } from './window-schema.js';

const COLUMN_ALLOWED =
  'the name of a column: small letters, digits and "_", starting with a letter, at most 63';
const TABLE = /^[a-z][a-z0-9_]{0,62}$/;
const TABLE_ALLOWED =
  'the name of a table: small letters, digits and "_", starting with a letter, at most 63';

/** A version of the schema of /v2 routes. */
export const schemasVersion = () =>
  text(/^\d{1,4}\.\d{1,4}$/, 'a version with major and minor number, as a text in quotes: "1.0"');

const pagination = section(
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
    pageSize: count(1, 10_000).optional().describe('Items in one page. Default: 100.'),
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
  { title: 'Pagination', description: 'A v1 list that pages by its query string.' },
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

const table = section(
  {
    name: text(TABLE, TABLE_ALLOWED)
      .optional()
      .describe('Name of the table. Default: the snake_case form of the technical name.'),
    primaryKey: list(word(), 'field names')
      .optional()
      .describe(
        "Fields, or path parameters, that make a row unique. Default: derived from the reply's shape.",
      ),
    include: list(word(), 'field names').optional().describe('Secret fields to load all the same, by name.'),
    omit: list(word(), 'field names')
      .optional()
      .describe('Fields to leave out, beside the secret ones: names, at any depth, or dotted paths.'),
    json: list(word(), 'field names')
      .optional()
      .describe('Fields to keep as one JSON column instead of flattening them.'),
    derive: named(
      text(/^[a-z][a-z0-9_]{0,62}$/, COLUMN_ALLOWED),
      section(
        {
          from: word().describe('The field; `a.b` reaches into objects.'),
          as: oneOf(DERIVATIONS).describe(
            '`number`: the number that a text is, null where it is none. `resource`: what a name belongs to, `pcc-1` for `pcc-1/host/12`.',
          ),
        },
        { title: 'A derived column', description: 'A column made from a field, which stays as it is.' },
      ),
      'columns',
    )
      .optional()
      .describe(
        'Columns made from fields, by column name: `{ quantity_number: { from: quantity, as: number } }`.',
      ),
    days: flag()
      .optional()
      .describe(
        'A column `<column>_day` beside each instant: the calendar day that the API printed, in its own offset. Default: true for billing documents and usage, else false.',
      ),
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
    drift: oneOf(DRIFT_POLICIES)
      .optional()
      .describe(
        'New fields and other types in an existing table: `evolve` adds and widens columns; `freeze` leaves new fields out and rejects records whose values do not fit; `reject` rejects the records that bring either. Default: `drift` of the source.',
      ),
  } satisfies Record<keyof TableOptions, z.ZodType>,
  { title: 'Table', description: 'The table of a source object, and which columns it has.' },
);

const read = section(
  {
    item: word()
      .optional()
      .describe('Name of the bare items of this list, e.g. `billId`; also their column. Default `id`.'),
    strategy: oneOf(STRATEGIES)
      .optional()
      .describe(
        '`auto` reads with expanded lists and batches, wherever the API answers them rightly; `expanded` and `batch` with that alone; `single` with one call for each list and object. Default: `strategy` of the source.',
      ),
    combine: flag()
      .optional()
      .describe('The parameters come from independent source objects: read every combination.'),
    pagination: pagination
      .optional()
      .describe(
        "How a v1 list pages by its query string. Default: as the API's documents declare it, where they do.",
      ),
    pageSize: count(1, 10_000).optional().describe('Objects in one page of a /v2 list.'),
    absent: list(count(400, 499), 'statuses from 400 to 499')
      .optional()
      .describe('Statuses with which the API says "there is none" here: counted as absent, not as missing.'),
    timeout: amount(1, 3600, 'seconds')
      .optional()
      .describe('Seconds that one attempt may take. Default: `http.timeout`.'),
    schemasVersion: schemasVersion()
      .optional()
      .describe('`X-Schemas-Version` of a /v2 route, e.g. `"1.0"`. Default: `schemasVersion` of the source.'),
    unchecked: flag()
      .optional()
      .describe(
        "True: path, query, headers and body are not compared with the API's documents, for a route that they lack.",
      ),
  } satisfies Record<keyof ReadOptions, z.ZodType>,
  { title: 'Read', description: 'How the API is asked.' },
);

const sync = section(
  {
    mode: oneOf(MODES)
      .optional()
      .describe(
        '`full` reads everything each time; `known` only ids that no load has brought before; `open` also those whose status is not final; `window` what is dated after the last load, less a look-back; `snapshot` reads everything and keeps the rows of each load. Default `full`.',
      ),
    until: named(
      word(),
      list(z.union([z.string(), z.number(), z.boolean(), z.null()]), 'values'),
      'fields with their final values',
    )
      .optional()
      .describe('Of mode `open`: fields with the values that are final; null is a value too.'),
    window: windowSection
      .optional()
      .describe('The date filter of a list: for mode `window`, and for `backfill`.'),
    deletions: flag()
      .optional()
      .describe('False: rows whose objects are gone are not marked with `_deleted_at`. Default: true.'),
    ...sourceLimitKeys,
  } satisfies Record<keyof SyncOptions, z.ZodType>,
  { title: 'Sync', description: 'What each load reads again, and what it proves.' },
);

const write = section(
  {
    disposition: oneOf(WRITE_DISPOSITIONS)
      .optional()
      .describe(
        '`merge` inserts and updates rows by primary key; `append` adds the rows of every run; `replace` replaces all rows by those of a complete run. Default `merge`.',
      ),
    allowWrite: flag()
      .optional()
      .describe('Methods other than GET change things: they run only when this is true.'),
    allowWriteOnSchedule: flag()
      .optional()
      .describe('On a schedule they run only when this is true as well.'),
  } satisfies Record<keyof WriteOptions, z.ZodType>,
  { title: 'Write', description: 'What is written: rows into the table, and changes through the API.' },
);

/** No table, or the options of one. */
const tableOrNone = z
  .union([flag(), table], {
    error: 'false (read for its items alone), true, or a group of keys: primaryKey, include, ...',
  })
  .transform((written) => (written === true ? {} : written))
  .describe(
    'The table, and which columns it has. `false`: no table, it is read for its items alone, from which others are mapped.',
  );

/** The four groups of a definition; each may be left out. */
export const optionGroups = {
  table: tableOrNone.default({}),
  read: read.default({}),
  sync: sync.default({}),
  write: write.default({}),
} satisfies Record<keyof OptionGroups, z.ZodType>;

/** The same for a definition of a preset: an option that is absent stays as the preset has it. */
export const optionOverrides = {
  table: tableOrNone.optional(),
  read: read.optional(),
  sync: sync.optional(),
  write: write.optional(),
} satisfies Record<keyof OptionGroups, z.ZodType>;

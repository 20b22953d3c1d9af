// The kinds of destination that are a folder of files: Parquet, JSON Lines, CSV.

import { csvFormat } from '../formats/csv.js';
import { jsonlFormat } from '../formats/jsonl.js';
import { type ParquetOptions, parquetFormat } from '../formats/parquet.js';
import type { DestinationKind, DestinationOption } from '../kind.js';
import { folderDestination } from './folder.js';

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

const PATH: DestinationOption = {
  name: 'path',
  is: 'path',
  isLocation: true,
  default: 'ovh',
  description:
    "The folder; relative to the configuration's folder, `~/` is your own. It is made when there is none, the one above it is not. Each table is a file in it.",
};

export const PARQUET: DestinationKind = {
  description: 'A folder with one Parquet file for each table',
  options: [
    PATH,
    {
      name: 'compression',
      values: ['auto', 'zstd', 'snappy', 'none'],
      default: 'auto',
      description: '`auto`: zstd where Node has it (22.15 or newer), else snappy.',
    },
  ],
  create: ({ path, compression }) =>
    folderDestination({
      name: 'parquet',
      path: String(path),
      format: parquetFormat({ compression: compression as ParquetOptions['compression'] }),
    }),
};

export const JSONL: DestinationKind = {
  description: 'A folder with one file of JSON Lines for each table',
  options: [
    PATH,
    {
      name: 'numbers',
      values: ['number', 'text'],
      default: 'number',
      description:
        '`number`: with all of their digits, which some readers round. `text`: 64-bit integers and decimals as JSON strings.',
    },
  ],
  create: ({ path, numbers }) =>
    folderDestination({
      name: 'jsonl',
      path: String(path),
      format: jsonlFormat({ numbers: numbers === 'text' ? 'text' : 'number' }),
    }),
};

export const CSV: DestinationKind = {
  description: 'A folder with one CSV file for each table',
  options: [
    PATH,
    {
      name: 'delimiter',
      values: Object.keys(DELIMITERS),
      default: 'comma',
      description: 'Between two values.',
    },
    {
      name: 'formulas',
      values: ['keep', 'escape'],
      default: 'keep',
      description:
        "`escape`: texts that a spreadsheet would take for a formula (they begin with `=`, `+`, `-`, `@`, a tab or a line break) get a `'` before them. Numbers never do.",
    },
    {
      name: 'bom',
      is: 'flag',
      default: false,
      description: 'A byte order mark at the beginning, by which some spreadsheets know UTF-8.',
    },
  ],
  create: ({ path, delimiter, formulas, bom }) =>
    folderDestination({
      name: 'csv',
      path: String(path),
      format: csvFormat({
        delimiter: DELIMITERS[String(delimiter)] ?? ',',
        formulas: formulas === 'escape' ? 'escape' : 'keep',
        bom: bom === true,
      }),
    }),
};

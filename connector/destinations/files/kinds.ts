// The kinds of destination that are a folder of files: Parquet, JSON Lines, CSV.

import type { Destination } from '../../model/destination.js';
import { ConfigError } from '../../model/errors.js';
import { csvFormat } from '../formats/csv.js';
import type { FileFormat } from '../formats/format.js';
import { jsonlFormat } from '../formats/jsonl.js';
import { type ParquetOptions, parquetFormat } from '../formats/parquet.js';
import type { DestinationKind, DestinationOption, OptionValue } from '../kit/kind.js';
import { STANDARD_OUTPUT } from '../kit/places.js';
import { standardOutput } from '../stdout/stdout.js';
import { S3_OPTIONS } from '../storage/s3-options.js';
import { isBucketPath } from '../storage/s3-path.js';
import { bucketDestination } from './bucket-place.js';
import { folderDestination } from './files.js';

const DELIMITERS: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

const PATH: DestinationOption = {
  name: 'path',
  is: 'path',
  isLocation: true,
  default: 'ovh',
  description:
    "The folder; relative to the configuration's folder, `~/` is your own. It is made when there is none, the one above it is not. Each table is a file in it. Or a place in object storage: `s3://bucket/prefix`.",
};

function destinationIn(name: string, options: Record<string, OptionValue>, format: FileFormat): Destination {
  const path = String(options.path);
  if (path === STANDARD_OUTPUT) {
    const message = 'standard output takes rows of several tables, so only JSON Lines: jsonl:-';
    throw new ConfigError([{ code: 'config-value', where: 'destination', key: 'path', message }]);
  }
  return isBucketPath(path)
    ? bucketDestination({ name, options, format })
    : folderDestination({ name, path, format });
}

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
    ...S3_OPTIONS,
  ],
  create: (options) =>
    destinationIn(
      'parquet',
      options,
      parquetFormat({ compression: options.compression as ParquetOptions['compression'] }),
    ),
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
    ...S3_OPTIONS,
  ],
  create: (options) => {
    const numbers = options.numbers === 'text' ? 'text' : 'number';
    return options.path === STANDARD_OUTPUT
      ? standardOutput(numbers)
      : destinationIn('jsonl', options, jsonlFormat({ numbers }));
  },
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
    ...S3_OPTIONS,
  ],
  create: (options) =>
    destinationIn(
      'csv',
      options,
      csvFormat({
        delimiter: DELIMITERS[String(options.delimiter)] ?? ',',
        formulas: options.formulas === 'escape' ? 'escape' : 'keep',
        bom: options.bom === true,
      }),
    ),
};

// The kinds of destination that write files: Parquet, JSON Lines, CSV.
import type { Destination } from '../../model/destination.js';
import { ConfigError } from '../../model/errors.js';
import { csvFormat } from '../formats/csv.js';
import type { FileFormat } from '../formats/format.js';
import { jsonlFormat } from '../formats/jsonl.js';
import { type ParquetOptions, parquetFormat } from '../formats/parquet.js';
import { ACCESS_OPTION, accessOf } from '../kit/access-option.js';
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
    "The folder, relative to the configuration's folder; `~/` is your home. A load makes it when it does not exist, but not the folder above it. Each table is a file in it. Or a place in object storage: `s3://bucket/prefix`.",
};

function destinationIn(name: string, options: Record<string, OptionValue>, format: FileFormat): Destination {
  const path = String(options.path);
  if (path === STANDARD_OUTPUT) {
    const message = 'standard output takes the rows of several tables, so only as JSON Lines: jsonl:-';
    throw new ConfigError([{ code: 'config-value', where: 'destination', key: 'path', message }]);
  }
  return isBucketPath(path)
    ? bucketDestination({ name, options, format })
    : folderDestination({ name, path, format, access: accessOf(options) });
}

/** Of object storage. */
function secretVariables({ path }: Readonly<Record<string, OptionValue>>): readonly string[] {
  return isBucketPath(String(path)) ? ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] : [];
}

export const PARQUET: DestinationKind = {
  description: 'A folder with one Parquet file for each table',
  options: [
    PATH,
    ACCESS_OPTION,
    {
      name: 'compression',
      values: ['auto', 'zstd', 'gzip', 'snappy', 'none'],
      default: 'auto',
      description: '`auto`: zstd where Node has it (22.15 or newer), else gzip.',
    },
    ...S3_OPTIONS,
  ],
  secretVariables,
  extensions: ['parquet'],
  isFolder: true,
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
    ACCESS_OPTION,
    {
      name: 'numbers',
      values: ['number', 'text'],
      default: 'number',
      description:
        '`number`: JSON numbers with all digits, which some readers round. `text`: 64-bit integers and decimals as JSON strings.',
    },
    ...S3_OPTIONS,
  ],
  secretVariables,
  extensions: ['jsonl', 'ndjson', 'json'],
  isFolder: true,
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
    ACCESS_OPTION,
    {
      name: 'delimiter',
      values: Object.keys(DELIMITERS),
      default: 'comma',
      description: 'Separates two values.',
    },
    {
      name: 'decimal',
      values: ['point', 'comma'],
      default: 'point',
      description:
        'Between the whole part of a decimal and the rest: `comma` for spreadsheets of countries that write 12,34; it needs another `delimiter`.',
    },
    {
      name: 'formulas',
      values: ['keep', 'escape'],
      default: 'keep',
      description:
        "`escape` puts a `'` before texts that a spreadsheet would run as a formula: those that begin with `=`, `+`, `-`, `@` (also full-width), a tab, a line break or U+FEFF. Numbers stay.",
    },
    {
      name: 'bom',
      is: 'flag',
      default: false,
      description: 'Starts the file with a byte order mark, by which some spreadsheets recognise UTF-8.',
    },
    ...S3_OPTIONS,
  ],
  secretVariables,
  extensions: ['csv', 'tsv'],
  isFolder: true,
  create: (options) => {
    if (options.decimal === 'comma' && options.delimiter === 'comma') {
      const message = '`comma` needs another delimiter: write `delimiter: semicolon`';
      throw new ConfigError([{ code: 'config-conflict', where: 'destination', key: 'decimal', message }]);
    }
    return destinationIn(
      'csv',
      options,
      csvFormat({
        delimiter: DELIMITERS[String(options.delimiter)] ?? ',',
        decimal: options.decimal === 'comma' ? ',' : '.',
        formulas: options.formulas === 'escape' ? 'escape' : 'keep',
        bom: options.bom === true,
      }),
    );
  },
};

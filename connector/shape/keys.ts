// The columns of the primary key, known before the first request where possible.
import { DestinationError } from '../model/errors.js';
import type { TableSpec } from '../model/plan.js';
import type { RecordKind, TableSchema } from '../model/table.js';
import { ColumnNames } from './names.js';
import { joinPath, naturalName, parameterPath } from './paths.js';

export const RECORD_KINDS: readonly RecordKind[] = ['item', 'element', 'object', 'scalar'];

export interface KeyPart {
  column: string;
  path: string;
  /** What the user calls it. */
  label: string;
}

const ACCOUNT: KeyPart = { column: '_account', path: '_account', label: '_account' };

/** Comes first among the key's own columns, because the rows of one load are read together. */
const SNAPSHOT: KeyPart = { column: '_snapshot_at', path: '_snapshot_at', label: '_snapshot_at' };

/** Names of the columns that make a row unique; empty for tables that only append. */
export function keyColumns(spec: TableSpec, kind: RecordKind, existing?: TableSchema): string[] {
  return keyParts(spec, kind, claimedNames(spec, existing)).map((part) => part.column);
}

/** The column names of a table before its first row: parameters are named first. */
export function claimedNames(spec: TableSpec, existing: TableSchema | undefined): ColumnNames {
  const names = new ColumnNames(existing);
  for (const parameter of spec.parameters) names.claim(parameterPath(parameter), naturalName([parameter]));
  return names;
}

/** Names the key fields. Call it before any other field gets its name. */
export function keyParts(spec: TableSpec, kind: RecordKind, names: ColumnNames): KeyPart[] {
  if (spec.writeDisposition === 'append') return [];
  const own =
    spec.primaryKey?.map((key) => configuredPart(spec, key, names)) ?? derivedParts(spec, kind, names);
  const byColumn = new Map(
    [ACCOUNT, ...(spec.snapshot ? [SNAPSHOT] : []), ...own].map((part) => [part.column, part]),
  );
  return [...byColumn.values()];
}

/** The parameter whose column name a field would take. */
export function clashingParameter(spec: TableSpec, names: ColumnNames, natural: string): string | undefined {
  return spec.parameters.find((parameter) => names.get(parameterPath(parameter)) === natural);
}

/** The column of the bare items of a list; a parameter has precedence over an item of the same name. */
export function itemPart(spec: TableSpec, names: ColumnNames): KeyPart {
  const natural = naturalName([spec.item]);
  const wanted = clashingParameter(spec, names, natural) === undefined ? natural : `${natural}_field`;
  const path = joinPath([spec.item]);
  return { column: names.claim(path, wanted), path, label: spec.item };
}

/** Throws when the existing table has a primary key that the definition cannot produce. */
export function checkKey(spec: TableSpec, existing: TableSchema, kinds = RECORD_KINDS): void {
  const wanted = kinds.map((kind) => keyColumns(spec, kind, existing));
  if (wanted.some((key) => sameKey(key, existing.primaryKey))) return;
  const texts = [...new Set(wanted.map(keyText))];
  throw new DestinationError(
    'destination-key',
    `table "${existing.table}" has ${keyText(existing.primaryKey)}, but source object "${spec.source}" needs ` +
      `${texts.join(' or ')}. Give the source object another technical name, or start its table over: ` +
      `\`source-ovhcloud reset ${spec.source} --data\``,
  );
}

function sameKey(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}

function keyText(key: readonly string[]): string {
  return key.length === 0 ? 'no primary key' : `the primary key (${key.join(', ')})`;
}

function parameterPart(parameter: string, names: ColumnNames): KeyPart {
  const path = parameterPath(parameter);
  return { column: names.claim(path, naturalName([parameter])), path, label: parameter };
}

function configuredPart(spec: TableSpec, key: string, names: ColumnNames): KeyPart {
  if (key === ACCOUNT.column) return ACCOUNT;
  if (key === SNAPSHOT.column && spec.snapshot) return SNAPSHOT;
  const parts = key.split('.');
  const parameter = spec.parameters.includes(key) ? key : clashingParameter(spec, names, naturalName(parts));
  if (parameter !== undefined) return parameterPart(parameter, names);
  if (key === spec.item) return itemPart(spec, names);
  const path = joinPath(parts);
  return { column: names.claim(path, naturalName(parts)), path, label: key };
}

function derivedParts(spec: TableSpec, kind: RecordKind, names: ColumnNames): KeyPart[] {
  const parameters = spec.parameters.map((parameter) => parameterPart(parameter, names));
  if (kind === 'item') return [...parameters, itemPart(spec, names)];
  if (kind !== 'element') return parameters;
  return [...parameters, { column: '_row_hash', path: '_row_hash', label: '_row_hash' }];
}

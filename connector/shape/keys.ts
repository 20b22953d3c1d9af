// What makes a row unique: the columns of the primary key, known before the first request where possible.
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

/** Before all other columns of a key: what a load adds is read as one. */
const SNAPSHOT: KeyPart = { column: '_snapshot_at', path: '_snapshot_at', label: '_snapshot_at' };

/** Names of the columns that make a row unique; empty for tables that only append. */
export function keyColumns(spec: TableSpec, kind: RecordKind, existing?: TableSchema): string[] {
  return keyParts(spec, kind, claimedNames(spec, existing)).map((part) => part.column);
}

/** The names of a table before its first row: parameters have theirs first. */
export function claimedNames(spec: TableSpec, existing: TableSchema | undefined): ColumnNames {
  const names = new ColumnNames(existing);
  for (const parameter of spec.parameters) names.claim(parameterPath(parameter), naturalName([parameter]));
  return names;
}

/** Key fields have their names before all other fields: call it before any of those is named. */
export function keyParts(spec: TableSpec, kind: RecordKind, names: ColumnNames): KeyPart[] {
  if (spec.writeDisposition === 'append') return [];
  const own = spec.primaryKey?.map((key) => givenPart(spec, key, names)) ?? derivedParts(spec, kind, names);
  const byColumn = new Map(
    [ACCOUNT, ...(spec.snapshot ? [SNAPSHOT] : []), ...own].map((part) => [part.column, part]),
  );
  return [...byColumn.values()];
}

/** The parameter whose column a field would have by its name. */
export function clashingParameter(spec: TableSpec, names: ColumnNames, natural: string): string | undefined {
  return spec.parameters.find((parameter) => names.get(parameterPath(parameter)) === natural);
}

/** The column of the bare items of a list; a parameter of the same name keeps its own. */
export function itemPart(spec: TableSpec, names: ColumnNames): KeyPart {
  const natural = naturalName([spec.item]);
  const wanted = clashingParameter(spec, names, natural) === undefined ? natural : `${natural}_field`;
  const path = joinPath([spec.item]);
  return { column: names.claim(path, wanted), path, label: spec.item };
}

/** Throws when a table was made with another key than any that the definition can ask for. */
export function checkKey(spec: TableSpec, existing: TableSchema, kinds = RECORD_KINDS): void {
  const wanted = kinds.map((kind) => keyColumns(spec, kind, existing));
  if (wanted.some((key) => sameKey(key, existing.primaryKey))) return;
  const texts = [...new Set(wanted.map(keyText))];
  throw new DestinationError(
    `table "${existing.table}" has ${keyText(existing.primaryKey)}, but source object "${spec.source}" needs ` +
      `${texts.join(' or ')}. Give the source object another technical name, or begin its table anew: ` +
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

function givenPart(spec: TableSpec, key: string, names: ColumnNames): KeyPart {
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

// The manifest: the tables of a folder, and the segments that hold their rows. Replacing it is what commits.
//
// The folder is a log-structured merge tree. A slice becomes immutable segments, sorted by key, with tombstones for the
// rows that it replaces; readers merge a table's segments, and the latest one wins; compaction keeps them few. The
// manifest lists the segments that count, so a change takes place at once or not at all.
import { fileOfTemporary } from '../../disk/whole-file.js';
import { DestinationError } from '../../model/errors.js';
import type { TableSchema } from '../../model/table.js';
import { isPending } from '../kit/pending-replace.js';
import { copySchema } from '../kit/schema-evolution.js';
import { SEGMENTS_END, type Segment } from '../segments/segment.js';
import type { Storage } from '../storage/storage.js';

/** The folder of segments and manifest. Programs that look for data skip names that begin with `_`. */
export const OWN = '_ovh';
export const MANIFEST = `${OWN}/manifest.json`;
/** 2: the manifest has segments. 1 had parts, and was never released. */
const VERSION = 2;

const SEGMENT_NAME = /^_ovh\/\d{8,}-[0-9a-f]+\.segments$/;
const SEGMENTS = /\.segments$/;
const UNFINISHED = /\.(segments|json)$/;

export interface StoredTable {
  schema: TableSchema;
  /** The earliest first. Rows and tombstones of a later one win. */
  segments: Segment[];
  /** The file that other programs read; pending tables have none. */
  file?: string;
  /** The revision of the manifest that last changed rows or columns. */
  changed: number;
  /** The revision whose rows are in the file, and their number. */
  published?: { revision: number; rows: number };
}

export interface Manifest {
  /** Extension of the tables' files: `parquet`. A folder has one format. */
  format: string;
  /** The options with which they were written: with others they are written again. */
  options: string;
  revision: number;
  /** The number of the next file of segments. */
  nextFile: number;
  tables: StoredTable[];
}

export function emptyManifest(format: string): Manifest {
  return { format, options: '', revision: 0, nextFile: 1, tables: [] };
}

/** Throws `DestinationError` for a manifest that is damaged or of another version. */
export async function readManifest(
  storage: Storage,
): Promise<{ manifest: Manifest; tag: string } | undefined> {
  const found = await storage.get(MANIFEST);
  if (!found) return undefined;
  const { version, ...manifest } = parsed(found.bytes, storage);
  if (version !== VERSION) throw otherVersion(version, storage);
  if (!isWhole(manifest)) throw damaged(storage);
  return { manifest, tag: found.tag };
}

type Parsed = Partial<Manifest> & { version?: unknown };

function parsed(bytes: Buffer, storage: Storage): Parsed {
  let found: unknown;
  try {
    found = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw damaged(storage, error);
  }
  if (typeof found !== 'object' || found === null) throw damaged(storage);
  return found;
}

/** Names are checked, so that a manifest from elsewhere can never make a load touch files outside of its folder. */
function isWhole(manifest: Partial<Manifest>): manifest is Manifest {
  const { format, tables } = manifest;
  if (!Array.isArray(tables)) return false;
  return tables.every(
    ({ schema, file, segments }) =>
      typeof schema?.table === 'string' &&
      Array.isArray(segments) &&
      segments.every((segment) => SEGMENT_NAME.test(segment.file)) &&
      (file === undefined ? isPending(schema.table) : file === fileName(schema.table, String(format))),
  );
}

function damaged({ location }: Storage, cause?: unknown): DestinationError {
  return new DestinationError(
    'destination-damaged',
    `folder ${location}: ${MANIFEST} is damaged. Restore it from a backup, or load into a new folder`,
    { cause },
  );
}

function otherVersion(version: unknown, { location }: Storage): DestinationError {
  const isOlder = typeof version === 'number' && version < VERSION;
  const words = isOlder
    ? 'was written by an earlier version of source-ovhcloud, whose rows this one does not read. Load into another folder'
    : 'was written by another version of source-ovhcloud. Use a newer one, or load into another folder';
  return new DestinationError('destination-version', `folder ${location}: ${MANIFEST} ${words}`);
}

export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify({ version: VERSION, ...manifest })}\n`);
}

export function tableOf(manifest: Manifest, name: string): StoredTable | undefined {
  const wanted = name.toLowerCase();
  return manifest.tables.find(({ schema }) => schema.table.toLowerCase() === wanted);
}

/** The tables without the pending ones. */
export function publicTables(manifest: Manifest): StoredTable[] {
  return manifest.tables.filter(({ schema }) => !isPending(schema.table));
}

export function schemasOf(manifest: Manifest): TableSchema[] {
  return publicTables(manifest).map(({ schema }) => copySchema(schema));
}

/** @param by name of the session: two that write at once never write the same file */
export function segmentName(number: number, by: string): string {
  return `${OWN}/${String(number).padStart(8, '0')}-${by}${SEGMENTS_END}`;
}

/** The segment files among these that the manifest does not name, and what a crash has left of others. */
export function unneeded(manifest: Manifest, names: readonly string[]): string[] {
  const needed = new Set(manifest.tables.flatMap(({ segments }) => segments.map(({ file }) => file)));
  return names.filter((name) => isLeftover(name) && !needed.has(name));
}

function isLeftover(name: string): boolean {
  const file = fileOfTemporary(name);
  return file === undefined ? SEGMENTS.test(name) : UNFINISHED.test(file);
}

/** The name of a table's file: valid on every system, and different for every table. */
export function fileName(table: string, extension: string): string {
  const odd = (text: string) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  const safe = table.replace(/[^a-z0-9_-]/giu, (text) => odd(text).join(''));
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d|_ovh)$/i.test(safe);
  return `${isReserved ? odd(safe.slice(0, 1)).join('') + safe.slice(1) : safe}.${extension}`;
}

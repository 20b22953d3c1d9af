// The manifest: which tables there are, and which parts of which files hold their rows. It alone is the truth.
import { DestinationError } from '../../model/errors.js';
import type { TableSchema } from '../../model/table.js';
import { isPending } from '../kit/pending-replace.js';
import { copySchema } from '../kit/schema-evolution.js';
import type { Segment } from '../segments/segment.js';
import type { Storage } from '../storage/storage.js';

/** Folder of everything but the tables' own files. Programs that look for data leave out names with `_`. */
export const OWN = '_ovh';
export const MANIFEST = `${OWN}/manifest.json`;
const VERSION = 1;

export interface StoredTable {
  schema: TableSchema;
  /** The earliest first: what a later one has counts. */
  parts: Segment[];
  /** Name of the file that others read; none for tables that wait. */
  file?: string;
  /** Revision of the manifest in which rows or columns changed last. */
  changed: number;
  /** Revision whose rows the file has, and how many they are. */
  published?: { revision: number; rows: number };
}

export interface Manifest {
  /** What the tables' own files are: they are written anew when it is another. */
  format: string;
  /** The options with which they were written. */
  options: string;
  revision: number;
  /** Number of the next file of parts. */
  nextFile: number;
  tables: StoredTable[];
}

export function emptyManifest(format: string): Manifest {
  return { format, options: '', revision: 0, nextFile: 1, tables: [] };
}

/** Throws `DestinationError` for a manifest that is damaged or of a later version. */
export async function readManifest(
  storage: Storage,
): Promise<{ manifest: Manifest; tag: string } | undefined> {
  const found = await storage.get(MANIFEST);
  if (!found) return undefined;
  let read: { version?: unknown } & Manifest;
  try {
    read = JSON.parse(found.bytes.toString('utf8'));
  } catch (error) {
    throw new DestinationError(
      'destination-damaged',
      `folder ${storage.location}: ${MANIFEST} is damaged. Restore it from a backup, or load into a new folder`,
      { cause: error },
    );
  }
  const { version, ...manifest } = read;
  if (version !== VERSION || !Array.isArray(manifest.tables)) {
    throw new DestinationError(
      'destination-version',
      `folder ${storage.location}: ${MANIFEST} is not of this version. Use a newer version of source-ovhcloud, or ` +
        'load into another folder',
    );
  }
  return { manifest, tag: found.tag };
}

export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify({ version: VERSION, ...manifest })}\n`);
}

export function tableOf(manifest: Manifest, name: string): StoredTable | undefined {
  const wanted = name.toLowerCase();
  return manifest.tables.find(({ schema }) => schema.table.toLowerCase() === wanted);
}

/** The tables without those that wait for the end of a run. */
export function publicTables(manifest: Manifest): StoredTable[] {
  return manifest.tables.filter(({ schema }) => !isPending(schema.table));
}

export function schemasOf(manifest: Manifest): TableSchema[] {
  return publicTables(manifest).map(({ schema }) => copySchema(schema));
}

/** `by`: who writes it. Two who write at once never write the same file. */
export function segmentName(number: number, by: string): string {
  return `${OWN}/${String(number).padStart(8, '0')}-${by}.rows`;
}

/** Files that nothing in the manifest needs. */
export function unneeded(manifest: Manifest, names: readonly string[]): string[] {
  const needed = new Set(manifest.tables.flatMap(({ parts }) => parts.map(({ file }) => file)));
  return names.filter((name) => /\.rows(\.tmp)?$|\.json\.tmp$/.test(name) && !needed.has(name));
}

/** A table's file name: safe on every system, and another one for another table. */
export function fileName(table: string, extension: string): string {
  const odd = (text: string) =>
    [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  const safe = table.replace(/[^a-z0-9_-]/giu, (text) => odd(text).join(''));
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d|_ovh)$/i.test(safe);
  return `${isReserved ? odd(safe.slice(0, 1)).join('') + safe.slice(1) : safe}.${extension}`;
}

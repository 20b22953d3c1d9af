// The state of a folder, and the only way to change it: parts come to tables, a manifest names them, or nothing.

import { randomBytes } from 'node:crypto';
import { DestinationError } from '../../model/errors.js';
import type { TableSchema } from '../../model/table.js';
import { isPending } from '../kit/pending-replace.js';
import { combinedStats } from '../segments/column-stats.js';
import { mergeFrom } from '../segments/compaction.js';
import { Merge } from '../segments/merge.js';
import { type PlannedSegment, type Segment, writeSegments } from '../segments/segment.js';
import { Tombstones } from '../segments/tombstones.js';
import type { Storage } from '../storage/storage.js';
import {
  emptyManifest,
  fileName,
  MANIFEST,
  type Manifest,
  manifestBytes,
  readManifest,
  type StoredTable,
  segmentName,
  tableOf,
  unneeded,
} from './manifest.js';

export interface TableChange {
  schema: TableSchema;
  /** Come after those that the table has, unless `anew`. */
  parts: readonly Segment[];
  anew?: boolean;
  dropped?: boolean;
}

export interface OpenTable {
  table: StoredTable;
  merge: Merge;
}

/** A file may go between reading the manifest and opening the file: then the manifest is another. */
const ATTEMPTS = 10;

/** As one session knows it. */
export class FolderState {
  #manifest: Manifest;
  #tag: string | undefined;
  #nextFile: number;
  readonly #name = randomBytes(4).toString('hex');
  /** Files since the last manifest: some were merged before it named them. */
  #fresh: string[] = [];

  private constructor(
    readonly storage: Storage,
    readonly extension: string,
    found: { manifest: Manifest; tag: string } | undefined,
  ) {
    this.#manifest = found?.manifest ?? emptyManifest(extension);
    this.#tag = found?.tag;
    this.#nextFile = this.#manifest.nextFile;
  }

  /** Undefined when nothing is there and nothing is to be made. Throws for a folder of another format. */
  static async open(storage: Storage, extension: string, make: boolean): Promise<FolderState | undefined> {
    const found = await readManifest(storage);
    if (!found && !make) return undefined;
    if (found && found.manifest.format !== extension)
      throw otherFormat(storage, found.manifest.format, extension);
    return new FolderState(storage, extension, found);
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  readonly newFile = (): string => {
    const file = segmentName(this.#nextFile++, this.#name);
    this.#fresh.push(file);
    return file;
  };

  /** Without its rows. `renewed` as for `latest`. */
  async table(name: string, renewed: boolean): Promise<StoredTable | undefined> {
    const found = renewed ? await readManifest(this.storage) : undefined;
    if (found) [this.#manifest, this.#tag] = [found.manifest, found.tag];
    return tableOf(this.#manifest, name);
  }

  /**
   * A table and its rows; undefined when there is none. `renewed`: the manifest is read first, as others may have
   * changed it.
   */
  async latest(name: string, renewed: boolean): Promise<OpenTable | undefined> {
    for (let attempt = 1; attempt <= ATTEMPTS && renewed; attempt++) {
      const table = await this.table(name, true);
      const merge = table && (await Merge.open(this.storage, table.schema, table.parts));
      if (table && merge) return { table, merge };
      if (!table) return undefined;
    }
    const table = tableOf(this.#manifest, name);
    return table && { table, merge: await this.merge(table) };
  }

  /** The rows of a table as of now, or of some of its parts. */
  async merge(table: StoredTable, parts: readonly Segment[] = table.parts): Promise<Merge> {
    const merge = await Merge.open(this.storage, table.schema, parts);
    if (merge) return merge;
    throw new DestinationError(
      'destination-damaged',
      `folder ${this.storage.location}: a file that ${MANIFEST} names is gone. Restore the folder from a backup, or ` +
        'load into a new one',
    );
  }

  /** Writes one new file with these parts; nothing names it before `apply`. */
  async write(planned: readonly PlannedSegment[]): Promise<(Segment | undefined)[]> {
    if (planned.length === 0) return [];
    const file = this.newFile();
    const parts = await writeSegments(this.storage, file, planned);
    if (parts.every((part) => part === undefined)) await this.storage.remove(file);
    return parts;
  }

  async apply(changes: Iterable<TableChange>): Promise<void> {
    const next: Manifest = {
      ...this.#manifest,
      revision: this.#manifest.revision + 1,
      tables: [...this.#manifest.tables],
    };
    const present = new Set((await this.storage.list('')).map((name) => name.toLowerCase()));
    for (const change of changes) this.#change(next, change, present);
    await this.#mergeSmall(next);
    await this.replace(next);
  }

  /** The manifest is replaced, and what only the last one needed goes. */
  async replace(next: Manifest): Promise<void> {
    const before = this.#manifest;
    const manifest = { ...next, nextFile: this.#nextFile };
    this.#tag = await this.storage.replace(MANIFEST, manifestBytes(manifest), this.#tag);
    this.#manifest = manifest;
    const files = new Set([
      ...this.#fresh.splice(0),
      ...before.tables.flatMap(({ parts }) => parts.map(({ file }) => file)),
    ]);
    for (const file of unneeded(manifest, [...files])) await this.storage.remove(file);
  }

  /** What a crash has left. */
  async sweep(): Promise<void> {
    const own = MANIFEST.slice(0, MANIFEST.indexOf('/'));
    for (const file of unneeded(this.#manifest, await this.storage.list(own)))
      await this.storage.remove(file);
    const names = new Set(this.#manifest.tables.map(({ file }) => `${file}.tmp`));
    for (const file of await this.storage.list('')) if (names.has(file)) await this.storage.remove(file);
  }

  #change(next: Manifest, { schema, parts, anew, dropped }: TableChange, present: ReadonlySet<string>): void {
    const known = tableOf(next, schema.table);
    const others = next.tables.filter((table) => table !== known);
    if (dropped) {
      next.tables = others;
      return;
    }
    const isSame =
      known && parts.length === 0 && !anew && JSON.stringify(known.schema) === JSON.stringify(schema);
    const table: StoredTable = {
      ...(known ?? (isPending(schema.table) ? {} : { file: this.#ownName(schema.table, present) })),
      schema,
      parts: known && !anew ? [...known.parts, ...parts] : [...parts],
      changed: isSame ? known.changed : next.revision,
    };
    next.tables = known ? next.tables.map((one) => (one === known ? table : one)) : [...others, table];
  }

  #ownName(table: string, present: ReadonlySet<string>): string {
    const file = fileName(table, this.extension);
    if (!present.has(file.toLowerCase())) return file;
    throw new DestinationError(
      'destination-foreign',
      `folder ${this.storage.location} already has a file "${file}" that source-ovhcloud did not make; it was left as ` +
        'it is. Move it away, give the source object another technical name, or choose another folder',
    );
  }

  /** Tables that have come to many parts get fewer, all in one new file. */
  async #mergeSmall(next: Manifest): Promise<void> {
    const many = next.tables.flatMap((table) => {
      const from = mergeFrom(table.parts);
      return from === undefined ? [] : [{ table, from, rest: table.parts.slice(from) }];
    });
    const merges: Merge[] = [];
    try {
      for (const { table, rest } of many) merges.push(await this.merge(table, rest));
      const parts = await this.write(
        merges.map((merge, index) => ({
          blocks: merge.blocks(),
          // Before the first part there is nothing to remove.
          deletes: many[index]?.from === 0 ? new Tombstones() : merge.deletes,
          facts: combinedStats(
            many[index]?.rest.map(({ facts }) => facts) ?? [],
            many[index]?.table.schema.columns ?? [],
          ),
          deflated: true,
        })),
      );
      for (const [index, { table, from }] of many.entries()) {
        const merged = [...table.parts.slice(0, from), ...(parts[index] ? [parts[index]] : [])];
        next.tables = next.tables.map((one) => (one === table ? { ...table, parts: merged } : one));
      }
    } finally {
      for (const merge of merges) await merge.close();
    }
  }
}

function otherFormat({ location }: Storage, found: string, wanted: string): DestinationError {
  return new DestinationError(
    'destination-version',
    `folder ${location}: its files are ${found}, not ${wanted}. Load into another folder, or with the type "${found}"`,
  );
}

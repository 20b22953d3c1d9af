// The state of a folder as one session knows it, and the only way to change it: by replacing the manifest.
import { randomBytes } from 'node:crypto';
import { fileOfTemporary } from '../../disk/whole-file.js';
import { DestinationError } from '../../model/errors.js';
import type { TableSchema } from '../../model/table.js';
import { isPending } from '../kit/pending-replace.js';
import { combinedStats } from '../segments/column-stats.js';
import { compactFrom } from '../segments/compaction.js';
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
  /** Added after the segments of the table; with `rewritten` in their place. */
  segments: readonly Segment[];
  rewritten?: boolean;
  dropped?: boolean;
}

export interface OpenTable {
  table: StoredTable;
  merge: Merge;
}

/** Compaction may remove a file after its manifest was read. Then a newer manifest is read, this many times. */
const ATTEMPTS = 10;

export class FolderState {
  #manifest: Manifest;
  #tag: string | undefined;
  #nextFile: number;
  readonly #name = randomBytes(4).toString('hex');
  /** Files written since the last manifest. Compaction may have replaced some before a manifest named them. */
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

  /** Undefined when nothing was loaded yet and `create` is false. Throws for a folder of another format. */
  static async open(storage: Storage, extension: string, create: boolean): Promise<FolderState | undefined> {
    const found = await readManifest(storage);
    if (!found && !create) return undefined;
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

  /** A table without its rows. @param refresh as for `latest` */
  async table(name: string, refresh: boolean): Promise<StoredTable | undefined> {
    const found = refresh ? await readManifest(this.storage) : undefined;
    if (found) [this.#manifest, this.#tag] = [found.manifest, found.tag];
    return tableOf(this.#manifest, name);
  }

  /**
   * A table and its rows; undefined when there is no such table.
   *
   * @param refresh reads the manifest first, because another process may have replaced it
   */
  async latest(name: string, refresh: boolean): Promise<OpenTable | undefined> {
    for (let attempt = 1; attempt <= ATTEMPTS && refresh; attempt++) {
      const table = await this.table(name, true);
      const merge = table && (await Merge.open(this.storage, table.schema, table.segments));
      if (table && merge) return { table, merge };
      if (!table) return undefined;
    }
    const table = tableOf(this.#manifest, name);
    return table && { table, merge: await this.merge(table) };
  }

  /** The rows of a table, or of some of its segments. */
  async merge(table: StoredTable, segments: readonly Segment[] = table.segments): Promise<Merge> {
    const merge = await Merge.open(this.storage, table.schema, segments);
    if (merge) return merge;
    throw new DestinationError(
      'destination-damaged',
      `folder ${this.storage.location}: a file that ${MANIFEST} names is gone. Restore the folder from a backup, or ` +
        'load into a new one',
    );
  }

  /** Writes one new file with these segments. They count once `apply` has added them to the manifest. */
  async write(planned: readonly PlannedSegment[]): Promise<(Segment | undefined)[]> {
    if (planned.length === 0) return [];
    const file = this.newFile();
    const segments = await writeSegments(this.storage, file, planned);
    if (segments.every((segment) => segment === undefined)) await this.storage.remove(file);
    return segments;
  }

  /** Commits all of the changes, and compacts the tables that need it. */
  async apply(changes: Iterable<TableChange>): Promise<void> {
    const next: Manifest = {
      ...this.#manifest,
      revision: this.#manifest.revision + 1,
      tables: [...this.#manifest.tables],
    };
    const present = new Set((await this.storage.list('')).map((name) => name.toLowerCase()));
    for (const change of changes) this.#change(next, change, present);
    await this.#compact(next);
    await this.replace(next);
  }

  /** Replaces the manifest, then removes the files that only the last one named. */
  async replace(next: Manifest): Promise<void> {
    const before = this.#manifest;
    const manifest = { ...next, nextFile: this.#nextFile };
    this.#tag = await this.storage.replace(MANIFEST, manifestBytes(manifest), this.#tag);
    this.#manifest = manifest;
    const files = new Set([
      ...this.#fresh.splice(0),
      ...before.tables.flatMap(({ segments }) => segments.map(({ file }) => file)),
    ]);
    for (const file of unneeded(manifest, [...files])) await this.storage.remove(file);
  }

  /** Removes files that a crash has left. */
  async removeOrphans(): Promise<void> {
    const own = MANIFEST.slice(0, MANIFEST.indexOf('/'));
    for (const file of unneeded(this.#manifest, await this.storage.list(own)))
      await this.storage.remove(file);
    const names = new Set(this.#manifest.tables.map(({ file }) => file));
    for (const name of await this.storage.list(''))
      if (names.has(fileOfTemporary(name))) await this.storage.remove(name);
  }

  #change(
    next: Manifest,
    { schema, segments, rewritten, dropped }: TableChange,
    present: ReadonlySet<string>,
  ): void {
    const known = tableOf(next, schema.table);
    const others = next.tables.filter((table) => table !== known);
    if (dropped) {
      next.tables = others;
      return;
    }
    const isSame =
      known && segments.length === 0 && !rewritten && JSON.stringify(known.schema) === JSON.stringify(schema);
    const table: StoredTable = {
      ...(known ?? (isPending(schema.table) ? {} : { file: this.#ownName(schema.table, present) })),
      schema,
      segments: known && !rewritten ? [...known.segments, ...segments] : [...segments],
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

  /** Compacts the tables that have too many segments, all into one new file. */
  async #compact(next: Manifest): Promise<void> {
    const many = next.tables.flatMap((table) => {
      const from = compactFrom(table.segments);
      return from === undefined ? [] : [{ table, from, rest: table.segments.slice(from) }];
    });
    const merges: Merge[] = [];
    try {
      for (const { table, rest } of many) merges.push(await this.merge(table, rest));
      const segments = await this.write(
        merges.map((merge, index) => ({
          rows: merge.blocks(),
          // There is no earlier segment whose rows a tombstone could remove.
          tombstones: many[index]?.from === 0 ? new Tombstones() : merge.tombstones,
          stats: combinedStats(many[index]?.rest ?? [], many[index]?.table.schema.columns ?? []),
        })),
      );
      for (const [index, { table, from }] of many.entries()) {
        const merged = [...table.segments.slice(0, from), ...(segments[index] ? [segments[index]] : [])];
        next.tables = next.tables.map((one) => (one === table ? { ...table, segments: merged } : one));
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

// The state of one stream as a message carries it: compact, with a version, and refused where it cannot be understood.
import { z } from 'zod';
import { ConfigError } from '../../model/errors.js';
import type { StoredDefinition, StoredLoad } from '../../state/known/state-store.js';
import { packTexts, unpackTexts } from './packed-texts.js';

const VERSION = 1;

/** `load_id` of items of earlier loads: which of them it was does not matter any more. */
export const EARLIER = '-';

/** What loads have left of one source object, as it is configured. */
export interface ObjectState {
  fingerprint: string;
  /** Items that are not read again, and items that are: each with the load that read it. */
  final: Map<string, string>;
  open: Map<string, string>;
  load?: Pick<StoredLoad, 'loadId' | 'startedAt' | 'state' | 'snapshotAt'>;
  cursors?: { fingerprint: string; readUntil: Map<string, number> };
  definition?: Omit<StoredDefinition, 'source' | 'fingerprint'>;
}

export interface StreamState {
  account: string;
  /** Of a full refresh: which one it is. */
  generation?: number;
  objects: Map<string, ObjectState>;
  /** Keys of the rows that the receiver has, where they are needed to tell which are gone. */
  rows?: ReadonlySet<string>;
  /** Keys of rows that the last read has told as deleted. */
  deleted?: ReadonlySet<string>;
  /** Of the stream that tells them: the same, by stream. */
  told?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A read of it has begun and was not at its end. */
export function isUnderWay({ objects }: StreamState): boolean {
  return [...objects.values()].some(({ load }) => load?.state === 'started');
}

const wireObject = z.object({
  source: z.string(),
  fingerprint: z.string(),
  /** Packed texts; or those of an earlier source object of the list, with some more and some less. */
  items: z.string().optional(),
  like: z.object({ source: z.string(), more: z.string().optional(), less: z.string().optional() }).optional(),
  open: z.array(z.string()).optional(),
  load: z
    .object({
      id: z.string(),
      at: z.number(),
      state: z.enum(['started', 'ended']),
      snapshot: z.number().optional(),
    })
    .optional(),
  cursors: z
    .object({ fingerprint: z.string(), until: z.array(z.object({ at: z.number(), lists: z.string() })) })
    .optional(),
  definition: z
    .object({
      table: z.string(),
      route: z.string(),
      parts: z.record(z.string(), z.string()),
      run: z.string(),
    })
    .optional(),
});

const wireState = z.object({
  account: z.string(),
  generation: z.number().optional(),
  objects: z.array(wireObject),
  /** Packed texts. */
  rows: z.string().optional(),
  deleted: z.string().optional(),
  told: z.record(z.string(), z.string()).optional(),
});

type WireObject = z.output<typeof wireObject>;
/** Plain data, for a message. */
export type WireState = { version: number } & z.output<typeof wireState>;

export function encodeState(state: StreamState): WireState {
  const { account, generation, objects, rows, deleted, told = new Map() } = state;
  // Those that have the most come first: others are like them.
  const sorted = [...objects].sort(([, a], [, b]) => b.final.size - a.final.size);
  const written: [string, ObjectState][] = [];
  const wire = sorted.map(([source, state]) => {
    const one = encodeObject(source, state, written);
    written.push([source, state]);
    return one;
  });
  return {
    version: VERSION,
    account,
    ...(generation !== undefined && { generation }),
    objects: wire,
    ...(rows && { rows: packTexts(rows) }),
    ...(deleted && { deleted: packTexts(deleted) }),
    ...(told.size > 0 && {
      told: Object.fromEntries(Array.from(told, ([name, keys]) => [name, packTexts(keys)])),
    }),
  };
}

/** Throws `ConfigError` that says why the state of a stream cannot be used, and what to do. */
export function decodeState(given: unknown, stream: string): StreamState {
  const refused = (why: string) => {
    const message = `${why}. Reset the stream, and the next read loads it whole`;
    return new ConfigError([{ code: 'state-unusable', where: `state of stream "${stream}"`, message }]);
  };
  const { version } = z.object({ version: z.unknown() }).safeParse(given).data ?? {};
  if (version !== VERSION) {
    const which = typeof version === 'number' ? `has version ${version}` : 'has no version';
    throw refused(`it ${which}, and this version of source-ovhcloud reads version ${VERSION}`);
  }
  const parsed = wireState.safeParse(given);
  if (!parsed.success) throw refused(`it is damaged at ${parsed.error.issues[0]?.path.join('.')}`);
  const { account, generation, objects: wire, rows, deleted, told } = parsed.data;
  const objects = new Map<string, ObjectState>();
  const set = (packed: string) => new Set(unpackTexts(packed));
  try {
    for (const one of wire) objects.set(one.source, decodeObject(one, objects));
    return {
      account,
      objects,
      ...(generation !== undefined && { generation }),
      ...(rows !== undefined && { rows: set(rows) }),
      ...(deleted !== undefined && { deleted: set(deleted) }),
      ...(told && { told: new Map(Object.entries(told).map(([name, keys]) => [name, set(keys)])) }),
    };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw refused(`its items are damaged (${error.message})`);
  }
}

function encodeObject(
  source: string,
  { fingerprint, final, open, load, cursors, definition }: ObjectState,
  written: readonly (readonly [string, ObjectState])[],
): WireObject {
  return {
    source,
    fingerprint,
    ...encodeItems(final, written),
    ...(open.size > 0 && { open: [...open.keys()].sort() }),
    ...(load && {
      load: {
        id: load.loadId,
        at: load.startedAt,
        state: load.state,
        ...(load.snapshotAt !== undefined && { snapshot: load.snapshotAt }),
      },
    }),
    ...(cursors && { cursors: encodeCursors(cursors) }),
    ...(definition && {
      definition: {
        table: definition.tableName,
        route: definition.route,
        parts: definition.parts,
        run: definition.runId,
      },
    }),
  };
}

/** A tenth of the items at the most differ where a set is like another. */
const LIKENESS = 10;

function encodeItems(
  final: ReadonlyMap<string, string>,
  written: readonly (readonly [string, ObjectState])[],
): Pick<WireObject, 'items' | 'like'> {
  if (final.size === 0) return {};
  for (const [source, other] of written) {
    const less = [...other.final.keys()].filter((item) => !final.has(item));
    // As many as are not in the other.
    const others = final.size - (other.final.size - less.length);
    if ((less.length + others) * LIKENESS > final.size) continue;
    const more = others === 0 ? [] : [...final.keys()].filter((item) => !other.final.has(item));
    const packed = {
      ...(more.length > 0 && { more: packTexts(more) }),
      ...(less.length > 0 && { less: packTexts(less) }),
    };
    return { like: { source, ...packed } };
  }
  return { items: packTexts(final.keys()) };
}

function encodeCursors({ fingerprint, readUntil }: NonNullable<ObjectState['cursors']>) {
  const byInstant = new Map<number, string[]>();
  for (const [list, at] of readUntil) byInstant.set(at, [...(byInstant.get(at) ?? []), list]);
  const until = [...byInstant].map(([at, lists]) => ({ at, lists: packTexts(lists) }));
  return { fingerprint, until };
}

function decodeObject(
  { fingerprint, items, like, open = [], load, cursors, definition }: WireObject,
  before: ReadonlyMap<string, ObjectState>,
): ObjectState {
  // The items of a root are those of its load.
  const loadId = load?.id ?? EARLIER;
  const owned = (texts: Iterable<string>) => new Map(Array.from(texts, (text) => [text, loadId]));
  return {
    fingerprint,
    final: owned(items === undefined ? likeItems(like, before) : unpackTexts(items)),
    open: owned(open),
    ...(load && {
      load: {
        loadId: load.id,
        startedAt: load.at,
        state: load.state,
        ...(load.snapshot !== undefined && { snapshotAt: load.snapshot }),
      },
    }),
    ...(cursors && {
      cursors: {
        fingerprint: cursors.fingerprint,
        readUntil: new Map(
          cursors.until.flatMap(({ at, lists }) => unpackTexts(lists).map((list) => [list, at] as const)),
        ),
      },
    }),
    ...(definition && {
      definition: {
        tableName: definition.table,
        route: definition.route,
        parts: definition.parts,
        runId: definition.run,
      },
    }),
  };
}

function likeItems(like: WireObject['like'], before: ReadonlyMap<string, ObjectState>): Iterable<string> {
  if (!like) return [];
  const other = before.get(like.source);
  if (!other) throw new Error(`there are none of "${like.source}"`);
  const less = new Set(like.less === undefined ? [] : unpackTexts(like.less));
  const more = like.more === undefined ? [] : unpackTexts(like.more);
  return [...[...other.final.keys()].filter((item) => !less.has(item)), ...more];
}

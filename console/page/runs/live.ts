// A load as this page knows it: updates of the server, put one upon the other.
import type {
  LiveUpdate,
  LoadView,
  ObjectCounts,
  PartProgress,
  PartView,
  RunEvent,
} from '../../contract/run.js';

export interface LiveState {
  seq: number;
  load?: LoadView;
  parts: PartView[];
  progress: PartProgress[];
  /** By part, in the order of its source objects. */
  objects: ObjectCounts[][];
  /** The newest; older ones are dropped. */
  events: RunEvent[];
  /** Calls in each of the last seconds. */
  pace: { seq: number; calls: number }[];
  /** How much the clock of the server is ahead of that of the page. */
  aheadMs: number;
}

/** A page that stays open for days keeps no more. */
const MOST_EVENTS = 500;
const PACE_SECONDS = 120;

export const NOTHING: LiveState = {
  ...{ seq: 0, parts: [], progress: [], objects: [], events: [], pace: [], aheadMs: 0 },
};

/** Undefined where an update in between is missing: then all of it must be asked for. */
export function applied(old: LiveState, update: LiveUpdate, now: number): LiveState | undefined {
  if (update.since > old.seq) return undefined;
  // Another tab may have been quicker.
  if (update.seq <= old.seq) return old;
  const before = update.since === 0 ? NOTHING : old;
  const parts = replaced(before.parts, update.parts);
  const objects = before.objects.map((each) => [...each]);
  for (const { part, object, view } of update.objects ?? []) {
    objects[part] ??= [];
    (objects[part] as ObjectCounts[])[object] = view;
  }
  const load = update.load ?? before.load;
  return {
    seq: Math.max(before.seq, update.seq),
    ...(load && { load }),
    parts,
    progress: replaced(before.progress, update.progress),
    objects,
    events: newest(before.events, update.events, MOST_EVENTS),
    pace: newest(before.pace, update.pace, PACE_SECONDS),
    aheadMs: Date.parse(update.at) - now,
  };
}

/** What a page that comes later needs to know all of it. */
export function wholeOf(
  { seq, load, parts, progress, objects, events, pace, aheadMs }: LiveState,
  now: number,
): LiveUpdate {
  return {
    ...{ since: 0, seq, at: new Date(now + aheadMs).toISOString() },
    ...(load && { load }),
    parts: parts.map((view, part) => ({ part, view })),
    progress: progress.map((view, part) => ({ part, view })),
    objects: objects.flatMap((own, part) => own.map((view, object) => ({ part, object, view }))),
    events,
    pace,
  };
}

function replaced<T>(old: readonly T[], changes: readonly { part: number; view: T }[] = []): T[] {
  const next = [...old];
  for (const { part, view } of changes) next[part] = view;
  return next;
}

/** Those that come behind what is known. */
function newest<T extends { seq: number }>(old: T[], more: readonly T[] = [], most: number): T[] {
  const known = old.at(-1)?.seq ?? 0;
  const later = more.filter(({ seq }) => seq > known);
  return later.length === 0 ? old : [...old, ...later].slice(-most);
}

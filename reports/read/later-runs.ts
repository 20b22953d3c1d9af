// What retries and replays made up for since a load: what is still missing, by source object.

import type { LaterRun } from '../report/proof-data.js';
import type { Instant } from '../report/report-data.js';

/** Objects of a source object that are not loaded, and how many of them the configuration accepts. */
export interface Missing {
  missing: number;
  accepted: number;
  /** Of those that are missing: dead letters. */
  rejected: number;
}

/** A run as it is stored. */
export interface RecordedRun {
  id: string;
  kind: string;
  startedAt: Instant;
  retryOf: string | null;
  readToEnd: boolean;
  reasons: readonly { code: string; source?: string }[];
  sources: ReadonlyMap<string, Missing & { loaded: number; known: number }>;
}

export interface SinceThen {
  missing: ReadonlyMap<string, Missing>;
  laterRuns: LaterRun[];
  /** A retry could not ask for some of it, or does not know what the load had not reached. */
  isLimited: boolean;
}

const LIMITS: readonly string[] = ['retry-not-possible', 'retry-of-cut-run'];

/**
 * @param load the newest load of an account
 * @param later runs of the account that began after it, the first first
 */
export function sinceThen(load: RecordedRun, later: readonly RecordedRun[]): SinceThen {
  const chain = new Set([load.id]);
  let missing = new Map([...load.sources].map(([name, each]) => [name, only(each)]));
  const laterRuns: LaterRun[] = [];
  let isLimited = false;
  for (const run of later) {
    const before = sum(missing);
    if (run.kind === 'replay') missing = replayed(missing, run);
    else if (run.retryOf !== null && chain.has(run.retryOf)) {
      chain.add(run.id);
      // What it had not reached, or was not asked for, is still with the run before.
      if (!run.readToEnd || run.reasons.some(({ code }) => code === 'retry-narrowed')) continue;
      const limits = run.reasons.filter(({ code }) => LIMITS.includes(code));
      isLimited ||= limits.length > 0;
      const left = new Set(limits.map(({ source }) => source));
      missing = new Map(
        [...new Set([...missing.keys(), ...run.sources.keys()])].map((name) => {
          const asked = run.sources.get(name);
          if (left.has(name) && asked === undefined) return [name, missing.get(name) ?? NONE];
          return [name, asked === undefined ? NONE : only(asked)];
        }),
      );
    } else continue;
    const brought = before - sum(missing);
    if (brought > 0)
      laterRuns.push({ id: run.id, kind: run.kind as LaterRun['kind'], startedAt: run.startedAt, brought });
  }
  return { missing, laterRuns, isLimited };
}

const NONE: Missing = { missing: 0, accepted: 0, rejected: 0 };

const only = ({ missing, accepted, rejected }: Missing): Missing => ({ missing, accepted, rejected });

function sum(missing: ReadonlyMap<string, Missing>): number {
  return [...missing.values()].reduce((count, each) => count + each.missing, 0);
}

/** Dead letters that have become rows, or that a later load has brought. */
function replayed(missing: ReadonlyMap<string, Missing>, { sources }: RecordedRun): Map<string, Missing> {
  return new Map(
    [...missing].map(([name, each]) => {
      const { loaded = 0, known = 0 } = sources.get(name) ?? {};
      const gone = Math.min(each.rejected, loaded + known);
      const left = each.missing - gone;
      return [
        name,
        { missing: left, accepted: Math.min(each.accepted, left), rejected: each.rejected - gone },
      ];
    }),
  );
}

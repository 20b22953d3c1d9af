// The table `_ovh_tick`: the latest tick of each pipeline, and the process that claimed it. Read and written under the
// destination's lock, it is a compare-and-set: one process claims a tick, and a claim of a dead process is recognised.
import type { Destination, DestinationSession } from '../model/destination.js';
import { count, instant, json, optional, ownTable, type RowOf, text } from '../model/own-table.js';

export const TICKS = ownTable(
  '_ovh_tick',
  'pipeline: its latest tick, and the process that claimed it',
  {
    pipeline: text('name of the pipeline'),
    scope: text('digest of the sources and destinations: two configurations may use the same name'),
    tick: instant('when it was due'),
    state: text<TickState>('`claimed`, `interrupted` or `done`'),
    claims: count('processes that claimed this tick'),
    claimedAt: instant('when it was claimed'),
    endedAt: optional(instant('when it ended')),
    host: text('the machine that claimed it'),
    pid: count('the process that claimed it'),
    outcome: optional(text('how its runs ended')),
    runIds: optional(json<string[]>('its runs', [])),
  },
  ['pipeline', 'scope'],
);

/** `claimed`: it is running, or its process died. `interrupted`: it was stopped before all was read. */
export type TickState = 'claimed' | 'interrupted' | 'done';

/** Instants are milliseconds since 1970. */
export type TickRow = RowOf<typeof TICKS>;

/** Rows of a pipeline, of any scope, latest tick first. Needs no lock. */
export async function tickRows(session: DestinationSession, pipeline: string): Promise<TickRow[]> {
  const rows: TickRow[] = [];
  for await (const row of TICKS.read(session, { where: { pipeline } })) rows.push(row);
  return rows.sort((one, other) => other.tick - one.tick);
}

/** Opens the destination read-only, and creates it where it does not exist. */
export async function readTicks(destination: Destination, pipeline: string): Promise<TickRow[]> {
  const session = await destination.open({ readOnly: true }).catch(() => destination.open());
  try {
    return await tickRows(session, pipeline);
  } finally {
    await session.close();
  }
}

/** A tick that so many processes died in is given up. */
const MOST_CLAIMS = 3;

/**
 * What a row says of a tick. The caller has the lock, so no other process runs the tick now. `abandoned`: its process
 * died, or was stopped. `given-up`: three processes died in it.
 */
export function claimOf(row: TickRow | undefined, tick: number): 'free' | 'abandoned' | 'taken' | 'given-up' {
  if (!row || row.tick < tick) return 'free';
  if (row.tick > tick || row.state === 'done') return 'taken';
  return row.state === 'claimed' && row.claims >= MOST_CLAIMS ? 'given-up' : 'abandoned';
}

export async function writeTick(session: DestinationSession, row: TickRow): Promise<void> {
  await session.commit({ runId: 'tick', batches: once(TICKS.batch([row])) });
}

async function* once<T>(item: T): AsyncGenerator<T> {
  yield item;
}

// The table `_ovh_tick`: the latest tick of each pipeline, and the process that claimed it. Read and written under the
// destination's lock, it is a compare-and-set: one process claims a tick, and a claim of a dead process is recognised.
import type { Destination, DestinationSession } from '../model/destination.js';
import type { Cell, ColumnType, TableSchema } from '../model/table.js';

export const TICK_TABLE = '_ovh_tick';

const COLUMNS: Record<string, ColumnType> = {
  pipeline: 'text',
  scope: 'text',
  tick: 'timestamp',
  state: 'text',
  claims: 'bigint',
  claimed_at: 'timestamp',
  ended_at: 'timestamp',
  host: 'text',
  pid: 'bigint',
  outcome: 'text',
  run_ids: 'text',
};

const TICKS: TableSchema = {
  table: TICK_TABLE,
  columns: Object.entries(COLUMNS).map(([name, type]) => ({ name, type, path: name })),
  primaryKey: ['pipeline', 'scope'],
};

/** `claimed`: it is running, or its process died. `interrupted`: it was stopped before all was read. */
export type TickState = 'claimed' | 'interrupted' | 'done';

export interface TickRow {
  /** Name of the pipeline. */
  pipeline: string;
  /** Digest of what it loads from where. */
  scope: string;
  /** Milliseconds since 1970, as are the others. */
  tick: number;
  state: TickState;
  /** Processes that claimed this tick. */
  claims: number;
  claimedAt: number;
  endedAt?: number;
  host: string;
  pid: number;
  outcome?: string;
  runIds?: string[];
}

/** Rows of a pipeline, of any scope, latest tick first. Needs no lock. */
export async function tickRows(session: DestinationSession, pipeline: string): Promise<TickRow[]> {
  const rows: TickRow[] = [];
  for await (const row of session.rows(TICK_TABLE, { where: { pipeline } })) rows.push(tickRow(row));
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
  const values: Record<string, Cell> = {
    pipeline: row.pipeline,
    scope: row.scope,
    tick: instant(row.tick),
    state: row.state,
    claims: row.claims,
    claimed_at: instant(row.claimedAt),
    ended_at: instant(row.endedAt),
    host: row.host,
    pid: row.pid,
    outcome: row.outcome ?? null,
    run_ids: row.runIds?.join(' ') ?? null,
  };
  const batch = { schema: TICKS, rows: [TICKS.columns.map(({ name }) => values[name] ?? null)] };
  await session.commit({ runId: 'tick', batches: once(batch) });
}

async function* once<T>(item: T): AsyncGenerator<T> {
  yield item;
}

const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());

function tickRow(row: Record<string, Cell>): TickRow {
  const text = (name: string) => String(row[name] ?? '');
  const ms = (name: string) => Date.parse(text(name));
  return {
    pipeline: text('pipeline'),
    scope: text('scope'),
    tick: ms('tick'),
    state: text('state') as TickState,
    claims: Number(text('claims')),
    claimedAt: ms('claimed_at'),
    ...(row.ended_at ? { endedAt: ms('ended_at') } : {}),
    host: text('host'),
    pid: Number(text('pid')),
    ...(row.outcome ? { outcome: text('outcome') } : {}),
    ...(row.run_ids ? { runIds: text('run_ids').split(' ') } : {}),
  };
}

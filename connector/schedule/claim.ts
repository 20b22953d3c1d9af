// One process runs a tick: it claims the tick under the destination's lock, and has that lock until the run ends.
import type { DestinationCode } from '../model/codes/codes.js';
import type { Destination, LockHolder } from '../model/destination.js';
import { DestinationError, DestinationInUseError } from '../model/errors.js';
import { claimOf, readTicks, type TickRow, tickRows, writeTick } from './tick-table.js';

export interface Claimed {
  kind: 'claimed';
  /** An earlier process claimed it and did not end it. */
  wasAbandoned: boolean;
  row: TickRow;
  /** Stores how it ended. */
  settle(end: Pick<TickRow, 'state' | 'endedAt' | 'outcome' | 'runIds'>): Promise<void>;
  /** Unlocks the destination. */
  release(): Promise<void>;
}

export type ClaimResult =
  | Claimed
  /** This tick or a later one has run; `running`: another process seems to run it now. */
  | { kind: 'taken'; running: boolean }
  | { kind: 'given-up' }
  /** Another process runs an earlier tick of the same pipeline. */
  | { kind: 'overlap' }
  /** `destination-in-use`: another run loads into the destination; any other code: it cannot be used at the moment. */
  | { kind: 'busy'; code: DestinationCode; message: string };

export interface ClaimRequest {
  destination: Destination;
  pipeline: string;
  scope: string;
  /** Milliseconds since 1970, as is `now`. */
  tick: number;
  now: number;
  holder: LockHolder;
}

/** Never throws a `DestinationError`: a destination that cannot be used is `busy`. */
export async function claimTick(request: ClaimRequest): Promise<ClaimResult> {
  let release: () => Promise<void>;
  try {
    release = await request.destination.lock(request.holder);
  } catch (error) {
    return whileBusy(request, error);
  }
  try {
    const result = await compareAndSet(request, release);
    if (result.kind !== 'claimed') await release();
    return result;
  } catch (error) {
    await release();
    return busy(error);
  }
}

async function compareAndSet(request: ClaimRequest, release: () => Promise<void>): Promise<ClaimResult> {
  const { destination, pipeline, scope, tick, now, holder } = request;
  const session = await destination.open();
  try {
    const known = (await tickRows(session, pipeline)).find((row) => row.scope === scope);
    const found = claimOf(known, tick);
    if (found === 'taken') return { kind: 'taken', running: false };
    if (found === 'given-up') return { kind: 'given-up' };
    const claims = known?.tick === tick && known.state === 'claimed' ? known.claims + 1 : 1;
    const who = { pid: holder.pid, host: holder.host };
    const row: TickRow = { pipeline, scope, tick, state: 'claimed', claims, claimedAt: now, ...who };
    await writeTick(session, row);
    const settle: Claimed['settle'] = (end) => settleTick(destination, { ...row, ...end });
    return { kind: 'claimed', wasAbandoned: found === 'abandoned', row, settle, release };
  } finally {
    await session.close();
  }
}

async function settleTick(destination: Destination, row: TickRow): Promise<void> {
  const session = await destination.open();
  try {
    await writeTick(session, row);
  } finally {
    await session.close();
  }
}

/** Another process has the lock: it may run this tick, or the previous one. */
async function whileBusy(
  { destination, pipeline, scope, tick }: ClaimRequest,
  error: unknown,
): Promise<ClaimResult> {
  const result = busy(error);
  if (!(error instanceof DestinationInUseError)) return result;
  const rows = await readTicks(destination, pipeline).catch(() => []);
  const row = rows.find((each) => each.scope === scope);
  if (row && row.tick >= tick) return { kind: 'taken', running: row.tick === tick && row.state !== 'done' };
  const isHolder =
    row?.state === 'claimed' && row.pid === error.holder?.pid && row.host === error.holder.host;
  return isHolder ? { kind: 'overlap' } : result;
}

function busy(error: unknown): ClaimResult {
  if (!(error instanceof DestinationError)) throw error;
  return { kind: 'busy', code: error.code, message: error.message };
}

// Waits while another program has the file, without keeping this one from anything else.
import type { Clock } from '../../model/clock.js';

/** Milliseconds that the driver itself waits: it would keep the whole process waiting. */
export const DRIVER_WAIT_MS = 0;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

export interface Patience {
  clock: Clock;
  /** Milliseconds to wait at most. */
  waitMs: number;
}

/** Repeats work that SQLite refuses because another program writes. The work must leave no transaction open then. */
export async function whenFree<T>(work: () => T, { clock, waitMs }: Patience): Promise<T> {
  const end = clock.now() + waitMs;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return work();
    } catch (error) {
      const left = end - clock.now();
      if (!isBusy(error) || left <= 0) throw error;
      await clock.sleep(Math.min(pause, left));
    }
  }
}

function isBusy(error: unknown): boolean {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(BUSY|LOCKED)/.test(code);
}

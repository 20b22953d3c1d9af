// The ticks of a cron expression in a time zone. No run is lost or doubled when the clock changes.
import { Cron } from 'croner';

/** Instants are milliseconds since 1970, UTC. */
export interface Ticks {
  /** The first tick after an instant; undefined when none is left. */
  after(instant: number): number | undefined;
  /** The last tick at or before an instant; undefined when there was none. */
  upTo(instant: number): number | undefined;
}

/** @throws Error that says what is wrong with the expression */
export function ticksOf(cron: string, timeZone: string): Ticks {
  const job = new Cron(cron, { timezone: timeZone, paused: true });
  const before = (instant: number) => job.previousRuns(1, new Date(instant))[0]?.getTime();
  return {
    after: (instant) => job.nextRun(new Date(instant))?.getTime(),
    upTo: (instant) => {
      // The instant itself counts, and seconds are whole.
      const last = before(instant + 1000);
      return last !== undefined && last > instant ? before(last) : last;
    },
  };
}

/** What is wrong with an expression; undefined: nothing. */
export function cronProblem(cron: string): string | undefined {
  if (/^\d{4}-\d\d/.test(cron)) return 'this is a date';
  try {
    ticksOf(cron, 'UTC');
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, '').replace(/\s+/g, ' ');
  }
}

/** Names of the IANA database. Offsets are no time zones: they have no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The shortest time between two of the next ticks, in milliseconds; undefined where there are fewer than two. */
export function shortestGap(ticks: Ticks, from: number, count = 50): number | undefined {
  const gaps: number[] = [];
  let last = ticks.after(from);
  for (let n = 0; n < count && last !== undefined; n++) {
    const next = ticks.after(last);
    if (next !== undefined) gaps.push(next - last);
    last = next;
  }
  return gaps.length > 0 ? Math.min(...gaps) : undefined;
}

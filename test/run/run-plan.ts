// A run of a plan as tests need it: with the account, the clock and the rest of what it never depends on.
import { systemClock } from '../../connector/model/clock.js';
import type { RunReport } from '../../connector/model/report.js';
import { runPlan } from '../../connector/run/run.js';
import type { RunOptions } from '../../connector/run/run-state.js';

type Needed = 'plan' | 'client' | 'destination';

/** Of the account `acc` in `eu`, one call at a time, unless told otherwise. */
export function runOf(options: Pick<RunOptions, Needed> & Partial<RunOptions>): Promise<RunReport> {
  return runPlan({
    account: 'acc',
    region: 'eu',
    clock: systemClock,
    signal: new AbortController().signal,
    scrub: (text) => text,
    version: '0',
    concurrency: 1,
    ...options,
  });
}

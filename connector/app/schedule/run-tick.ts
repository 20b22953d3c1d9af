// The load of one tick: its sources, some at the same time, into a destination that the schedule's loop has locked.
import type { ConnectionReport } from '../../model/accounts-report.js';
import type { Destination } from '../../model/destination.js';
import type { RunProgress } from '../../run/run-state.js';
import type { TickEnd, TickSignals } from '../../schedule/schedule.js';
import { loadSources } from '../accounts/load-accounts.js';
import type { LoadOptions } from '../load.js';
import type { ConfiguredSource } from '../open.js';

export interface TickListeners extends Pick<LoadOptions, 'onEvent' | 'askExpiry' | 'due'> {
  onProgress?: (source: ConfiguredSource, progress: () => RunProgress) => void;
}

/** Always resolves, as `loadSources` does. */
export async function runTick(
  sources: readonly ConfiguredSource[],
  destination: Destination,
  signals: TickSignals,
  { onProgress, ...listening }: TickListeners = {},
): Promise<TickEnd> {
  const { outcome, connections } = await loadSources(sources, {
    destination,
    signal: signals.abort,
    finish: signals.finish,
    ...listening,
    ...(onProgress && { onProgress: (progress, source) => onProgress(source, progress) }),
  });
  const reports = connections.map((report, index) => ({
    ...report,
    name: sources[index]?.config.connection ?? '',
  }));
  const wasAsked = signals.finish.aborted || signals.abort.aborted;
  return { outcome, reports, interrupted: wasAsked && !reports.every(isWhole) };
}

/** Everything was read, even where some of it could not be loaded. */
const isWhole = ({ interrupted }: ConnectionReport) => interrupted !== true;

// The run of one tick: its sources are loaded into a destination whose lock is held.

import type { LoadOptions } from '../app/load.js';
import { loadSources } from '../app/load-accounts.js';
import type { ConfiguredSource } from '../app/open.js';
import type { ConnectionReport } from '../model/accounts-report.js';
import type { Destination } from '../model/destination.js';
import type { RunOutcome } from '../model/report.js';
import type { RunProgress } from '../run/run-state.js';
import { alreadyLocked } from './already-locked.js';

export interface TickSignals {
  /** The slice in flight is finished. */
  finish: AbortSignal;
  /** It is left out whole. */
  abort: AbortSignal;
}

/** Who hears how the loads go on. */
export interface TickListeners extends Pick<LoadOptions, 'onEvent' | 'askExpiry'> {
  onProgress?: (source: ConfiguredSource, progress: () => RunProgress) => void;
}

export interface TickEnd {
  outcome: RunOutcome;
  reports: ConnectionReport[];
  /** It was asked to end, and did before its end. */
  interrupted: boolean;
}

/** Always resolves, as `loadSources` does. */
export async function runTick(
  sources: readonly ConfiguredSource[],
  destination: Destination,
  signals: TickSignals,
  { onProgress, ...listening }: TickListeners = {},
): Promise<TickEnd> {
  let present = sources[0];
  const { outcome, connections } = await loadSources(sources, {
    destination: alreadyLocked(destination),
    signal: signals.abort,
    finish: signals.finish,
    ...listening,
    onBegin: (source) => {
      present = source;
    },
    onProgress: (progress) => {
      if (present) onProgress?.(present, progress);
    },
  });
  const reports = connections.map((report, index) => ({
    ...report,
    name: sources[index]?.config.connection ?? '',
  }));
  const wasAsked = signals.finish.aborted || signals.abort.aborted;
  return { outcome, reports, interrupted: wasAsked && !reports.every(isWhole) };
}

/** Read to its end, whatever is missing. */
const isWhole = ({ reasons }: ConnectionReport) =>
  !reasons.some((reason) => reason.startsWith('interrupted'));

// Replay: rejected records are shaped again with the configuration of today, without a call.

import { notStartedReport } from '../../../connector/app/not-started-report.js';
import { replaySource } from '../../../connector/app/repair/replay.js';
import type { RunOutcome } from '../../../connector/model/report.js';
import type { LiveLoad } from './live-load.js';
import type { OpenedReplay } from './open-load.js';
import { Part } from './part.js';

/** A part for each account with rejected records; none where nothing is rejected. */
export async function replayParts(
  load: LiveLoad,
  { drafts }: OpenedReplay,
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { run, sources: [source] = [], dryRun = false, connections } = load.facts.request;
  const options = {
    ...(run !== undefined && { run }),
    ...(source !== undefined && { source }),
    ...{ dryRun, onlyThese: connections !== undefined, signal },
  };
  const reports = await replaySource(drafts, options).catch((error) => [notStartedReport(error, drafts[0])]);
  load.parts = reports.map((report) => {
    const own = drafts.find(({ config }) => config.connection === report.connection) ?? drafts[0];
    const part = new Part(own);
    part.end(report);
    return part;
  });
  const outcomes = reports.map(({ outcome }) => outcome);
  return (['failed', 'incomplete'] as const).find((each) => outcomes.includes(each)) ?? 'complete';
}

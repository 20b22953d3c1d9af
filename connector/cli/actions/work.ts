// work: takes jobs from the queue and runs them, in the foreground, until it is stopped.
import type { SourceWithoutKeys } from '../../app/open.js';
import { requireStores, secretsIn } from '../../app/open.js';
import { type CommandOutput, commandsOnce } from '../../config/connections/command-output.js';
import { systemClock } from '../../model/clock.js';
import type { EventContext } from '../../model/events/events.js';
import type { WorkerEvent } from '../../model/events/worker-events.js';
import { eventLines } from '../../text/event-text.js';
import { requireNode } from '../../worker/engine.js';
import { queuePlaceOf } from '../../worker/place.js';
import { Worker } from '../../worker/worker.js';
import type { WorkOptions } from '../commands/work.js';
import { type Observer, openObserver } from '../observe/observer.js';
import { hideSecrets, outliveReader, print } from '../output.js';
import { outputOfStart, tidyOften } from '../process.js';
import { obeySignals } from '../signals.js';
import { draftsFrom, inputFrom } from './sources.js';

/** How long what a program listed counts. */
const LISTED_MS = 60_000;

export async function work(options: WorkOptions): Promise<void> {
  requireNode();
  const drafts = draftsFrom(options) as [SourceWithoutKeys, ...SourceWithoutKeys[]];
  requireStores(drafts.map(({ config }) => config));
  tidyOften();
  outliveReader();
  const observer = await openObserver(drafts, options);
  // Which connections come to this worker, nobody knows.
  observer.expectRuns([]);
  try {
    await workObserved(drafts, options, observer);
  } finally {
    await observer.close();
  }
}

async function workObserved(
  drafts: readonly [SourceWithoutKeys, ...SourceWithoutKeys[]],
  options: WorkOptions,
  observer: Observer,
): Promise<void> {
  const { file, options: reading } = inputFrom(options);
  const show = (event: WorkerEvent & EventContext) => {
    // Where nobody asked for a log, the lines that are printed say it.
    if (options.quiet || observer.isLogHere || observer.log.file !== undefined) observer.log.event(event);
    if (!options.quiet) for (const line of eventLines(event, systemClock.now())) print(line);
  };
  const place = queuePlaceOf(drafts.map(({ config }) => config));
  let listed = { at: systemClock.now(), outputs: commandsOnce(outputOfStart) };
  // A job may be of a connection that is listed since: not each of thousands of jobs asks for the list.
  const commandOutput: CommandOutput = (call) => {
    const now = systemClock.now();
    if (now - listed.at > LISTED_MS) listed = { at: now, outputs: commandsOnce() };
    return listed.outputs(call);
  };
  const worker = new Worker(file, place, {
    ...reading,
    commandOutput,
    concurrency: options.concurrency ?? drafts[0].config.concurrency,
    untilEmpty: options.untilEmpty,
    name: options.name,
    onEvent: show,
    onLoadEvent: observer.onEvent,
    onSource: ({ config }) => hideSecrets(secretsIn(config)),
    onProgress: (source, progress) => observer.onProgress(progress, source),
    onReport: (source, report) => observer.ended(report, source),
  });
  const dispose = obeySignals(worker, options.grace);
  try {
    await worker.run();
  } finally {
    dispose();
  }
}

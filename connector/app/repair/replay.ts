// Replay: shapes dead letters again with the current configuration, without a call.
import { hostname } from 'node:os';
import { parseJson } from '../../http/json/body.js';
import { capabilitiesOf } from '../../model/capabilities.js';
import type { Destination } from '../../model/destination.js';
import { InterruptedError } from '../../model/errors.js';
import type { RunReport } from '../../model/report.js';
import { scrubbed, scrubber } from '../../model/secret.js';
import { scrubbedSession } from '../../run/scrubbed-session.js';
import { newRunId } from '../../run/start.js';
import { replayDeadLetters } from '../../state/dead-letters/replay.js';
import { openChecked } from '../../state/format.js';
import { chosenRuns } from '../../state/history/stored-runs.js';
import { Connections } from '../history/connections.js';
import {
  connectionsIn,
  earlierRun,
  type HistoryOptions,
  historyDestination,
  type Sources,
} from '../history/runs.js';
import { type SourceWithoutKeys, secretsIn } from '../open.js';
import { version } from '../package.js';
import { offlinePlan } from '../plan/steps.js';
import { type DeadLetterFilter, type FoundDeadLetter, storedDeadLetters } from './stored-dead-letters.js';

export interface ReplaySourceOptions extends HistoryOptions {
  /** Technical name of a source object. */
  source?: string;
  /** A run by its id, its beginning, or `last`: the last run of each connection that was no replay. */
  run?: string;
  /** Writes nothing and takes no lock. */
  dryRun?: boolean;
  /** Abort it to stop the replay: what is committed stays. */
  signal?: AbortSignal;
  /** Minimum number of letters committed together. */
  chunk?: number;
}

/**
 * Replays the dead letters of a destination. Returns a report for each account with dead letters. `drafts` are the
 * connections of one configuration; their keys are not needed. Throws `ConfigError` for an unknown run or
 * source object, `DestinationError` when the destination cannot be used.
 */
export async function replaySource(
  drafts: readonly SourceWithoutKeys[],
  options: ReplaySourceOptions = {},
): Promise<RunReport[]> {
  const [first] = drafts;
  if (!first) return [];
  const sources: Sources = [first, ...drafts.slice(1)];
  const destination = historyDestination(sources, options, 'replay');
  const filter: DeadLetterFilter = {
    source: options.source,
    runIds:
      options.run === undefined ? undefined : await runIdsOf(destination, sources, options.run, options),
  };
  const names = drafts.flatMap(({ plan }) => plan.nodes.map(({ name }) => name));
  const isThere = (await storedDeadLetters(destination, filter, names)).length > 0;
  if (!isThere) return [];
  const connections = await connectionsIn(destination, sources);
  const since = new Date(first.clock.now()).toISOString();
  const unlock = options.dryRun
    ? undefined
    : await destination.lock({ pid: process.pid, host: hostname(), since });
  try {
    // Another run may have changed them before the lock was taken.
    const letters = await storedDeadLetters(destination, filter, names);
    return await replayParts(destination, partsOf(letters, connections, options.onlyThese), options);
  } finally {
    await unlock?.();
  }
}

/** The letters of one account, and the connection that shapes them. */
interface Part {
  draft: SourceWithoutKeys;
  account: string;
  letters: FoundDeadLetter[];
}

async function replayParts(
  destination: Destination,
  parts: readonly Part[],
  options: ReplaySourceOptions,
): Promise<RunReport[]> {
  const reports: RunReport[] = [];
  const session = await openChecked(destination, { readOnly: options.dryRun });
  const ending = new AbortController();
  const interrupt = () => ending.abort(new InterruptedError('interrupted: the replay was asked to end'));
  options.signal?.addEventListener('abort', interrupt, { once: true });
  try {
    for (const { draft, account, letters } of parts) {
      const scrub = scrubber(secretsIn(draft.config));
      const report = await replayDeadLetters(letters, scrubbedSession(session, scrub), {
        plan: await offlinePlan(draft),
        account,
        connection: draft.config.connection,
        region: draft.config.region.name,
        clock: draft.clock,
        signal: ending.signal,
        version: version(),
        runId: newRunId(draft.clock),
        location: destination.location,
        limits: capabilitiesOf(destination).limits,
        parse: parseJson,
        dryRun: options.dryRun ?? false,
        chunk: options.chunk,
      });
      reports.push(scrubbed(report, scrub));
    }
    return reports;
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
    await session.close();
  }
}

async function runIdsOf(
  destination: Destination,
  sources: Sources,
  run: string,
  options: HistoryOptions,
): Promise<string[]> {
  if (run !== 'last') return [(await earlierRun(sources, run, options)).runId];
  const latest = await chosenRuns(destination, (rows) => {
    const connections = new Connections(sources, rows);
    const loads = rows.filter(({ kind }) => kind !== 'replay');
    const own = sources.flatMap((each) => loads.find((row) => connections.draftOf(row) === each) ?? []);
    return own.length > 0 ? own : loads.slice(0, 1);
  });
  return latest.map(({ runId }) => runId);
}

/** The connection of the account; where it is not known, the first with the source object. */
function partsOf(letters: readonly FoundDeadLetter[], connections: Connections, onlyThese = false): Part[] {
  const { drafts } = connections;
  const parts: Part[] = [];
  for (const letter of letters) {
    const { account, source } = letter;
    const isAccount = ({ config }: SourceWithoutKeys) =>
      config.account === undefined || config.account === account;
    const has = ({ plan }: SourceWithoutKeys) => plan.nodes.some(({ name }) => name === source);
    const owner = connections.draftOf(letter);
    const other = onlyThese ? undefined : (drafts.find((each) => isAccount(each) && has(each)) ?? drafts[0]);
    const draft = owner ?? other;
    if (!draft) continue;
    const part = parts.find((each) => each.draft === draft && each.account === account);
    if (part) part.letters.push(letter);
    else parts.push({ draft, account, letters: [letter] });
  }
  return parts;
}

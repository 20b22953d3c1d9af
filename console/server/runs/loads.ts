// The loads of this console: started by the page, run by the server, stopped on request and when the console ends.

import { loadSources } from '../../../connector/app/accounts/load-accounts.js';
import { locationOf } from '../../../connector/app/destination-fit.js';
import { runHistory } from '../../../connector/app/history/runs.js';
import { type LoadOptions, loadSource } from '../../../connector/app/load.js';
import { notStartedReport } from '../../../connector/app/not-started-report.js';
import { notifyRun } from '../../../connector/app/observers/notify-run.js';
import { type ConfiguredSource, secretsIn } from '../../../connector/app/open.js';
import type { LoadEvent } from '../../../connector/model/events/events.js';
import type { RunOutcome, RunReport } from '../../../connector/model/report.js';
import { scrubber } from '../../../connector/model/secret.js';
import type { StartRequest, StopRequest } from '../../contract/run.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import { wordsOf } from './command-line.js';
import { LiveLoad } from './live-load.js';
import { type OpenedLoad, type OpenedReplay, openLoad } from './open-load.js';
import type { Part } from './part.js';
import { replayParts } from './replay-part.js';

/** Loads that are kept for their events, the latest first. */
const MOST_KEPT = 20;
const SECOND_MS = 1_000;

/** Where the events of a load are written, beside the page. Throws `ConfigError`. */
export type OpenLog = (
  sources: readonly ConfiguredSource[],
) => Promise<{ event(event: LoadEvent): void } | undefined>;

interface Running {
  load: LiveLoad;
  /** Aborted: no further root is begun. */
  finish: AbortController;
  /** Aborted: what is read to its end is committed. */
  stop: AbortController;
  ended: Promise<void>;
}

export class Loads {
  readonly #kept: LiveLoad[] = [];
  readonly #running = new Map<string, Running>();

  /** @param onFault hears of faults of the connector, with their stack */
  constructor(
    private readonly workspace: Workspace,
    private readonly onFault: (error: unknown) => void,
    private readonly openLog: OpenLog = async () => undefined,
  ) {}

  /** The latest first. */
  all(): readonly LiveLoad[] {
    return this.#kept;
  }

  running(): LiveLoad[] {
    return [...this.#running.values()].map(({ load }) => load);
  }

  find(id: string): LiveLoad | undefined {
    return this.#kept.find((load) => load.id === id);
  }

  /** By the id of a run, with its place in the load. */
  findRun(runId: string): { load: LiveLoad; part: number } | undefined {
    for (const load of this.#kept) {
      const part = load.parts.findIndex((each) => each.runId === runId);
      if (part >= 0) return { load, part };
    }
    return undefined;
  }

  /** Throws `ConfigError`, or `Refused` where this console loads into the destination already. */
  async start(request: StartRequest): Promise<LiveLoad> {
    const opened = await openLoad(this.workspace, request);
    const drafts = 'drafts' in opened ? opened.drafts : opened.sources;
    const destination = locationOf(drafts[0]);
    const log = 'drafts' in opened ? undefined : await this.openLog(opened.sources);
    this.refuseBusy(destination);
    const { clock } = this.workspace;
    const secrets = drafts.flatMap(({ config }) => secretsIn(config));
    const asked = wordsOf(request).join(' ');
    const facts = { request, asked, destination, clock, scrub: scrubber(secrets), ...(log && { log }) };
    // A replay has a part for each account with rejected records, which are looked up first.
    const load = new LiveLoad('drafts' in opened ? [] : drafts, facts);
    this.#kept.unshift(load);
    this.#kept.length = Math.min(this.#kept.length, MOST_KEPT);
    this.#run(load, opened);
    return load;
  }

  /** Throws `Refused` while this console loads into the destination. */
  refuseBusy(destination: string): void {
    const busy = this.running().find(({ facts }) => facts.destination === destination);
    if (busy)
      throw new Refused(409, 'run-busy', `this console loads into ${destination} already (${busy.id})`);
  }

  /** Throws `Refused` for a load that does not run. */
  stop({ load: id, how }: StopRequest): void {
    const running = this.#running.get(id);
    if (!running) throw new Refused(404, 'not-found', 'this load does not run');
    const { load, finish, stop } = running;
    // What is asked to end now cannot go on to the end of its slice.
    if (load.stopping !== 'now') load.stopping = how;
    (how === 'slice' ? finish : stop).abort();
  }

  /** Stops every load as Ctrl-C does, and waits for it: what is read to its end is committed. */
  async close(): Promise<void> {
    for (const { load, stop } of this.#running.values()) {
      load.stopping = 'now';
      stop.abort();
    }
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  #run(load: LiveLoad, opened: OpenedLoad | OpenedReplay): void {
    const [finish, stop] = [new AbortController(), new AbortController()];
    const sampling = setInterval(() => load.sample(), SECOND_MS);
    const work = async (): Promise<void> => {
      try {
        load.end(
          'drafts' in opened
            ? await replayParts(load, opened, stop.signal)
            : await this.#outcomeOf(load, opened, { finish: finish.signal, signal: stop.signal }),
        );
      } catch (error) {
        load.end('failed');
        this.onFault(error);
      } finally {
        clearInterval(sampling);
        this.#running.delete(load.id);
      }
    };
    this.#running.set(load.id, { load, finish, stop, ended: work() });
  }

  /** Calls of the last load, by which the time that is left can be told. */
  async #rememberCalls(load: LiveLoad, [first, ...others]: OpenedLoad['sources']): Promise<void> {
    if (load.facts.request.kind !== 'load') return;
    try {
      const { runs } = await runHistory([first, ...others], { limit: 10 });
      const last = runs.find(({ kind, outcome }) => kind === 'load' && outcome !== 'running');
      const sources = last?.sources ?? [];
      if (sources.length > 0 && others.length === 0)
        load.earlier = new Map(
          sources.map(({ name, calls: { single, expanded, batch } }) => [name, single + expanded + batch]),
        );
    } catch {
      // Nothing is loaded yet: how long it takes is said when it is known.
    }
  }

  /** Runs it as the command of the same name does. */
  async #outcomeOf(load: LiveLoad, opened: OpenedLoad, signals: Signals): Promise<RunOutcome> {
    void this.#rememberCalls(load, opened.sources);
    const { sources, options } = opened;
    const partOf = (source: ConfiguredSource) => load.parts[sources.indexOf(source)] as Part;
    const byConnection = new Map(sources.map((source) => [source.config.connection, partOf(source)]));
    const [first] = sources;
    const loading: Omit<LoadOptions, 'onProgress'> = {
      ...options,
      ...signals,
      onEvent: (event) => load.hear(event, byConnection.get(event.connection) ?? partOf(first)),
    };
    if (first.config.connection === undefined) {
      const only = partOf(first);
      only.begin();
      const onProgress: LoadOptions['onProgress'] = (progress) => only.follow(progress);
      const report = await loadSource(first, { ...loading, onProgress }).catch((error) =>
        notStartedReport(error, first),
      );
      only.end(report);
      await this.#tell(load, [[first, report]]);
      return report.outcome;
    }
    const { outcome, connections } = await loadSources(sources, {
      ...loading,
      onBegin: (source) => partOf(source).begin(),
      onProgress: (progress, source) => partOf(source).follow(progress),
      onEnd: (report, source) => partOf(source).end(report),
    });
    const ended = connections.map((report, place): [ConfiguredSource, RunReport] => [
      sources[place] as ConfiguredSource,
      report,
    ]);
    await this.#tell(load, ended);
    return outcome;
  }

  /** Sends the notifications of the configuration; a fault of the connector goes to the terminal. */
  async #tell(load: LiveLoad, ended: [ConfiguredSource, RunReport][]): Promise<void> {
    for (const [place, [source, report]] of ended.entries()) {
      const fault = report.reasons.find(({ code }) => code === 'unexpected');
      if (fault) this.onFault(new Error(fault.message));
      const part = load.parts[place] as Part;
      await notifyRun(source, report, (event) => load.hear(event, part));
    }
  }
}

type Signals = Required<Pick<LoadOptions, 'finish' | 'signal'>>;

// What is known about the run that is shown: as the server stores it, and live while it runs in this console.
import { effect, type Signal, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { RunAnswer } from '../../contract/history.js';
import { announce } from '../shell/announcer.js';
import { go } from '../state/address.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask, type ServerError } from '../state/server.js';
import { runAddress } from './addresses.js';
import { totals } from './counts.js';
import { follow } from './follow.js';
import { type LiveState, NOTHING } from './live.js';

/** A run of another process is looked at again. */
const ELSEWHERE_MS = 5_000;
/** A console that does not answer may come back. */
const GONE_MS = 2_000;

export class RunData {
  readonly answer: Signal<Asked<RunAnswer>> = notAsked<RunAnswer>();
  readonly live = signal<LiveState>(NOTHING);
  readonly problem = signal<ServerError | undefined>(undefined);
  #followed: { load: string; stop: () => void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(readonly run: string) {}

  async look(): Promise<void> {
    clearTimeout(this.#timer);
    await put(this.answer, () => ask('GET /api/run', { run: this.run }));
    if (this.#isClosed) return;
    if (this.answer.peek().error?.code === 'no-server') this.#timer = setTimeout(this.#again, GONE_MS);
    const { live, stored } = this.answer.peek().answer ?? {};
    if (live && this.#followed?.load !== live.load.load)
      this.#follow(live.load.load, live.load.state === 'ended');
    if (!live && stored?.outcome === 'running') this.#timer = setTimeout(this.#again, ELSEWHERE_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#followed?.stop();
  }

  /** Its place among the runs of its load. */
  part(): number {
    const place = this.live.value.parts.findIndex(({ runId }) => runId === this.run);
    return place >= 0 ? place : (this.answer.value.answer?.live?.part ?? 0);
  }

  readonly #again = (): void => {
    if (document.visibilityState === 'hidden') this.#timer = setTimeout(this.#again, ELSEWHERE_MS);
    else void this.look();
  };

  #follow(load: string, wasEnded: boolean): void {
    this.#followed?.stop();
    const followed = follow(load);
    let isEnded = wasEnded;
    const unwatch = effect(() => {
      const state = followed.live.value;
      this.live.value = state;
      this.problem.value = followed.problem.value;
      this.#nameRun(state);
      if (isEnded || state.load?.state !== 'ended') return;
      isEnded = true;
      this.#say(state);
      // From now on what counts is what is stored.
      void this.look();
    });
    this.#followed = {
      load,
      stop: () => {
        unwatch();
        followed.stop();
      },
    };
  }

  /** The address of a load becomes that of its run, which stays when the console has ended. */
  #nameRun({ parts, load }: LiveState): void {
    const [first] = parts.filter(({ runId }) => runId !== undefined);
    if (load?.load === this.run && first?.runId !== undefined && load.kind !== 'replay')
      queueMicrotask(() => go(`${runAddress(first.runId as string)}${location.search}`, { replace: true }));
  }

  #say({ load, objects }: LiveState): void {
    const { run, outcomes } = t.peek().runs;
    const { loaded, listed } = totals(objects.flat());
    const { count } = f.peek();
    announce(run.ended(outcomes[load?.outcome ?? 'failed'].toLowerCase(), count(loaded), count(listed)));
  }
}

export function useRun(run: string): RunData {
  const [data] = useState(() => new RunData(run));
  useEffect(() => {
    void data.look();
    return () => data.close();
  }, [data]);
  return data;
}

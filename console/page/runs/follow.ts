// Follows a load: one tab of this browser holds the stream and hands it on to the others, because a browser has few
// connections to one host. Where it cannot, each tab asks every two seconds. A tab that is not seen asks nothing.
import { type Signal, signal } from '@preact/signals';
import type { LiveUpdate } from '../../contract/run.js';
import { ask, ServerError } from '../state/server.js';
import { applied, type LiveState, NOTHING, wholeOf } from './live.js';

export interface Followed {
  live: Signal<LiveState>;
  problem: Signal<ServerError | undefined>;
  stop: () => void;
}

const EVENTS = 'GET /api/run/events'.slice(4);
const POLL_MS = 2_000;
const AGAIN_MS = 1_000;

type Message = { type: 'hello' } | { type: 'update'; update: LiveUpdate };

/** Until `stop`, or the load has ended. */
export function follow(load: string): Followed {
  const follower = new Follower(load);
  follower.start();
  return { live: follower.live, problem: follower.problem, stop: () => follower.stop() };
}

class Follower {
  readonly live = signal<LiveState>(NOTHING);
  readonly problem = signal<ServerError | undefined>(undefined);
  readonly #name: string;
  #channel: BroadcastChannel | undefined;
  /** Ends what this tab does while it is seen. */
  #seen: AbortController | undefined;
  #isStopped = false;

  constructor(private readonly load: string) {
    this.#name = `source-ovhcloud ${load}`;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    document.removeEventListener('visibilitychange', this.#look);
    this.#leave();
  }

  readonly #look = (): void => {
    if (document.visibilityState === 'hidden') this.#leave();
    else if (!this.#seen && !this.#isStopped) this.#join();
  };

  #leave(): void {
    this.#seen?.abort();
    this.#seen = undefined;
    this.#channel?.close();
    this.#channel = undefined;
  }

  #join(): void {
    const seen = new AbortController();
    this.#seen = seen;
    const { locks } = navigator as Partial<Navigator>;
    if (locks === undefined || typeof BroadcastChannel === 'undefined') {
      void this.#poll(seen.signal);
      return;
    }
    let holds = false;
    const channel = new BroadcastChannel(this.#name);
    this.#channel = channel;
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === 'update') this.#take(data.update);
      else if (holds) channel.postMessage({ type: 'update', update: wholeOf(this.live.peek(), Date.now()) });
    };
    channel.postMessage({ type: 'hello' });
    locks
      .request(this.#name, { signal: seen.signal }, async () => {
        holds = true;
        await this.#hold(seen.signal, (update) => channel.postMessage({ type: 'update', update }));
      })
      .catch(() => undefined);
  }

  /** Holds the stream, until the tab is no longer seen or the load has ended. */
  async #hold(seen: AbortSignal, handOn: (update: LiveUpdate) => void): Promise<void> {
    while (!seen.aborted && !this.#isEnded) {
      await this.#stream(seen, handOn);
      if (seen.aborted || this.#isEnded) return;
      // Why there is no stream is what the server answers to a plain question.
      await this.#askOnce(handOn);
      await pause(AGAIN_MS, seen);
    }
  }

  #stream(seen: AbortSignal, handOn: (update: LiveUpdate) => void): Promise<void> {
    return new Promise((done) => {
      const query = new URLSearchParams({ load: this.load, since: String(this.live.peek().seq) });
      const source = new EventSource(`${EVENTS}?${query}`);
      const end = () => {
        source.close();
        seen.removeEventListener('abort', end);
        done();
      };
      seen.addEventListener('abort', end);
      source.addEventListener('update', ({ data }: MessageEvent<string>) => {
        const update = JSON.parse(data) as LiveUpdate;
        this.problem.value = undefined;
        if (this.#take(update)) handOn(update);
        else end();
      });
      source.addEventListener('end', end);
      source.addEventListener('error', end);
    });
  }

  async #poll(seen: AbortSignal): Promise<void> {
    while (!seen.aborted && !this.#isEnded) {
      await this.#askOnce(() => undefined);
      if (!this.#isEnded) await pause(POLL_MS, seen);
    }
  }

  async #askOnce(handOn: (update: LiveUpdate) => void): Promise<void> {
    try {
      const update = await ask('GET /api/run/live', { load: this.load, since: this.live.peek().seq });
      this.problem.value = undefined;
      if (this.#take(update)) handOn(update);
    } catch (error) {
      this.problem.value = error instanceof ServerError ? error : new ServerError('internal', String(error));
    }
  }

  /** False where something in between is missing: then it is asked for from the beginning. */
  #take(update: LiveUpdate): boolean {
    const next = applied(this.live.peek(), update, Date.now());
    if (!next) {
      this.live.value = NOTHING;
      this.#channel?.postMessage({ type: 'hello' });
      return false;
    }
    this.live.value = next;
    return true;
  }

  get #isEnded(): boolean {
    return this.live.peek().load?.state === 'ended';
  }
}

function pause(ms: number, seen: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    seen.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}

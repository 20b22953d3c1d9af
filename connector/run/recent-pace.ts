// How fast something gets done: by the last seconds, since what was before says little about what is left.

/** The pace is that of this time; of a longer one while nothing gets done. */
const RECENT_MS = 10_000;
/** Before so much time has gone by since the first was done, there is no pace. */
const LEAST_MS = 2_000;

interface Sample {
  /** Milliseconds. */
  at: number;
  done: number;
}

export class RecentPace {
  /** One for each change. The first is when something was done: what comes before is start and waiting. */
  readonly #samples: Sample[] = [];

  /** Tells how much is done by now. */
  add(at: number, done: number): void {
    const last = this.#samples.at(-1);
    if (done > (last?.done ?? 0)) this.#samples.push({ at, done });
    while (this.#samples.length > 2 && (this.#samples[1]?.at ?? 0) <= at - RECENT_MS) this.#samples.shift();
  }

  /** Done a second; undefined while too little is known. */
  perSecond(at: number): number | undefined {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || first === last || at - first.at < LEAST_MS) return undefined;
    return ((last.done - first.done) / (at - first.at)) * 1000;
  }
}

// Progress of a load: its trees, and how long the present one takes.
import type { Plan } from '../model/plan.js';
import { RecentPace } from '../run/recent-pace.js';
import type { RunProgress } from '../run/run-state.js';
import { type Elapsed, progressLines, progressText } from '../text/live-text.js';
import { LiveProgress } from './live-progress.js';
import { note } from './output.js';

export interface ProgressOptions {
  /** Start of the line: the account, where there are several. */
  title?: string;
  /** Receives the plain lines; default: standard error. */
  say?: (line: string, progress: RunProgress) => void;
}

export class ProgressLine {
  readonly #live = new LiveProgress();
  readonly #elapsed: ReturnType<typeof treeElapsed>;

  constructor(
    plan: Plan,
    private readonly options: ProgressOptions = {},
  ) {
    this.#elapsed = treeElapsed(plan);
  }

  start(progressOf: () => RunProgress): void {
    this.#live.start((now) => {
      const progress = progressOf();
      const elapsed = this.#elapsed(progress, now, this.#live.startedAt);
      return {
        lines: () => progressLines(progress, elapsed, this.options.title),
        say: () => this.#say(progressText(progress, elapsed), progress),
      };
    });
  }

  stop(): void {
    this.#live.stop();
  }

  #say(words: string, progress: RunProgress): void {
    const { title, say } = this.options;
    const line = title === undefined ? words : `${title}: ${words}`;
    if (say) say(line, progress);
    else note(line);
  }
}

/** Tells how far the present tree of a plan is, and how fast. Ask again and again. */
export function treeElapsed({
  trees,
}: Plan): (progress: RunProgress, now: number, startedAt: number) => Elapsed {
  const roots = trees.map(({ root }) => root);
  let present = roots[0];
  let pace = new RecentPace();
  return ({ tree }, now, startedAt) => {
    const root = tree?.root ?? present;
    if (root !== present) {
      present = root;
      pace = new RecentPace();
    }
    pace.add(now, tree?.rootsDone ?? 0);
    return {
      seconds: (now - startedAt) / 1000,
      rootsPerSecond: pace.perSecond(now),
      number: roots.indexOf(present ?? '') + 1,
      of: roots.length,
    };
  };
}

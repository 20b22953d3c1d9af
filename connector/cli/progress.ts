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
  readonly #roots: string[];
  #root: string | undefined;
  #pace = new RecentPace();

  constructor(
    { trees }: Plan,
    private readonly options: ProgressOptions = {},
  ) {
    this.#roots = trees.map(({ root }) => root);
    this.#root = this.#roots[0];
  }

  start(progressOf: () => RunProgress): void {
    this.#live.start((now) => {
      const progress = progressOf();
      const elapsed = this.#elapsed(progress, now);
      return {
        lines: () => progressLines(progress, elapsed, this.options.title),
        say: () => this.#say(progressText(progress, elapsed), progress),
      };
    });
  }

  stop(): void {
    this.#live.stop();
  }

  #elapsed({ tree }: RunProgress, now: number): Elapsed {
    const root = tree?.root ?? this.#root;
    if (root !== this.#root) {
      this.#root = root;
      this.#pace = new RecentPace();
    }
    this.#pace.add(now, tree?.rootsDone ?? 0);
    return {
      seconds: (now - this.#live.startedAt) / 1000,
      rootsPerSecond: this.#pace.perSecond(now),
      number: this.#roots.indexOf(this.#root ?? '') + 1,
      of: this.#roots.length,
    };
  }

  #say(words: string, progress: RunProgress): void {
    const { title, say } = this.options;
    const line = title === undefined ? words : `${title}: ${words}`;
    if (say) say(line, progress);
    else note(line);
  }
}

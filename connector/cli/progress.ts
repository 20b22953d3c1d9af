// Progress of a load: live lines on a terminal, a plain line every ten seconds elsewhere.
import type { Plan } from '../model/plan.js';
import type { RunProgress } from '../run/run-state.js';
import { type Elapsed, progressLines, progressText } from '../text/live-text.js';
import { LiveBlock } from './live-block.js';
import { forStream, isTerminal, note, setLive } from './output.js';
import { RecentPace } from './recent-pace.js';

const TICK_MS = 250;
const PLAIN_EVERY_MS = 10_000;

export interface ProgressOptions {
  /** Start of the line: the account, where there are several. */
  title?: string;
  /** Receives the plain lines; default: standard error. */
  say?: (line: string, progress: RunProgress) => void;
}

export class ProgressLine {
  readonly #startedAt = Date.now();
  readonly #roots: string[];
  readonly #block = new LiveBlock(process.stderr, (text) => forStream(text, process.stderr));
  #lines: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #shownAt = 0;
  #root: string | undefined;
  #pace = new RecentPace();

  constructor(
    { trees }: Plan,
    private readonly options: ProgressOptions = {},
  ) {
    this.#roots = trees.map(({ root }) => root);
    this.#root = this.#roots[0];
  }

  start(progress: () => RunProgress): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#tick(progress()), TICK_MS);
    this.#timer.unref();
    if (isTerminal()) setLive({ hide: () => this.#block.clear(), show: () => this.#show() });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#block.clear();
    setLive(undefined);
  }

  #tick(progress: RunProgress): void {
    const now = Date.now();
    const root = progress.tree?.root ?? this.#root;
    if (root !== this.#root) {
      this.#root = root;
      this.#pace = new RecentPace();
    }
    this.#pace.add(now, progress.tree?.rootsDone ?? 0);
    if (isTerminal()) {
      this.#lines = progressLines(progress, this.#elapsed(now), this.options.title);
      this.#show();
      return;
    }
    if (now - Math.max(this.#shownAt, this.#startedAt) < PLAIN_EVERY_MS) return;
    this.#shownAt = now;
    this.#say(progressText(progress, this.#elapsed(now)), progress);
  }

  #elapsed(now: number): Elapsed {
    return {
      seconds: (now - this.#startedAt) / 1000,
      rootsPerSecond: this.#pace.perSecond(now),
      number: this.#roots.indexOf(this.#root ?? '') + 1,
      of: this.#roots.length,
    };
  }

  #show(): void {
    if (this.#lines.length > 0) this.#block.show(this.#lines);
  }

  #say(words: string, progress: RunProgress): void {
    const { title, say } = this.options;
    const line = title === undefined ? words : `${title}: ${words}`;
    if (say) say(line, progress);
    else note(line);
  }
}

// Shows how far a work is: live lines on a terminal, a plain line every ten seconds elsewhere.
import { LiveBlock } from './live-block.js';
import { forStream, isTerminal, setLive } from './output.js';

const TICK_MS = 250;
const PLAIN_EVERY_MS = 10_000;

export interface ProgressView {
  /** For a terminal. */
  lines(): string[];
  /** Elsewhere: shows one line. */
  say(): void;
}

export class LiveProgress {
  readonly startedAt = Date.now();
  readonly #block = new LiveBlock(process.stderr, (text) => forStream(text, process.stderr));
  #lines: string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #shownAt = this.startedAt;

  /** @param view is asked again and again */
  start(view: (now: number) => ProgressView): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#tick(view), TICK_MS);
    this.#timer.unref();
    if (isTerminal()) setLive({ hide: () => this.#block.clear(), show: () => this.#show() });
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#block.clear();
    setLive(undefined);
  }

  #tick(view: (now: number) => ProgressView): void {
    const now = Date.now();
    const present = view(now);
    if (isTerminal()) {
      this.#lines = present.lines();
      this.#show();
    } else if (now - this.#shownAt >= PLAIN_EVERY_MS) {
      this.#shownAt = now;
      present.say();
    }
  }

  #show(): void {
    if (this.#lines.length > 0) this.#block.show(this.#lines);
  }
}

// The live line: one that rewrites itself on a terminal, plain lines elsewhere.
import type { RunProgress } from '../run/state.js';
import { isTerminal, note } from './output.js';

const TERMINAL_EVERY_MS = 250;
const PLAIN_EVERY_MS = 10_000;

export class ProgressLine {
  readonly #startedAt = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #shown = false;

  start(progress: () => RunProgress): void {
    if (this.#timer) return;
    const everyMs = isTerminal() ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS;
    this.#timer = setInterval(() => this.#show(progress()), everyMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#shown && isTerminal()) process.stderr.write('\r\u001b[K');
  }

  #show(progress: RunProgress): void {
    const line = progressText(progress, (Date.now() - this.#startedAt) / 1000);
    this.#shown = true;
    const width = process.stderr.columns ?? 80;
    if (isTerminal()) process.stderr.write(`\r\u001b[K${line.slice(0, width - 1)}`);
    else note(line);
  }
}

/** `bill_ids: 1,200 of 5,000 done · 3,601 calls (17.9/s) · 9,800 rows · about 9 min left`. */
export function progressText(progress: RunProgress, seconds: number): string {
  const number = (value: number) => value.toLocaleString('en');
  const pace = seconds > 0 ? (progress.calls / seconds).toFixed(1) : '0';
  const { tree } = progress;
  const parts = [`${number(progress.calls)} calls (${pace}/s)`, `${number(progress.rows)} rows committed`];
  if (tree && tree.rootsListed > 0) {
    parts.unshift(`${tree.root}: ${number(tree.rootsDone)} of ${number(tree.rootsListed)} done`);
    const left = tree.rootsListed - tree.rootsDone;
    if (tree.rootsDone > 0 && left > 0)
      parts.push(`about ${duration((seconds / tree.rootsDone) * left)} left`);
  }
  return parts.join(' · ');
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

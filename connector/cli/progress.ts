// The live line: one that rewrites itself on a terminal, plain lines elsewhere.
import type { Plan } from '../model/plan.js';
import type { RunProgress } from '../run/state.js';
import { clean, isTerminal, note, showable } from './output.js';

const TICK_MS = 250;
const PLAIN_EVERY_MS = 10_000;

export class ProgressLine {
  readonly #startedAt = Date.now();
  readonly #roots: string[];
  #timer: NodeJS.Timeout | undefined;
  #shownAt = 0;
  #root: string | undefined;
  #rootSince = Date.now();

  /** @param title begins the line: which of several accounts it is. */
  constructor(
    { trees }: Plan,
    private readonly title = '',
  ) {
    this.#roots = trees.map((tree) => tree.root.name);
    this.#root = this.#roots[0];
  }

  start(progress: () => RunProgress): void {
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#tick(progress()), TICK_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    if (this.#shownAt > 0 && isTerminal()) process.stderr.write('\r\u001b[K');
  }

  #tick(progress: RunProgress): void {
    const now = Date.now();
    const root = progress.tree?.root ?? this.#root;
    if (root !== this.#root) {
      this.#root = root;
      this.#rootSince = now;
    }
    if (!isTerminal() && now - Math.max(this.#shownAt, this.#startedAt) < PLAIN_EVERY_MS) return;
    this.#shownAt = now;
    const words = progressText(progress, {
      seconds: (now - this.#startedAt) / 1000,
      rootSeconds: (now - this.#rootSince) / 1000,
      number: this.#roots.indexOf(root ?? '') + 1,
      of: this.#roots.length,
    });
    const line = this.title === '' ? words : `${this.title}: ${words}`;
    if (isTerminal()) rewrite(line);
    else note(line);
  }
}

function rewrite(line: string): void {
  const width = process.stderr.columns ?? 80;
  const fitting = [...showable(clean(line), process.stderr)].slice(0, width - 1).join('');
  process.stderr.write(`\r\u001b[K${fitting}`);
}

export interface Elapsed {
  seconds: number;
  /** Since the present root began; it is root `number` of `of`. */
  rootSeconds: number;
  number: number;
  of: number;
}

/** `bill_ids: 1,200 of 5,000 done · 3,601 calls (17.9/s) · 9,800 rows committed · about 9 min left`. */
export function progressText(progress: RunProgress, elapsed: Elapsed): string {
  const number = (value: number) => value.toLocaleString('en');
  const pace = elapsed.seconds > 0 ? (progress.calls / elapsed.seconds).toFixed(1) : '0';
  const { tree } = progress;
  const parts = [`${number(progress.calls)} calls (${pace}/s)`, `${number(progress.rows)} rows committed`];
  if (!tree || tree.rootsListed === 0) return parts.join(' · ');
  const isOneOfMany = elapsed.of > 1;
  const which = isOneOfMany ? ` (${elapsed.number} of ${elapsed.of})` : '';
  parts.unshift(`${tree.root}${which}: ${number(tree.rootsDone)} of ${number(tree.rootsListed)} done`);
  const left = tree.rootsListed - tree.rootsDone;
  if (tree.rootsDone > 0 && left > 0) {
    const seconds = (elapsed.rootSeconds / tree.rootsDone) * left;
    parts.push(`about ${duration(seconds)} left${isOneOfMany ? ' of it' : ''}`);
  }
  return parts.join(' · ');
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

// What was shown and waits for consent: it is done at most once, exactly as it was shown.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../connector/model/clock.js';
import { Refused } from './failure.js';

const MOST = 50;
/** What was shown longer ago may no longer be what a person means. */
const LONGEST_MS = 30 * 60_000;

export class ShownOnce<T> {
  readonly #shown = new Map<string, { what: T; at: number }>();

  /** @param gone why there is nothing to do any more, for a person */
  constructor(
    private readonly clock: Clock,
    private readonly gone: string,
  ) {}

  add(what: T): string {
    const id = randomUUID();
    this.#shown.set(id, { what, at: this.clock.now() });
    const [oldest] = this.#shown.keys();
    if (this.#shown.size > MOST) this.#shown.delete(oldest as string);
    return id;
  }

  /** Takes it out, so that a second click has nothing to do. Throws `Refused`. */
  take(id: string): T {
    const found = this.#shown.get(id);
    this.#shown.delete(id);
    if (found && this.clock.now() - found.at <= LONGEST_MS) return found.what;
    throw new Refused(409, 'draft-used', this.gone);
  }
}

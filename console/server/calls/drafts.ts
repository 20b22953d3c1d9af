// Calls that were shown and wait for consent: each is sent at most once, exactly as it was shown.
import { randomUUID } from 'node:crypto';
import type { PreparedCall } from '../../../connector/app/explorer/prepare-call.js';
import type { SourceWithoutKeys } from '../../../connector/app/open.js';
import { Refused } from '../failure.js';

export interface Draft {
  source: SourceWithoutKeys;
  call: PreparedCall;
}

const MOST_DRAFTS = 50;
/** What was shown longer ago may no longer be what a person means. */
const LONGEST_MS = 30 * 60_000;

export class Drafts {
  readonly #drafts = new Map<string, Draft & { at: number }>();

  add(draft: Draft): string {
    const id = randomUUID();
    this.#drafts.set(id, { ...draft, at: draft.source.clock.now() });
    const [oldest] = this.#drafts.keys();
    if (this.#drafts.size > MOST_DRAFTS) this.#drafts.delete(oldest as string);
    return id;
  }

  /** Takes it out, so that a second click has nothing to send. Throws `Refused`. */
  take(id: string): Draft {
    const draft = this.#drafts.get(id);
    this.#drafts.delete(id);
    if (draft && draft.source.clock.now() - draft.at <= LONGEST_MS) return draft;
    throw new Refused(
      409,
      'draft-used',
      'this call was sent already, or was shown too long ago: look at it again',
    );
  }
}

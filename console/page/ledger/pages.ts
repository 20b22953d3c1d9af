// Entries of a long list, asked for page by page as they come into view.
import { type Signal, signal } from '@preact/signals';
import type { LedgerFilter, LedgerLine } from '../../contract/ledger.js';
import { ask, ServerError } from '../state/server.js';

const SIZE = 100;
/** Pages that stay in memory. */
const MOST_PAGES = 30;

export class EntryPages {
  readonly #pages = new Map<number, LedgerLine[]>();
  readonly #asked = new Set<number>();
  /** Changes with each page that comes. */
  readonly version = signal(0);
  readonly problem: Signal<ServerError | undefined> = signal(undefined);
  /** Entries in all; with a text, those that were found so far. */
  readonly total: Signal<number>;
  /** Whether there may be more than `total`. */
  readonly isOpen = signal(false);

  constructor(
    readonly filter: LedgerFilter,
    total: number,
  ) {
    this.total = signal(filter.text === undefined ? total : SIZE);
    this.isOpen.value = filter.text !== undefined;
  }

  at(place: number): LedgerLine | undefined {
    return this.#pages.get(Math.floor(place / SIZE))?.[place % SIZE];
  }

  need(first: number, last: number): void {
    for (let page = Math.floor(first / SIZE); page * SIZE < last; page++) void this.#load(page);
  }

  async #load(page: number): Promise<void> {
    if (this.#pages.has(page) || this.#asked.has(page)) return;
    this.#asked.add(page);
    try {
      const request = { ...this.filter, from: page * SIZE, count: SIZE };
      const { entries, total } = await ask('GET /api/ledger', request);
      this.#pages.set(page, entries);
      if (this.filter.text !== undefined) this.#found(page, entries.length, total);
      const [oldest] = this.#pages.keys();
      if (this.#pages.size > MOST_PAGES && oldest !== undefined) this.#pages.delete(oldest);
      this.problem.value = undefined;
      this.version.value++;
    } catch (error) {
      this.problem.value = error instanceof ServerError ? error : new ServerError('internal', String(error));
    } finally {
      this.#asked.delete(page);
    }
  }

  /** What a text finds is known as far as it was read. */
  #found(page: number, count: number, total: number | undefined): void {
    this.isOpen.value = total === undefined;
    this.total.value = total ?? Math.max(this.total.peek(), page * SIZE + count + SIZE);
  }
}

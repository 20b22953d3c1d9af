// A reading that is asked to finish: started roots are read to their end, and no further root is started.

export class Finish {
  #isCut = false;

  /** @param signal aborted with the reason when the reading is to finish. */
  constructor(private readonly signal: AbortSignal | undefined) {}

  get isAsked(): boolean {
    return this.signal?.aborted ?? false;
  }

  /** Before each root. Throws the reason once the reading is to finish: `take` knows it. */
  check(): void {
    if (!this.isAsked) return;
    this.#isCut = true;
    this.signal?.throwIfAborted();
  }

  /** What ended the reading of roots: throws it again unless it is that no further root was started. */
  take(error: unknown): void {
    if (!this.#isCut) throw error;
  }

  /** At the end of what was read: throws the reason where roots were left out. */
  throwIfCut(): void {
    if (this.#isCut) this.signal?.throwIfAborted();
  }
}

// A reading that is asked to finish: started roots are read to their end, and no further root is started.

export class Finish {
  #isCut = false;

  /** @param signal aborted with the reason when the reading is to finish. */
  constructor(private readonly signal: AbortSignal | undefined) {}

  get isAsked(): boolean {
    return this.signal?.aborted ?? false;
  }

  /** Before each root. Throws the reason once the reading is to finish: `upTo` takes it. */
  check(): void {
    if (!this.isAsked) return;
    this.#isCut = true;
    this.signal?.throwIfAborted();
  }

  /** The reading of roots, up to where it stops. */
  async upTo(reading: () => Promise<void>): Promise<void> {
    try {
      await reading();
    } catch (error) {
      if (!this.#isCut) throw error;
    }
  }

  /** At the end of what was read: throws the reason where roots were left out. */
  throwIfCut(): void {
    if (this.#isCut) this.signal?.throwIfAborted();
  }
}

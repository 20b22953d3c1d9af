// Keeps a session from writing two things at once.
import { DestinationError } from '../../model/errors.js';

export class OneAtATime {
  #running: Promise<unknown> | undefined;

  /** Throws `DestinationError` while something else runs. @param place what is written to, for the words. */
  async run<T>(work: () => Promise<T>, place?: string): Promise<T> {
    if (this.#running) {
      const where = place === undefined ? '' : `${place}: `;
      throw new DestinationError('destination-misuse', `${where}a slice is being written; one at a time`);
    }
    const running = work();
    this.#running = running;
    try {
      return await running;
    } finally {
      this.#running = undefined;
    }
  }

  /** Resolves when what runs has ended, well or not. */
  async idle(): Promise<void> {
    await this.#running?.catch(() => undefined);
  }
}

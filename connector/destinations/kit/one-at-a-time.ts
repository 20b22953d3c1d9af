// Keeps a session from writing two things at once.
import { DestinationError } from '../../model/errors.js';

export class OneAtATime {
  #running: Promise<unknown> | undefined;

  /** Throws `DestinationError` while other work runs. @param place the place that is written to, for people */
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

  /** Resolves when the running work has ended, also when it failed. */
  async idle(): Promise<void> {
    await this.#running?.catch(() => undefined);
  }
}

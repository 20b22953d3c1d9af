// Waiting until something has changed.

/** The next `notify` wakes all waiting tasks; each checks for itself whether it may continue. */
export class Condition {
  #waiting: (() => void)[] = [];

  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  notify(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

/** Statistics of the calls since the start or the last reset. */
import { ArrivalMeter } from './wire/pace.js';

export class Stats {
  readonly arrivals = new ArrivalMeter();
  readonly #calls = new Map<string, Map<number, number>>();
  readonly #faults = new Map<string, number>();
  #total = 0;
  #answered429 = 0;
  #badSignatures = 0;
  #leaks = 0;

  /** Counts an answered call; status 0 means that the socket was closed without a reply. */
  answered(label: string, status: number): void {
    this.#total += 1;
    if (status === 429) this.#answered429 += 1;
    const byStatus = this.#calls.get(label) ?? new Map<number, number>();
    this.#calls.set(label, byStatus);
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  }

  injected(fault: string): void {
    this.#faults.set(fault, (this.#faults.get(fault) ?? 0) + 1);
  }

  badSignature(): void {
    this.#badSignatures += 1;
  }

  /** Credentials came where none belong. */
  leaked(): void {
    this.#leaks += 1;
  }

  reset(): void {
    this.arrivals.reset();
    this.#calls.clear();
    this.#faults.clear();
    this.#total = 0;
    this.#answered429 = 0;
    this.#badSignatures = 0;
    this.#leaks = 0;
  }

  toJSON(): object {
    const calls = [...this.#calls].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
      total: this.#total,
      mostInAnySecond: this.arrivals.mostInAnySecond,
      answered429: this.#answered429,
      badSignatures: this.#badSignatures,
      leaks: this.#leaks,
      faults: Object.fromEntries(this.#faults),
      calls: Object.fromEntries(calls.map(([label, byStatus]) => [label, Object.fromEntries(byStatus)])),
    };
  }
}

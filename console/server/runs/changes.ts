// Values that change, each with the number of its last change: whoever knows the changes up to a number asks for later ones.

export class Changes {
  /** The number of the newest change. */
  seq = 0;
  readonly #known = new Map<string, { text: string; seq: number; value: unknown }>();

  /** A number for something that happened once. */
  next(): number {
    this.seq++;
    return this.seq;
  }

  /** A value as it is now; nothing changes where it is as before. */
  set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    if (this.#known.get(key)?.text === text) return;
    this.#known.set(key, { text, value, seq: this.next() });
  }

  /** The value where it changed after that number. */
  after<T>(key: string, since: number): T | undefined {
    const known = this.#known.get(key);
    return known && known.seq > since ? (known.value as T) : undefined;
  }
}

/** The newest of many: older ones are dropped. */
export class Newest<T> {
  #all: T[] = [];

  constructor(private readonly most: number) {}

  add(one: T): void {
    this.#all.push(one);
    // In steps, so that adding stays cheap.
    if (this.#all.length >= this.most * 2) this.#all = this.#all.slice(-this.most);
  }

  all(): readonly T[] {
    return this.#all.slice(-this.most);
  }
}

// The lock of a place that one process at a time writes to, shared by the accounts that this process loads into it.
import type { LockHolder, SharedLock } from '../../model/destination.js';
import { inUse } from './in-use.js';

type Unlock = () => Promise<void>;

export class AccountLocks {
  readonly #accounts = new Map<string, LockHolder>();
  #users = 0;
  #held: Promise<Unlock> | undefined;
  #released: Promise<unknown> = Promise.resolve();

  /**
   * @param place for people
   * @param lock keeps other processes away
   */
  constructor(
    private readonly place: string,
    private readonly lock: (holder: LockHolder) => Promise<Unlock>,
  ) {}

  /** The first one takes the lock, the last one releases it. */
  async share(holder: LockHolder): Promise<SharedLock> {
    this.#users++;
    this.#held ??= this.#released.then(() => this.lock(holder));
    const held = this.#held;
    try {
      await held;
    } catch (error) {
      this.#users--;
      if (this.#held === held) this.#held = undefined;
      throw error;
    }
    return this.#shareOf(holder, held);
  }

  #shareOf(holder: LockHolder, held: Promise<Unlock>): SharedLock {
    const own: string[] = [];
    let isOver = false;
    return {
      account: async (account) => {
        const other = this.#accounts.get(account);
        if (other) throw inUse(this.place, other, { account });
        this.#accounts.set(account, holder);
        own.push(account);
      },
      release: async () => {
        if (isOver) return;
        isOver = true;
        for (const account of own) this.#accounts.delete(account);
        if (--this.#users > 0) return;
        this.#held = undefined;
        const released = held.then((unlock) => unlock());
        this.#released = released.catch(() => undefined);
        await released;
      },
    };
  }
}

// A destination during one load, or during the loads of many accounts: what is found out once for all of them.
import { createDestination } from '../destinations/registry.js';
import { capabilitiesOf } from '../model/capabilities.js';
import type { Destination, LockHolder, SharedLock } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import { placeKey } from './by-destination.js';
import { lockHolder } from './lock-holder.js';
import { refreshViews } from './mart/views.js';
import type { SourceWithoutKeys } from './open.js';
import { refuseIncompatibleTables } from './repair/preflight.js';

export class DestinationUse {
  /** Plans that the tables fit. */
  readonly #fitting = new Set<string>();
  #hadViews = false;

  constructor(readonly destination: Destination) {}

  /** Several accounts may be loaded into it at once. */
  get takesMany(): boolean {
    return capabilitiesOf(this.destination).accountsAtOnce;
  }

  /** Keeps out what must not happen at the same time: other runs, or other runs of the same account. */
  async lock(holder: LockHolder): Promise<SharedLock> {
    if (this.destination.share) return this.destination.share(holder);
    const release = await this.destination.lock(holder);
    return { account: async () => undefined, release };
  }

  /** Throws `ConfigError` with each table that does not fit. Tables that a load of the same plan has filled fit. */
  async check(source: SourceWithoutKeys): Promise<void> {
    const plan = JSON.stringify(source.plan);
    if (this.#fitting.has(plan)) return;
    const hadViews = await refuseIncompatibleTables(source, this.destination);
    this.#hadViews ||= hadViews;
    this.#fitting.add(plan);
  }

  /**
   * While the lock is held, after what is loaded: makes the views where they are wanted or were there. Resolves with why it
   * could not.
   */
  async refreshViews(source: SourceWithoutKeys): Promise<string | undefined> {
    return refreshViews(source, this.destination, this.#hadViews);
  }

  /** The same when the lock is no longer held. */
  async refreshViewsLocked(source: SourceWithoutKeys): Promise<string | undefined> {
    if (!source.config.views && !this.#hadViews) return undefined;
    try {
      const lock = await this.lock(lockHolder(source));
      try {
        return await this.refreshViews(source);
      } finally {
        await lock.release();
      }
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error;
      return error.message;
    }
  }
}

/** The uses of sources: those that load into the same place have the same one. */
export class DestinationUses {
  readonly #byPlace = new Map<string, DestinationUse>();

  /** @param given the place of all */
  constructor(private readonly given?: Destination) {}

  of({ config }: SourceWithoutKeys): DestinationUse {
    const key = this.given ? '' : placeKey(config);
    const use =
      this.#byPlace.get(key) ?? new DestinationUse(this.given ?? createDestination(config.destination));
    this.#byPlace.set(key, use);
    return use;
  }
}

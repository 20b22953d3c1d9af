// Loads of accounts that come one by one, in any order, while the process lives.
import { createDestination } from '../../destinations/registry.js';
import { ConfigError } from '../../model/errors.js';
import type { RunReport } from '../../model/report.js';
import { DestinationUse } from '../destination-use.js';
import { type LoadOptions, loadWith } from '../load.js';
import { lockHolder } from '../lock-holder.js';
import { notStartedReport } from '../not-started-report.js';
import type { ConfiguredSource, SourceWithoutKeys } from '../open.js';

/** What is found out about a destination is found out once for all loads. */
export class AccountLoads {
  readonly #uses = new Map<string, DestinationUse>();

  /** Resolves with a report, also where the load could not begin. Throws `ConfigError`: it will never begin as it is. */
  async load(source: ConfiguredSource, options: LoadOptions): Promise<RunReport> {
    try {
      return await loadWith(this.#useOf(source), source, options);
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      return notStartedReport(error, source);
    }
  }

  #useOf({ config }: SourceWithoutKeys): DestinationUse {
    const key = JSON.stringify(config.destination);
    const use = this.#uses.get(key) ?? new DestinationUse(createDestination(config.destination));
    this.#uses.set(key, use);
    return use;
  }
}

/** After the loads of many: makes the views where they are wanted or were there. Resolves with why it could not. */
export async function remakeViews(source: SourceWithoutKeys): Promise<string | undefined> {
  const use = new DestinationUse(createDestination(source.config.destination));
  const lock = await use.lock(lockHolder(source));
  try {
    await use.check(source);
    return await use.refreshViews(source);
  } finally {
    await lock.release();
  }
}

// Loads of accounts that come one by one, in any order, while the process lives.
import { ConfigError } from '../../model/errors.js';
import type { RunReport } from '../../model/report.js';
import { DestinationUses } from '../destination-use.js';
import { type LoadOptions, loadWith } from '../load.js';
import { lockHolder } from '../lock-holder.js';
import { notStartedReport } from '../not-started-report.js';
import type { ConfiguredSource, SourceWithoutKeys } from '../open.js';

/** What is found out about a destination is found out once for all loads. */
export class AccountLoads {
  readonly #uses = new DestinationUses();

  /** Resolves with a report, also where the load could not begin. Throws `ConfigError`: it will never begin as it is. */
  async load(source: ConfiguredSource, options: LoadOptions): Promise<RunReport> {
    try {
      return await loadWith(this.#uses.of(source), source, options);
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      return notStartedReport(error, source);
    }
  }
}

/** After the loads of many: makes the views where they are wanted or were there. Resolves with why it could not. */
export async function remakeViews(source: SourceWithoutKeys): Promise<string | undefined> {
  const use = new DestinationUses().of(source);
  const lock = await use.lock(lockHolder(source));
  try {
    await use.check(source);
    return await use.refreshViews(source);
  } finally {
    await lock.release();
  }
}

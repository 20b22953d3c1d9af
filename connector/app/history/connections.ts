// Which connection of a configuration an earlier run is of: by the account, or by the name that the run recorded.
import type { SourceWithoutKeys } from '../open.js';

/** What a run recorded of itself. */
export interface RunOwner {
  account: string;
  connection?: string;
}

export class Connections {
  readonly #byAccount = new Map<string, string>();
  readonly #names: ReadonlySet<string>;

  /**
   * @param drafts the sources of one configuration; a single one without a name takes every run
   * @param runs of their destination, the latest first
   */
  constructor(
    readonly drafts: readonly SourceWithoutKeys[],
    runs: readonly RunOwner[],
  ) {
    this.#names = new Set(drafts.flatMap(({ config }) => config.connection ?? []));
    for (const { config } of drafts) {
      if (config.account !== undefined && config.connection !== undefined)
        this.#byAccount.set(config.account, config.connection);
    }
    for (const { account, connection } of runs) {
      if (connection !== undefined && !this.#byAccount.has(account)) this.#byAccount.set(account, connection);
    }
  }

  /** The name of today, or the one of then. Undefined where neither is known. */
  nameOf({ account, connection }: RunOwner): string | undefined {
    const known = this.#byAccount.get(account);
    return known !== undefined && this.#names.has(known) ? known : (connection ?? known);
  }

  /** The source that a run is of; undefined where it is of none of them, or that is not known. */
  draftOf(run: RunOwner): SourceWithoutKeys | undefined {
    const name = this.nameOf(run);
    return this.drafts.find(({ config }) => config.connection === undefined || config.connection === name);
  }

  /** Accounts of a source, the one of the latest run first. */
  accountsOf({ config }: SourceWithoutKeys): string[] {
    const found = [...this.#byAccount].filter(([, name]) => name === config.connection);
    return found.map(([account]) => account);
  }
}

// Progress of several accounts: a line for each that is being loaded, and one for all.
import type { ConfiguredSource } from '../app/open.js';
import type { ConnectionReport } from '../model/accounts-report.js';
import { systemClock } from '../model/clock.js';
import type { RunProgress } from '../run/run-state.js';
import { type AccountsElapsed, accountsLines, accountsSummary } from '../text/accounts/accounts-live-text.js';
import { LiveProgress } from './live-progress.js';
import { note } from './output.js';
import { treeElapsed } from './progress.js';

interface Present {
  name: string;
  startedAt: number;
  elapsed: ReturnType<typeof treeElapsed>;
  progress?: () => RunProgress;
}

export class AccountsProgress {
  readonly #live = new LiveProgress();
  readonly #present = new Map<number, Present>();
  readonly #ended: Pick<ConnectionReport, 'outcome' | 'calls' | 'sources'>[] = [];

  /** @param say receives the plain lines, with the progress of the account that one is of; default: standard error */
  constructor(
    private readonly sources: readonly ConfiguredSource[],
    private readonly say?: (line: string, progress: RunProgress) => void,
  ) {}

  /** Shows it from now on. */
  start(): void {
    this.#live.start((now) => {
      const elapsed = this.#elapsed(now);
      return { lines: () => accountsLines(elapsed), say: () => this.#sayAll(elapsed) };
    });
  }

  begin({ config, plan }: ConfiguredSource, index: number): void {
    const name = config.connection ?? String(index + 1);
    this.#present.set(index, { name, startedAt: systemClock.now(), elapsed: treeElapsed(plan) });
  }

  follow(progress: () => RunProgress, index: number): void {
    const present = this.#present.get(index);
    if (present) present.progress = progress;
  }

  end({ outcome, calls, sources }: ConnectionReport, index: number): void {
    this.#present.delete(index);
    this.#ended.push({ outcome, calls, sources });
  }

  stop(): void {
    this.#live.stop();
  }

  #elapsed(now: number): AccountsElapsed {
    const { startedAt } = this.#live;
    return {
      all: this.sources.length,
      ended: this.#ended,
      seconds: (now - startedAt) / 1000,
      present: [...this.#present.values()].map(({ name, startedAt: since, elapsed, progress }) => {
        const found = progress?.();
        return { name, ...(found && { progress: found, elapsed: elapsed(found, now, since) }) };
      }),
    };
  }

  #sayAll(elapsed: AccountsElapsed): void {
    const { say } = this;
    const first = elapsed.present.find(({ progress }) => progress)?.progress;
    if (!say) note(accountsSummary(elapsed));
    else if (first) say(accountsSummary(elapsed), first);
  }
}

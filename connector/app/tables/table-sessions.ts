// Sessions of queries for those who look at tables: a few at a time, kept a moment, and never in the way of a load.
import type { DestinationConfig } from '../../destinations/kit/kind.js';
import { systemClock } from '../../model/clock.js';
import type { QuerySession } from '../../model/query.js';
import { openQueries } from '../../query/open.js';

/** At a time: rows, their count and a record are asked for together. */
const MOST = 3;
/** For which a session waits for the next question. */
const IDLE_MS = 5_000;

interface Idle {
  session: QuerySession;
  /** Ends its waiting. */
  waits: AbortController;
}

export class TableSessions {
  #isClosed = false;
  #inUse = 0;
  readonly #idle: Idle[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly config: DestinationConfig,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  /** Throws as `openQueries` and the work do. */
  async use<T>(work: (session: QuerySession) => Promise<T>): Promise<T> {
    if (this.#inUse >= MOST) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#inUse++;
    let session: QuerySession | undefined;
    let isWell = false;
    try {
      session = await this.#taken();
      const answer = await work(session);
      isWell = true;
      return answer;
    } finally {
      this.#inUse--;
      this.#waiting.shift()?.();
      if (session) await this.#give(session, isWell);
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(
      this.#idle.splice(0).map(({ session, waits }) => {
        waits.abort();
        return session.close();
      }),
    );
  }

  async #taken(): Promise<QuerySession> {
    const idle = this.#idle.pop();
    if (!idle) return openQueries(this.config, this.env, { ownProcess: true });
    idle.waits.abort();
    return idle.session;
  }

  /** DuckDB lets no other program write to a file that is open, and a folder's files are replaced by each load. */
  async #give(session: QuerySession, isWell: boolean): Promise<void> {
    if (!isWell || this.#isClosed || session.dialect === 'duckdb') return session.close();
    const idle: Idle = { session, waits: new AbortController() };
    this.#idle.push(idle);
    const end = () => {
      this.#idle.splice(this.#idle.indexOf(idle), 1);
      return session.close();
    };
    systemClock.sleep(IDLE_MS, idle.waits.signal).then(end, () => undefined);
  }
}

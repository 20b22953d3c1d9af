// OAuth2 client credentials: one token for all calls, renewed before it ends.
import type { Clock } from '../../model/clock.js';
import type { Secret } from '../../model/secret.js';
import type { Authorization, AuthorizationHeaders } from './authorization.js';

export interface IssuedToken {
  token: Secret;
  /** Milliseconds that it lives, as the token address says. */
  lifeMs: number;
}

const BEING_FETCHED = Number.POSITIVE_INFINITY;
/** A shorter life is not believed: each call would ask for a token of its own. */
const SHORTEST_MS = 1000;
/** How long a token is used whose life is not believed, unless the API refuses it before. */
const ASSUMED_MS = 60_000;
const LONGEST_MS = 86_400_000;

export class OAuth2Authorization implements Authorization {
  #issued: Promise<IssuedToken> | undefined;
  #renewAt = 0;
  #problem: string | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly fetchToken: (signal?: AbortSignal) => Promise<IssuedToken>,
  ) {}

  /** What is odd about the tokens; undefined when nothing is. */
  get problem(): string | undefined {
    return this.#problem;
  }

  async prepare(signal?: AbortSignal): Promise<void> {
    await this.headers({ signal });
  }

  isReady(): boolean {
    return this.#issued !== undefined && this.#renewAt !== BEING_FETCHED && this.clock.now() < this.#renewAt;
  }

  async headers({ signal }: { signal?: AbortSignal }): Promise<AuthorizationHeaders> {
    if (this.#issued && this.clock.now() >= this.#renewAt) this.#issued = undefined;
    this.#issued ??= this.#fetch(signal);
    return { authorization: `Bearer ${(await this.#issued).token.reveal()}` };
  }

  async correctClock(): Promise<void> {}

  async renewToken(rejected: AuthorizationHeaders, signal?: AbortSignal): Promise<boolean> {
    const issued = this.#issued;
    const current = await issued?.catch(() => undefined);
    const isOld = current && `Bearer ${current.token.reveal()}` === rejected.authorization;
    if (isOld && this.#issued === issued) this.#issued = undefined;
    this.#issued ??= this.#fetch(signal);
    await this.#issued;
    return true;
  }

  #fetch(signal?: AbortSignal): Promise<IssuedToken> {
    const fetching = this.fetchToken(signal).then(
      (issued) => {
        const lifeMs = this.#believed(issued.lifeMs);
        this.#renewAt = this.clock.now() + lifeMs - marginMs(lifeMs);
        return issued;
      },
      (error) => {
        this.#issued = undefined;
        throw error;
      },
    );
    this.#renewAt = BEING_FETCHED;
    return fetching;
  }

  #believed(lifeMs: number): number {
    if (lifeMs >= SHORTEST_MS) return Math.min(lifeMs, LONGEST_MS);
    this.#problem =
      `the token address says that its tokens live ${lifeMs / 1000} s; ` +
      `each is used for ${ASSUMED_MS / 1000} s, or until the API refuses it`;
    return ASSUMED_MS;
  }
}

/** A tenth of a token's life, at most a minute, at least 10 s (as in official clients) or half of a short life. */
function marginMs(lifeMs: number): number {
  return Math.min(60_000, Math.max(lifeMs / 10, Math.min(10_000, lifeMs / 2)));
}

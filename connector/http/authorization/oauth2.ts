// OAuth2 client credentials: one token for all calls, renewed before it ends.
import type { Clock } from '../../model/clock.js';
import type { Secret } from '../../model/secret.js';
import type { Authorization, AuthorizationHeaders } from './authorization.js';

export interface IssuedToken {
  token: Secret;
  /** When it ends, in milliseconds of our clock. */
  endsAt: number;
}

const BEING_FETCHED = Number.POSITIVE_INFINITY;

export class OAuth2Authorization implements Authorization {
  #issued: Promise<IssuedToken> | undefined;
  #renewAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly fetchToken: (signal?: AbortSignal) => Promise<IssuedToken>,
  ) {}

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
        this.#renewAt = issued.endsAt - marginMs(issued.endsAt - this.clock.now());
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
}

/** A tenth of a token's life, at most a minute, at least 10 s (as in official clients) or half of a short life. */
function marginMs(lifeMs: number): number {
  return Math.min(60_000, Math.max(lifeMs / 10, Math.min(10_000, lifeMs / 2)));
}

// Headers that say who calls: signed keys, an OAuth2 token, or a bearer token.
import type { Clock } from '../model/clock.js';
import type { Secret } from '../model/secret.js';
import { sign } from './signature.js';

export interface Authorization {
  /** Headers for one attempt, made anew each time: the timestamp is part of the signature. */
  headers(call: { method: string; url: string; body: string; signal?: AbortSignal }): Promise<AuthorizationHeaders>;
  /** The server said that the timestamp is stale: ask for its time again. */
  correctClock(signal?: AbortSignal): Promise<void>;
  /** The server did not accept the token: get another. False when there is none to be had. */
  renewToken(rejected: AuthorizationHeaders, signal?: AbortSignal): Promise<boolean>;
}

export type AuthorizationHeaders = Record<string, string>;

export interface SigningKeys {
  applicationKey: Secret;
  applicationSecret: Secret;
  consumerKey?: Secret;
}

/** Signed calls. `serverSeconds` asks `/auth/time`, unsigned. */
export class KeyAuthorization implements Authorization {
  #offset: Promise<number> | undefined;

  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    private readonly serverSeconds: (signal?: AbortSignal) => Promise<number>,
  ) {}

  async headers(call: { method: string; url: string; body: string; signal?: AbortSignal }) {
    const consumerKey = this.keys.consumerKey?.reveal() ?? '';
    const timestamp = Math.round(this.clock.now() / 1000 + (await this.offsetSeconds(call.signal)));
    const signature = sign({
      applicationSecret: this.keys.applicationSecret.reveal(),
      consumerKey,
      method: call.method,
      url: call.url,
      body: call.body,
      timestamp,
    });
    return {
      'x-ovh-application': this.keys.applicationKey.reveal(),
      'x-ovh-consumer': consumerKey,
      'x-ovh-timestamp': String(timestamp),
      'x-ovh-signature': signature,
    };
  }

  /** Seconds by which the server's clock is ahead of ours. Asked once, kept. */
  offsetSeconds(signal?: AbortSignal): Promise<number> {
    this.#offset ??= this.#measure(signal).catch((error) => {
      this.#offset = undefined;
      throw error;
    });
    return this.#offset;
  }

  async correctClock(signal?: AbortSignal): Promise<void> {
    const known = this.#offset;
    await known?.catch(() => undefined);
    if (this.#offset === known) this.#offset = undefined;
    await this.offsetSeconds(signal);
  }

  async renewToken(): Promise<boolean> {
    return false;
  }

  async #measure(signal?: AbortSignal): Promise<number> {
    const before = this.clock.now();
    const server = await this.serverSeconds(signal);
    const middle = (before + this.clock.now()) / 2000;
    return server - middle;
  }
}

export interface IssuedToken {
  token: Secret;
  /** Milliseconds of our clock at which it ends. */
  endsAt: number;
}

/** OAuth2 client credentials: a token is fetched, and renewed before it ends. */
export class OAuth2Authorization implements Authorization {
  #issued: Promise<IssuedToken> | undefined;
  #endsAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly fetchToken: (signal?: AbortSignal) => Promise<IssuedToken>,
  ) {}

  async headers(call: { signal?: AbortSignal }): Promise<AuthorizationHeaders> {
    // A tenth of a short life, at most a minute, is kept as margin; official clients keep 10 s.
    if (this.#issued && this.clock.now() >= this.#endsAt) this.#issued = undefined;
    this.#issued ??= this.#fetch(call.signal);
    return { authorization: `Bearer ${(await this.#issued).token.reveal()}` };
  }

  async correctClock(): Promise<void> {}

  async renewToken(rejected: AuthorizationHeaders, signal?: AbortSignal): Promise<boolean> {
    const current = await this.#issued?.catch(() => undefined);
    const isOld = current && `Bearer ${current.token.reveal()}` === rejected.authorization;
    if (isOld) this.#issued = undefined;
    this.#issued ??= this.#fetch(signal);
    await this.#issued;
    return true;
  }

  #fetch(signal?: AbortSignal): Promise<IssuedToken> {
    const fetching = this.fetchToken(signal).then(
      (issued) => {
        const life = issued.endsAt - this.clock.now();
        this.#endsAt = issued.endsAt - Math.min(60_000, Math.max(life / 10, Math.min(10_000, life / 2)));
        return issued;
      },
      (error) => {
        this.#issued = undefined;
        throw error;
      },
    );
    this.#endsAt = Number.POSITIVE_INFINITY;
    return fetching;
  }
}

/** A token that is given: it cannot be renewed. */
export class BearerAuthorization implements Authorization {
  constructor(private readonly token: Secret) {}

  async headers(): Promise<AuthorizationHeaders> {
    return { authorization: `Bearer ${this.token.reveal()}` };
  }

  async correctClock(): Promise<void> {}

  async renewToken(): Promise<boolean> {
    return false;
  }
}

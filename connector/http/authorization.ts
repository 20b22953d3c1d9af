// Headers that say who calls: signed keys, an OAuth2 token, or a bearer token.
import type { Clock } from '../model/clock.js';
import type { Secret } from '../model/secret.js';
import { sign } from './signature.js';

export interface Authorization {
  /** Fetches what the headers need: the clock offset or a token. */
  prepare(signal?: AbortSignal): Promise<void>;
  /** False when `headers` would have to ask a server first. */
  isReady(): boolean;
  /** Headers for one attempt, made anew each time: the timestamp is part of the signature. */
  headers(call: {
    method: string;
    url: string;
    body: string;
    signal?: AbortSignal;
  }): Promise<AuthorizationHeaders>;
  /** The server said that the timestamp is stale: ask for its time again, once for all calls that were refused. */
  correctClock(rejected: AuthorizationHeaders, signal?: AbortSignal): Promise<void>;
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
  #isMeasured = false;
  /** With which measurement each attempt was signed. */
  readonly #signedWith = new WeakMap<AuthorizationHeaders, Promise<number>>();

  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    private readonly serverSeconds: (signal?: AbortSignal) => Promise<number>,
  ) {}

  async prepare(signal?: AbortSignal): Promise<void> {
    await this.offsetSeconds(signal);
  }

  isReady(): boolean {
    return this.#isMeasured;
  }

  async headers(call: { method: string; url: string; body: string; signal?: AbortSignal }) {
    const consumerKey = this.keys.consumerKey?.reveal() ?? '';
    const offset = this.offsetSeconds(call.signal);
    const offsetSeconds = await offset;
    const timestamp = Math.round(this.clock.now() / 1000 + offsetSeconds);
    const signature = sign({
      applicationSecret: this.keys.applicationSecret.reveal(),
      consumerKey,
      method: call.method,
      url: call.url,
      body: call.body,
      timestamp,
    });
    const headers = {
      'x-ovh-application': this.keys.applicationKey.reveal(),
      'x-ovh-consumer': consumerKey,
      'x-ovh-timestamp': String(timestamp),
      'x-ovh-signature': signature,
    };
    this.#signedWith.set(headers, offset);
    return headers;
  }

  /** Seconds by which the server's clock is ahead of ours. Asked once, kept. */
  offsetSeconds(signal?: AbortSignal): Promise<number> {
    this.#offset ??= this.#measure(signal).catch((error) => {
      this.#offset = undefined;
      throw error;
    });
    return this.#offset;
  }

  async correctClock(rejected: AuthorizationHeaders, signal?: AbortSignal): Promise<void> {
    if (this.#offset === this.#signedWith.get(rejected)) {
      this.#offset = undefined;
      this.#isMeasured = false;
    }
    await this.offsetSeconds(signal);
  }

  async renewToken(): Promise<boolean> {
    return false;
  }

  async #measure(signal?: AbortSignal): Promise<number> {
    const server = await this.serverSeconds(signal);
    // Now, not the middle of the call: before it was sent it may have waited for the budget or for a retry.
    const offset = server - this.clock.now() / 1000;
    this.#isMeasured = true;
    return offset;
  }
}

export interface IssuedToken {
  token: Secret;
  /** Milliseconds of our clock at which it ends. */
  endsAt: number;
}

const BEING_FETCHED = Number.POSITIVE_INFINITY;

/** OAuth2 client credentials: a token is fetched, and renewed before it ends. */
export class OAuth2Authorization implements Authorization {
  #issued: Promise<IssuedToken> | undefined;
  #endsAt = 0;

  constructor(
    private readonly clock: Clock,
    private readonly fetchToken: (signal?: AbortSignal) => Promise<IssuedToken>,
  ) {}

  async prepare(signal?: AbortSignal): Promise<void> {
    await this.headers({ signal });
  }

  isReady(): boolean {
    return this.#issued !== undefined && this.#endsAt !== BEING_FETCHED && this.clock.now() < this.#endsAt;
  }

  async headers(call: { signal?: AbortSignal }): Promise<AuthorizationHeaders> {
    // A tenth of a short life, at most a minute, is kept as margin; official clients keep 10 s.
    if (this.#issued && this.clock.now() >= this.#endsAt) this.#issued = undefined;
    this.#issued ??= this.#fetch(call.signal);
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
        const life = issued.endsAt - this.clock.now();
        this.#endsAt = issued.endsAt - Math.min(60_000, Math.max(life / 10, Math.min(10_000, life / 2)));
        return issued;
      },
      (error) => {
        this.#issued = undefined;
        throw error;
      },
    );
    this.#endsAt = BEING_FETCHED;
    return fetching;
  }
}

/** A token that is given: it cannot be renewed. */
export class BearerAuthorization implements Authorization {
  constructor(private readonly token: Secret) {}

  async prepare(): Promise<void> {}

  isReady(): boolean {
    return true;
  }

  async headers(): Promise<AuthorizationHeaders> {
    return { authorization: `Bearer ${this.token.reveal()}` };
  }

  async correctClock(): Promise<void> {}

  async renewToken(): Promise<boolean> {
    return false;
  }
}

// Calls signed with an application key, an application secret and a consumer key, by the server's clock.
import type { Clock } from '../../model/clock.js';
import type { Secret } from '../../model/secret.js';
import type { Authorization, AuthorizationHeaders, SignedCall } from './authorization.js';
import { sign } from './signature.js';

export interface SigningKeys {
  applicationKey: Secret;
  applicationSecret: Secret;
  consumerKey?: Secret;
}

export class KeyAuthorization implements Authorization {
  #offset: Promise<number> | undefined;
  #isMeasured = false;
  /** The measurement that each attempt was signed with. */
  readonly #signedWith = new WeakMap<AuthorizationHeaders, Promise<number>>();

  /** @param serverSeconds asks `/auth/time`, unsigned: unix seconds */
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

  async headers({ method, url, body, signal }: SignedCall): Promise<AuthorizationHeaders> {
    const consumerKey = this.keys.consumerKey?.reveal() ?? '';
    const applicationSecret = this.keys.applicationSecret.reveal();
    const offset = this.offsetSeconds(signal);
    const offsetSeconds = await offset;
    const timestamp = Math.round(this.clock.now() / 1000 + offsetSeconds);
    const headers = {
      'x-ovh-application': this.keys.applicationKey.reveal(),
      'x-ovh-consumer': consumerKey,
      'x-ovh-timestamp': String(timestamp),
      'x-ovh-signature': sign({ applicationSecret, consumerKey, method, url, body, timestamp }),
    };
    this.#signedWith.set(headers, offset);
    return headers;
  }

  /** Seconds by which the server's clock is ahead of ours. Measured once. */
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
    // Our time now, not that of the middle of the call: the call may have waited for the budget or for a retry.
    const offset = server - this.clock.now() / 1000;
    this.#isMeasured = true;
    return offset;
  }
}

// The headers that say who calls. One interface; a file beside it for each way of proving it.

/** What is signed: one attempt, byte for byte as it is sent. */
export interface SignedCall {
  method: string;
  /** The whole address. */
  url: string;
  /** Empty where there is none. */
  body: string;
  signal?: AbortSignal;
}

export type AuthorizationHeaders = Record<string, string>;

export interface Authorization {
  /** Fetches what the headers need: the server's time or a token. */
  prepare(signal?: AbortSignal): Promise<void>;
  /** False when `headers` would have to ask a server first. */
  isReady(): boolean;
  /** Headers for one attempt. Each attempt needs new ones: the timestamp is part of the signature. */
  headers(call: SignedCall): Promise<AuthorizationHeaders>;
  /**
   * Reads the server's time again, after the server called a timestamp stale. Calls that were refused with the same
   * offset share one correction.
   */
  correctClock(rejected: AuthorizationHeaders, signal?: AbortSignal): Promise<void>;
  /** Replaces a token that the server did not accept. False when this kind of authorization has no other token. */
  renewToken(rejected: AuthorizationHeaders, signal?: AbortSignal): Promise<boolean>;
}

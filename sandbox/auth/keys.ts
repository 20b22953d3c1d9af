/** The sandbox's keys: one application, its consumer keys, one OAuth2 client, bearer tokens. */

import { OptionError } from '../options/option-values.js';
import type { SandboxOptions } from '../options/options.js';
import { SeededRandom } from '../random.js';
import type { AccessRule } from './rules.js';
import { readRule } from './rules.js';
import { sameText } from './signature.js';

export type CredentialState = 'expired' | 'pendingValidation' | 'refused' | 'validated';

export interface Credential {
  readonly consumerKey: string;
  readonly credentialId: number;
  readonly rules: readonly AccessRule[];
  readonly allowedIps: readonly string[] | null;
  readonly validationToken: string;
  readonly creation: number;
  readonly expiration: number | null;
  state: CredentialState;
  lastUse: number | null;
  calls: number;
}

export interface NewCredential {
  readonly rules: readonly AccessRule[];
  readonly allowedIps: readonly string[] | null;
  readonly validated: boolean;
}

/** All keys of the sandbox. Every secret follows from the seed. Instants are by the server's clock. */
export class KeyRing {
  readonly applicationId = 7001;
  readonly applicationKey: string;
  readonly applicationSecret: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly bearerToken: string;
  readonly first: Credential;
  readonly #credentials = new Map<string, Credential>();
  readonly #tokens = new Map<string, number>();
  readonly #seed: string;
  readonly #lifeMs: number;
  readonly #now: () => number;

  constructor(options: SandboxOptions, now: () => number) {
    this.#seed = options.seed;
    this.#lifeMs = options.credentialSeconds * 1000;
    this.#now = now;
    const random = new SeededRandom(options.seed, 'keys');
    this.applicationKey = random.hex(16);
    this.applicationSecret = random.hex(32);
    this.clientId = `EU.${random.hex(16)}`;
    this.clientSecret = random.hex(32);
    this.bearerToken = `sandbox-${random.hex(40)}`;
    this.first = this.create({ rules: options.rules.map(ruleOption), allowedIps: null, validated: true });
  }

  create(wanted: NewCredential): Credential {
    const number = this.#credentials.size + 1;
    const random = new SeededRandom(this.#seed, 'credential', number);
    const creation = this.#now();
    const credential: Credential = {
      consumerKey: random.hex(32),
      credentialId: 500_000 + number,
      rules: wanted.rules,
      allowedIps: wanted.allowedIps,
      validationToken: random.hex(48),
      creation,
      expiration: this.#lifeMs > 0 ? creation + this.#lifeMs : null,
      state: wanted.validated ? 'validated' : 'pendingValidation',
      lastUse: null,
      calls: 0,
    };
    this.#credentials.set(credential.consumerKey, credential);
    return credential;
  }

  find(consumerKey: string): Credential | undefined {
    const credential = this.#credentials.get(consumerKey);
    const ended = credential?.expiration ?? Number.POSITIVE_INFINITY;
    if (credential && this.#now() >= ended) credential.state = 'expired';
    return credential;
  }

  /** Validates the pending credential of a validation token, if one exists. */
  validate(token: string): Credential | undefined {
    const found = [...this.#credentials.values()].find((credential) =>
      sameText(credential.validationToken, token),
    );
    if (found?.state === 'pendingValidation') found.state = 'validated';
    return found;
  }

  issueToken(seconds: number): string {
    const token = `oauth2-${new SeededRandom(this.#seed, 'token', this.#tokens.size).hex(48)}`;
    this.#tokens.set(token, this.#now() + seconds * 1000);
    return token;
  }

  isLiveToken(token: string): boolean {
    return (this.#tokens.get(token) ?? 0) > this.#now();
  }
}

function ruleOption(text: string): AccessRule {
  const rule = readRule(text);
  if (!rule) throw new OptionError(`option rules: ${text} is not a method and a path`);
  return rule;
}

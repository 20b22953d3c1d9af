// Access: the rights that a configuration needs, and a consumer key that is requested, validated by a person and stored.

export interface RuleEntry {
  method: string;
  /** `/me/bill/*`. */
  path: string;
}

/** `GET /api/rights`: from the API's documents, without keys. */
export interface RightsAnswer {
  rules: RuleEntry[];
  createTokenLink: string;
  /** IAM actions, for a service account. */
  actions: string[];
  /** Body of `POST /v2/iam/policy`, JSON text; the words in capitals are to be replaced. */
  policy: string;
  /** Routes whose actions the documents do not list: `GET /me/bill`. */
  unknown: string[];
}

/** `POST /api/key/request`: one call of `POST /auth/credential`. From then on the server asks whether the key is validated. */
export interface KeyRequest {
  connection?: string;
  /** Absent: what the configuration needs. */
  rules?: RuleEntry[];
  /** How long to wait for the validation. */
  minutes: number;
}

/** The key itself stays on the server. */
export interface KeyRequested {
  id: string;
  /** OVHcloud's page, on which a person chooses the validity and confirms. */
  validationUrl: string;
  rules: RuleEntry[];
  /** Where it will be stored, as by `login`. */
  file: string;
  /** Instant, ISO 8601, until which is waited. */
  until: string;
}

/** `GET /api/key/state?id=…`: calls nothing. */
export interface KeyState {
  state: 'waiting' | 'validated' | 'failed';
  /** Why it failed, by the library. */
  message?: string;
}

/** `POST /api/key/save`: stores a validated key, with `consent: true`; without, it is forgotten. */
export interface KeySaveRequest {
  id: string;
  consent: boolean;
}

export interface KeySaved {
  /** Absent where it was forgotten. */
  file?: string;
  /** Whether the configuration uses it now. */
  isUsed: boolean;
  /** Where the configuration takes its keys from. */
  from: string[];
}

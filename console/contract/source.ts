// Session, account and rights, and operations that are added to the configuration.
import type { DocumentsAge } from './catalogue.js';

/** `GET /api/session`: what the page shows around every screen. No secret, and no part of one. */
export interface Session {
  /** Version of source-ovhcloud. */
  version: string;
  /** Whether the sandbox plays the API. */
  demo: boolean;
  /** Absent where there is no configuration: region and keys of the machine are used. */
  config?: { file: string; connections: string[] };
  region: string;
  /** `https://eu.api.ovh.com`. */
  origin: string;
  regions: string[];
  /** Branches that the region has. */
  branches: ('v1' | 'v2')[];
  credentials: {
    kind: 'keys' | 'oauth2' | 'bearer' | 'none';
    /** Where each part comes from: `ovh.conf`, `OVH_APPLICATION_KEY`. */
    from: string[];
  };
  /** Calls a second. */
  pace: number;
  /** Absent until the documents are here. */
  documents?: DocumentsAge;
  /** One for each connection, in their order; one without a name where there are no connections. */
  accounts: SessionAccount[];
  /** What is wrong with the configuration; the page works without it. */
  problems: Issue[];
}

/** What the configuration says of one account. */
export interface SessionAccount {
  connection?: string;
  region: string;
  origin: string;
  credentials: Session['credentials'] & {
    /** Of three keys, the consumer key may be missing. */
    isComplete: boolean;
  };
  /** Whether the region takes OAuth2. */
  hasOAuth2: boolean;
  pace: number;
}

/** `POST /api/account`: asks the API whose keys these are. At most three calls. */
export interface AccountAnswer {
  account?: string;
  state: 'valid' | 'expires' | 'expired' | 'refused' | 'unknown' | 'no-keys';
  /** Instant, ISO 8601; absent where the key does not expire, or the API does not say it. */
  expires?: string;
  daysLeft?: number;
  /** Rules of the key; absent for OAuth2, whose rights are policies. */
  rules?: { method: string; path: string }[];
  /** Methods that some rule grants. */
  methods?: string[];
  /** What the API said where it refused. */
  problem?: { status?: number; errorClass?: string; message: string; advice?: string; queryId?: string };
  createTokenLink: string;
}

/** `POST /api/endpoint/derive`: definitions that load a GET operation and its parents. */
export interface DeriveRequest {
  method: string;
  path: string;
  /** Constants for path parameters. */
  parameters: Record<string, string>;
  query: Record<string, string>;
}

export interface DeriveAnswer {
  /** Names and paths, parents first. */
  definitions: { name: string; path: string }[];
  /** As it would stand under `endpoints`. */
  yaml: string;
  notes: string[];
}

/** `POST /api/endpoint/add`: appends them to the configuration of the session. Its comments and form do not change. */
export interface AddAnswer extends DeriveAnswer {
  added: string[];
  /** Source objects that do the same already. */
  reused: string[];
  file: string;
}

export interface Issue {
  /** Of the table of codes. */
  code: string;
  where: string;
  /** Of a warning about several things. */
  count?: number;
  message: string;
}

// Regions: rows of data.
import type { Secret } from './secret.js';

export interface Region {
  name: string;
  aliases: string[];
  /** Origin of the API; `/1.0`, `/v1` and `/v2` lie under it. */
  origin: string;
  /** OAuth2 token address; absent where OAuth2 does not exist. */
  tokenUrl?: string;
  /** True where the /v2 branch exists. */
  v2: boolean;
  /** Page on which a person creates the three keys at once. */
  createTokenUrl: string;
  /** What is known not to be there. A region that has none of these may lack others: its answers tell. */
  lacks?: readonly RouteGap[];
}

/** Routes that a region does not have. */
export interface RouteGap {
  /** For "the us region has no ...". */
  what: string;
  /** Path templates, each with everything below it; `{}` stands for any parameter. */
  routes: readonly string[];
  /**
   * True where the region itself, or OVHcloud, says so today: a preset that needs them is refused. Otherwise it is
   * a note and a warning, and the region's answer decides.
   */
  verified: boolean;
  /** How it is known, for "by ...". */
  by: string;
  /** What to use in their place. */
  instead?: string;
}

/** Credentials of one account. Secrets print as asterisks. */
export type Credentials =
  | { kind: 'keys'; applicationKey: Secret; applicationSecret: Secret; consumerKey?: Secret }
  | { kind: 'oauth2'; clientId: string; clientSecret: Secret; tokenUrl: string }
  | { kind: 'bearer'; token: Secret };

/** A region by its name or one of its aliases. */
export function findRegion(regions: readonly Region[], name: string): Region | undefined {
  const wanted = name.trim().toLowerCase();
  return regions.find((region) => region.name === wanted || region.aliases.includes(wanted));
}

/** Every name that a configuration may use. */
export function regionNames(regions: readonly Region[]): string[] {
  return regions.flatMap((region) => [region.name, ...region.aliases]);
}

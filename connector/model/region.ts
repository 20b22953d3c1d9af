// Regions of the API, as data.
import type { Secret } from './secret.js';

export interface Region {
  name: string;
  aliases: string[];
  /** Origin of the API, above `/1.0`, `/v1` and `/v2`. */
  origin: string;
  /** OAuth2 token address; absent in regions without OAuth2. */
  tokenUrl?: string;
  /** Whether the region has /v2. */
  v2: boolean;
  /** Page on which a person creates the three keys at once. */
  createTokenUrl: string;
  /** Known gaps. The region may lack other routes too: its answers decide. */
  lacks?: readonly RouteGap[];
}

/** Routes that a region lacks. */
export interface RouteGap {
  /** For "the us region has no ...". */
  what: string;
  /** Path templates, each with everything below it; `{}` stands for any parameter. */
  routes: readonly string[];
  /**
   * True if the region itself or OVHcloud confirms the gap: a preset that needs these routes is refused. Otherwise the gap
   * is a warning, and the region's answer decides.
   */
  verified: boolean;
  /** The source, for "by ...". */
  by: string;
  /** A replacement. */
  instead?: string;
}

/** Credentials of one account. Secrets print as asterisks. */
export type Credentials =
  | { kind: 'keys'; applicationKey: Secret; applicationSecret: Secret; consumerKey?: Secret }
  | { kind: 'oauth2'; clientId: string; clientSecret: Secret; tokenUrl: string }
  | { kind: 'bearer'; token: Secret };

/** A region by its name, one of its aliases, or its address with or without a branch: `https://eu.api.ovh.com/1.0`. */
export function findRegion(regions: readonly Region[], name: string): Region | undefined {
  const wanted = name.trim().toLowerCase();
  const origin = wanted.replace(/(\/(1\.0|v1|v2)?)?\/?$/, '');
  return regions.find(
    (region) => region.name === wanted || region.aliases.includes(wanted) || region.origin === origin,
  );
}

/** Every name that a configuration may use. */
export function regionNames(regions: readonly Region[]): string[] {
  return regions.flatMap((region) => [region.name, ...region.aliases]);
}

// Who holds a region and keys: the configuration itself, or one of its connections.

import { snakeCase } from '../../model/names.js';
import type { Region } from '../../model/region.js';
import type { KeyPath } from '../file/place.js';

export interface CredentialScope {
  /** Of the connection; absent for the configuration itself. */
  name?: string;
  /** Key path of the group that holds them. */
  path: KeyPath;
  /** That group, variables replaced; not necessarily valid. */
  values: Record<string, unknown>;
  /** Begins its environment variables: `PARENT_`; empty for the configuration itself. */
  prefix: string;
}

/** `parent-eu` -> `PARENT_EU_`. */
export function prefixOf(name: string): string {
  return `${snakeCase(name).toUpperCase()}_`;
}

/** Sections of an ovh.conf that hold its keys. A connection has one of its own: two accounts may share a region. */
export function sectionsOf({ name }: Pick<CredentialScope, 'name'>, region: Region | undefined): string[] {
  if (name !== undefined) return [name];
  return region ? [...region.aliases, region.name] : [];
}

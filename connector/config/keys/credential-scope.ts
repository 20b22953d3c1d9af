// The scope of a region and its keys: the configuration itself, or one of its connections.
import { snakeCase } from '../../model/names.js';
import type { Region } from '../../model/region.js';
import type { KeyPath } from '../file/key-path.js';

export interface CredentialScope {
  /** Name of the connection; absent for the configuration itself. */
  name?: string;
  /** Key path of its group. */
  path: KeyPath;
  /** That group; not necessarily valid. */
  values: Record<string, unknown>;
  /** Beginning of its environment variables: `PARENT_`; empty for the configuration itself. */
  prefix: string;
}

/** `parent-eu` -> `PARENT_EU_`. */
export function prefixOf(name: string): string {
  return `${snakeCase(name).toUpperCase()}_`;
}

/**
 * Plain sections of an ovh.conf with its keys. A connection has one of its own, or the profile of its name, because two
 * accounts may share a region.
 */
export function sectionsOf({ name }: Pick<CredentialScope, 'name'>, region: Region | undefined): string[] {
  if (name !== undefined) return [name, `profile:${name}`];
  return region ? [...region.aliases, region.name, region.origin] : [];
}

// What each step of reading a configuration works with.

import { listedNames } from '../model/names.js';
import type { Preset } from '../model/preset.js';
import type { Environment } from './config.js';
import type { ConnectionChoice } from './connections/shard.js';
import type { Entry } from './definition-list.js';
import type { Issues } from './file/issues.js';
import type { KeyPath } from './file/key-path.js';
import type { OvhConf } from './keys/ovh-conf.js';
import { describe } from './schema/explain.js';
import { didYouMean } from './schema/suggestion.js';

export type Group = Record<string, unknown>;

export interface Reading extends ConnectionChoice {
  /** The configuration; not necessarily valid. */
  values: Group;
  /** The same before variables were replaced: messages show only this. */
  written: unknown;
  /** The variable for want of which a key is absent. */
  unsetVariable: (path: KeyPath) => string | undefined;
  /** False where the file of `connectionsFrom` could not be used, or there are none: what is reported has the reason. */
  connectionsAreKnown: boolean;
  presets: readonly Preset[];
  environment: Environment;
  conf: OvhConf;
  /** Milliseconds since 1970: the instant from which dates such as `{ daysAgo: 30 }` count. */
  nowMs: number;
  /** Missing keys are an issue. */
  keysRequired: boolean;
  /** The profile of an ovh.conf that the command line names. */
  profile: string | undefined;
  issues: Issues;
  /** Entries of `endpoints` that are valid. */
  entries: readonly Entry[];
}

export function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The groups of a list; what is no group is left out. */
export function groupsIn(value: unknown): Group[] {
  return Array.isArray(value) ? value.filter(isGroup) : [];
}

/** An issue for a name that is none of the known ones. */
export function refuseName(
  { written, issues }: Pick<Reading, 'written' | 'issues'>,
  path: KeyPath,
  { problem, name, known, hint }: { problem: string; name: string; known: readonly string[]; hint?: string },
): void {
  // Of thousands of wrong names most are only counted.
  const suggestion = issues.isFull ? '' : (hint ?? didYouMean(name, known));
  const allowed = issues.isFull ? '' : `; allowed: ${listedNames(known)}`;
  issues.at(path, 'config-name-unknown', `${problem}: ${describe(written, path)}${suggestion}${allowed}`);
}

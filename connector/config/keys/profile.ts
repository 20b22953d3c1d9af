// The profile of an ovh.conf: whose keys are used where a person has several accounts, as OVHcloud's own command has it.
import { withoutLikelyKeys } from '../../model/like-secrets.js';
import { findRegion, type Region } from '../../model/region.js';
import { quoted } from '../file/quoted.js';
import type { Reading } from '../reading.js';
import { valueAt } from '../schema/explain.js';
import { didYouMean } from '../schema/suggestion.js';
import { type CredentialScope, sectionsOf } from './credential-scope.js';
import { type FoundValue, PROFILE_PREFIX } from './ovh-conf.js';

/** This name stands for the plain sections. */
const PLAIN = 'default';

interface Choice {
  name: string;
  /** Who chose it; absent for the key `profile` of the configuration. */
  where?: string;
  key?: string;
}

interface FoundKeys {
  /** All are under `auth`. */
  isWritten: boolean;
  /** None is missing. */
  isComplete: boolean;
}

/**
 * The sections of the ini files that an account reads. `--profile` chooses a profile, else `profile` of the configuration,
 * else OVH_PROFILE, else `profile` in `[default]`; without one, the plain sections count. A profile takes no key from a
 * plain section. No file is read before it is needed.
 */
export class AccountSections {
  #choice: Choice | undefined | 'unread' = 'unread';
  #isUsed = false;

  constructor(
    private readonly scope: CredentialScope,
    private readonly reading: Reading,
  ) {}

  /** The profile as far as it is known: without files, that of `--profile`, the configuration or the environment. */
  get profile(): string | undefined {
    return (this.#choice === 'unread' ? orPlain(this.#named()) : this.#choice)?.name;
  }

  /** A key of the account in the files. */
  find(region: Region | undefined, key: string): FoundValue | undefined {
    const choice = this.#chosen();
    const sections = choice ? [PROFILE_PREFIX + choice.name] : sectionsOf(this.scope, region);
    const found = this.reading.conf.find(sections, key);
    if (found) this.#isUsed = true;
    return found;
  }

  /** The region, as the files name it: in the profile, else in `[default]`. */
  endpoint(): FoundValue | undefined {
    const { scope, reading } = this;
    const choice = this.#chosen();
    const own = choice && reading.conf.find([PROFILE_PREFIX + choice.name], 'endpoint');
    if (own) return own;
    return reading.conf.find(
      scope.name === undefined ? ['default'] : sectionsOf(scope, undefined),
      'endpoint',
    );
  }

  /** The section that a missing key may be put into. */
  section(region: Region | undefined): string | undefined {
    const { profile } = this;
    return profile === undefined ? sectionsOf(this.scope, region)[0] : PROFILE_PREFIX + profile;
  }

  /**
   * Issues of a profile that no file has, that is for another region, or that has no effect.
   *
   * @returns false where the keys of the account cannot be judged
   */
  check(region: Region | undefined, { isWritten, isComplete }: FoundKeys): boolean {
    const choice = isWritten || this.#choice === 'unread' ? orPlain(this.#named()) : this.#choice;
    if (!choice) return true;
    if (isWritten) {
      const isFromEnvironment = choice.where === 'environment';
      if (!isFromEnvironment)
        this.#refuse(choice, 'has no effect: the keys are under auth. Remove one of them');
      return isFromEnvironment;
    }
    if (!this.#isThere(choice)) return false;
    const endpoint = this.reading.conf.find([PROFILE_PREFIX + choice.name], 'endpoint');
    if (this.#isUsed && region && endpoint && !findRegion([region], endpoint.value)) {
      const message = `is for ${quoted(endpoint.value)}, and the region is ${region.name}: choose another profile, or leave the region out`;
      this.#refuse(choice, message);
    }
    if (!this.#isUsed && isComplete) {
      const message = `no key of the profile ${quoted(choice.name)} is used: variables of the environment win`;
      this.reading.issues.warnElsewhere(choice.where ?? 'profile', 'profile-unused', message);
    }
    return true;
  }

  #isThere(choice: Choice): boolean {
    const { conf } = this.reading;
    const known = conf.profiles();
    if (known.includes(choice.name)) return true;
    const there = known.length === 0 ? 'there are none' : `there are: ${withoutLikelyKeys(known.join(', '))}`;
    const shown = this.#shown(choice);
    const section = `[${PROFILE_PREFIX}${shown ?? 'NAME'}]`;
    const named = shown === undefined ? '(its name is not shown)' : quoted(shown);
    const hint = withoutLikelyKeys(didYouMean(choice.name, known));
    const message = `there is no profile ${named}${hint}: no ${section} in ${conf.places}; ${there}`;
    this.#refuse(choice, message);
    return false;
  }

  /** The name as it is written; undefined where it may be a secret. */
  #shown({ name, where }: Choice): string | undefined {
    if (where !== undefined) return name;
    const written = valueAt(this.reading.written, [...this.scope.path, 'profile']);
    return typeof written === 'string' ? written : undefined;
  }

  #refuse({ where, key }: Choice, message: string): void {
    const { issues } = this.reading;
    if (where === undefined) issues.at([...this.scope.path, 'profile'], 'config-name-unknown', message);
    else issues.elsewhere(where, key, 'config-name-unknown', message);
  }

  #named(): Choice | undefined {
    const { scope, reading } = this;
    if (reading.profile !== undefined) return { name: reading.profile, where: '--profile' };
    const written = scope.values.profile;
    if (typeof written === 'string') return { name: written };
    const variable = `${scope.prefix}OVH_PROFILE`;
    const fromEnv = reading.environment.env[variable];
    return fromEnv ? { name: fromEnv, where: 'environment', key: variable } : undefined;
  }

  #chosen(): Choice | undefined {
    if (this.#choice === 'unread') this.#choice = orPlain(this.#named() ?? this.#inFiles());
    return this.#choice;
  }

  #inFiles(): Choice | undefined {
    const found = this.scope.name === undefined ? this.reading.conf.activeProfile() : undefined;
    return found && { name: found.value, where: found.where, key: 'profile' };
  }
}

function orPlain(choice: Choice | undefined): Choice | undefined {
  return choice?.name === PLAIN ? undefined : choice;
}

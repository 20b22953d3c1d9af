// Connections from an ovh.conf: one for each section whose name matches a pattern.
import { holdsAKey, withoutLikelyKeys } from '../../model/like-secrets.js';
import { listedNames } from '../../model/names.js';
import type { Issues } from '../file/issues.js';
import { iniNames } from '../keys/credentials.js';
import { PROFILE_PREFIX, refuseMisspelt, sectionsIn } from '../keys/ovh-conf.js';
import type { Group } from '../reading.js';
import type { ListedEntry } from './listed-entry.js';

/**
 * `[customer-a]` and `[profile:customer-a]` are a connection `customer-a`.
 *
 * @param pattern `*` stands for any characters, `?` for one
 * @param source what messages call the file
 * @returns undefined where there is none
 */
export function connectionsIn(
  text: string,
  pattern: string,
  source: string,
  before: number,
  issues: Issues,
): ListedEntry[] | undefined {
  const sections = sectionsIn(text, source, issues).map((section) => ({
    ...section,
    name: section.name.replace(PROFILE_PREFIX, ''),
  }));
  const matches = patternOf(pattern);
  const found = sections.filter(({ name }) => name !== 'default' && matches.test(name));
  const secrets = found.filter(({ name }) => holdsAKey(name));
  for (const { line } of secrets)
    issues.inText(
      'config-value',
      'the name of this section looks like a key (not shown): it is the name of a connection, which is printed and recorded',
      { line, column: 1, source },
    );
  if (secrets.length > 0) return undefined;
  if (found.length === 0) {
    const names = sections.map(({ name }) => withoutLikelyKeys(name));
    const there = names.length === 0 ? 'it has no section' : `it has ${listedNames(names)}`;
    issues.at(['connectionsFrom', 'sections'], 'config-empty', `no section of ${source} matches: ${there}`);
    return undefined;
  }
  return found.map(({ name, line, values }, index) => {
    refuseMisspelt(values, source, issues);
    issues.positions.set(['connections', before + index], { line, column: 1, source });
    const auth = iniNames().flatMap(([key, ini]) => {
      const value = values.get(ini)?.value;
      return value === undefined ? [] : [[key, value]];
    });
    const region = values.get('endpoint')?.value;
    const connection: Group = {
      name,
      ...(region !== undefined && { region }),
      ...(auth.length > 0 && { auth: Object.fromEntries(auth) }),
    };
    return { line, connection, literal: connection, placeOf: (key) => `"${key}" of [${name}]` };
  });
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.replace(/[*?]|[^*?]+/g, (part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replace(/[.+^${}()|[\]\\/-]/g, '\\$&');
  });
  return new RegExp(`^${parts}$`, 's');
}

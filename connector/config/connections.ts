// One account or several: who holds region and keys, and which entries of `endpoints` are whose.
import { nearest } from '../model/names.js';
import type { Credentials } from '../model/region.js';
import type { Issues } from './file/issues.js';
import { isInAuth, type KeyPath, printable } from './file/place.js';
import { type CredentialScope, prefixOf } from './keys/credential-scope.js';
import { describe } from './schema/explain.js';
import { HOLDER_KEYS } from './schema/schema.js';

type Group = Record<string, unknown>;

/**
 * The configuration itself, or each of its connections; none where they are not named rightly.
 *
 * @param wanted only these connections; absent or empty: all
 */
export function holdersOf(values: Group, wanted: readonly string[] = [], issues: Issues): CredentialScope[] {
  const all = connectionsOf(values);
  if (!Object.hasOwn(values, 'connections')) {
    if (wanted.length > 0)
      issues.elsewhere(
        '--connection',
        undefined,
        'option-conflict',
        `${issues.places.source} has no connections: leave it out`,
      );
    return [{ path: [], values, prefix: '' }];
  }
  for (const key of HOLDER_KEYS.filter((name) => Object.hasOwn(values, name)))
    issues.atKey(
      [key],
      'config-conflict',
      'stands beside "connections"; write it into each of them, or leave out "connections"',
    );
  refuseAlike(all, issues);
  for (const name of wanted) refuseUnknown(name, all, issues);
  return wanted.length === 0 ? all : all.filter(({ name }) => wanted.includes(name));
}

function connectionsOf({ connections }: Group): (CredentialScope & { name: string })[] {
  if (!Array.isArray(connections)) return [];
  return connections.flatMap((entry: unknown, index) => {
    const values = (typeof entry === 'object' && entry !== null ? entry : {}) as Group;
    const { name } = values;
    if (typeof name !== 'string') return [];
    return [{ name, path: ['connections', index], values, prefix: prefixOf(name) }];
  });
}

function refuseUnknown(name: string, all: readonly { name: string }[], issues: Issues): void {
  const names = all.map((each) => each.name);
  if (names.includes(name)) return;
  const message = `there is no connection ${printable(name)}; ${meant(name, names)}there are: ${names.join(', ')}`;
  issues.elsewhere('--connection', undefined, 'config-name-unknown', message);
}

function meant(name: string, known: readonly string[]): string {
  const found = name.length <= 60 ? nearest(name, known) : undefined;
  return found === undefined ? '' : `did you mean "${found}"? `;
}

/** Names begin variables: two that begin them alike would share their keys. */
function refuseAlike(all: readonly (CredentialScope & { name: string })[], issues: Issues): void {
  for (const [index, { name, prefix, path, values }] of all.entries()) {
    const before = all.slice(0, index);
    const alike = before.find((other) => other.prefix === prefix);
    if (alike) {
      const why =
        alike.name === name ? 'is taken' : `has the variables ${prefix}... of ${printable(alike.name)}`;
      issues.at(
        [...path, 'name'],
        'config-name-taken',
        `${printable(name)} ${why}; each connection needs a name of its own`,
      );
    }
    const { account } = values;
    const twin = account === undefined ? undefined : before.find((other) => other.values.account === account);
    if (twin)
      issues.at(
        [...path, 'account'],
        'config-name-taken',
        `is the account of connection "${twin.name}" too; write another`,
      );
  }
}

/** The same keys would load the same account twice. */
export function refuseSameKeys(
  read: readonly { holder: CredentialScope; credentials?: Credentials; origin?: string }[],
  issues: Issues,
): void {
  for (const [index, { holder, credentials, origin }] of read.entries()) {
    if (!credentials) continue;
    const twin = read
      .slice(0, index)
      .find(
        (other) =>
          other.origin === origin &&
          other.credentials &&
          identity(other.credentials) === identity(credentials),
      );
    if (twin) {
      const message = `the same keys as connection "${twin.holder.name}": each connection is another account; leave one out`;
      issues.at([...holder.path, 'auth'], 'credentials-twice', message);
    }
  }
}

function identity(credentials: Credentials): string {
  switch (credentials.kind) {
    case 'keys':
      return `keys ${credentials.applicationKey.reveal()} ${credentials.consumerKey?.reveal()}`;
    case 'oauth2':
      return `oauth2 ${credentials.clientId}`;
    case 'bearer':
      return `bearer ${credentials.token.reveal()}`;
  }
}

/** Every name under `connections` of an entry must be one, and every connection must have an entry. */
export function checkEntries(
  values: Group,
  written: unknown,
  holders: readonly CredentialScope[],
  issues: Issues,
): void {
  const { endpoints } = values;
  if (!Array.isArray(endpoints)) return;
  const names = connectionsOf(values).map(({ name }) => name);
  for (const [index, entry] of endpoints.entries()) {
    const path: KeyPath = ['endpoints', index, 'connections'];
    const listed: unknown = (entry as Group | null)?.connections;
    if (!Array.isArray(listed)) continue;
    if (!Object.hasOwn(values, 'connections')) {
      issues.at(
        path,
        'config-conflict',
        'narrows to connections, but the configuration has none: leave it out',
      );
      continue;
    }
    for (const [place, name] of listed.entries()) {
      if (typeof name !== 'string' || names.includes(name)) continue;
      const at = [...path, place];
      const message = `unknown connection: ${describe(written, at)}; ${meant(name, names)}allowed: ${names.join(', ')}`;
      issues.at(at, 'config-name-unknown', message);
    }
  }
  for (const { name, path } of holders) {
    const isEmpty = endpoints.every((entry: Group | null) => {
      const listed = entry?.connections;
      return Array.isArray(listed) && !listed.includes(name);
    });
    if (name !== undefined && isEmpty && endpoints.length > 0)
      issues.at(
        path,
        'config-empty',
        'has nothing to load: every entry of "endpoints" is for other connections',
      );
  }
}

/** True for the keys of connections that are not asked for: their variables need not be set. */
export function isOfOthers(path: KeyPath, written: unknown, wanted: readonly string[] = []): boolean {
  if (!isInAuth(path) || path[0] !== 'connections' || wanted.length === 0) return false;
  const { connections } = (written ?? {}) as { connections?: { name?: unknown }[] };
  const name = connections?.[Number(path[1])]?.name;
  return typeof name === 'string' && !wanted.includes(name);
}

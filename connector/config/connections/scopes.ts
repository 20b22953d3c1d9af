// One account or several: the scopes that have region and keys, and the entries of `endpoints` of each.
import type { Credentials } from '../../model/region.js';
import type { AccountConfig } from '../account-config.js';
import type { Issues } from '../file/issues.js';
import { isInAuth, type KeyPath } from '../file/key-path.js';
import { quoted } from '../file/quoted.js';
import { type CredentialScope, prefixOf } from '../keys/credential-scope.js';
import { type Group, isGroup, type Reading, refuseName } from '../reading.js';
import { technicalName } from '../schema/endpoint-schema.js';
import { ACCOUNT_KEYS } from '../schema/schema.js';
import { didYouMean } from '../schema/suggestion.js';
import { isMisplaced, secretsOf } from './misplaced-secrets.js';
import { type ConnectionChoice, isChosen, isShard, MOST_SHARDS } from './shard.js';

/** The configuration itself, or each of the connections to read; none where names are wrong. */
export function scopesOf(reading: Reading): CredentialScope[] {
  const { values, connections: wanted, shard, profile, connectionsAreKnown, issues } = reading;
  if (!Object.hasOwn(values, 'connections')) {
    if (!connectionsAreKnown) return [];
    const option = wanted.length > 0 ? '--connection' : shard && '--shard';
    if (option !== undefined) {
      const message = `${issues.positions.source} has no connections: leave it out`;
      issues.elsewhere(option, undefined, 'option-conflict', message);
    }
    return [{ path: [], values, prefix: '' }];
  }
  for (const key of ACCOUNT_KEYS.filter((name) => Object.hasOwn(values, name))) {
    const message = 'stands beside "connections"; write it into each of them, or leave out "connections"';
    issues.atKey([key], 'config-conflict', message);
  }
  if (profile !== undefined) {
    const message =
      'is for one account, and there are several connections: write `profile` into each of them';
    issues.elsewhere('--profile', undefined, 'option-conflict', message);
  }
  const all = connectionScopes(values);
  refuseAlike(all, issues);
  if (connectionsAreKnown) for (const name of wanted) refuseUnknown(name, all, issues);
  if (shard && !isShard(shard)) {
    const message = `${shard.index}/${shard.of}: allowed is a number from 1 to the number of shards, which is at most ${MOST_SHARDS}`;
    issues.elsewhere('--shard', undefined, 'option-value', message);
  }
  return all.filter(({ name }) => isChosen(name, reading));
}

const NAME = technicalName();

interface NamedScope extends CredentialScope {
  name: string;
}

/** Those with a valid name: what is derived from another one would be printed. */
function connectionScopes(all: Group): NamedScope[] {
  return writtenScopes(all).filter(
    ({ name, values }) => NAME.safeParse(name).success && !isMisplaced(name, secretsOf(values)),
  );
}

function writtenScopes({ connections }: Group): NamedScope[] {
  if (!Array.isArray(connections)) return [];
  return connections.flatMap((entry: unknown, index) => {
    const values = isGroup(entry) ? entry : {};
    const { name } = values;
    if (typeof name !== 'string') return [];
    return [{ name, path: ['connections', index], values, prefix: prefixOf(name) }];
  });
}

/** The same as `scopesOf` for a form, where a name may be half written: such a one is shown as it is written. */
export function scopesOfForm(reading: Reading): CredentialScope[] {
  const valid = scopesOf(reading);
  const known = new Set(valid.map(({ path }) => path[1]));
  const half = isGroup(reading.written) ? writtenScopes(reading.written) : [];
  return [
    ...valid,
    ...half.filter(({ name, path }) => !known.has(path[1]) && !NAME.safeParse(name).success),
  ].sort((one, other) => Number(one.path[1] ?? 0) - Number(other.path[1] ?? 0));
}

function refuseUnknown(name: string, all: readonly { name: string }[], issues: Issues): void {
  const names = all.map((each) => each.name);
  if (names.includes(name)) return;
  const message = `there is no connection ${quoted(name)}${didYouMean(name, names)}; there are: ${names.join(', ')}`;
  issues.elsewhere('--connection', undefined, 'config-name-unknown', message);
}

/** A name begins the variables of its keys: two connections with the same beginning would share them. */
function refuseAlike(all: readonly (CredentialScope & { name: string })[], issues: Issues): void {
  const byPrefix = new Map<string, string>();
  const byAccount = new Map<unknown, string>();
  for (const { name, prefix, path, values } of all) {
    const alike = byPrefix.get(prefix);
    if (alike === undefined) byPrefix.set(prefix, name);
    else {
      const why = alike === name ? 'is taken' : `has the variables ${prefix}... of ${quoted(alike)}`;
      issues.at(
        [...path, 'name'],
        'config-name-taken',
        `${quoted(name)} ${why}; each connection needs a name of its own`,
      );
    }
    const { account } = values;
    const twin = byAccount.get(account);
    if (twin === undefined && account !== undefined) byAccount.set(account, name);
    if (twin !== undefined)
      issues.at(
        [...path, 'account'],
        'config-name-taken',
        `is the account of connection "${twin}" too; write another`,
      );
  }
}

/** The same keys would load the same account twice. */
export function refuseSameKeys(accounts: readonly AccountConfig[], issues: Issues): void {
  const known = new Map<string, AccountConfig>();
  for (const account of accounts) {
    const { scope, credentials, origin } = account;
    const own = credentials && identity(credentials);
    if (own === undefined) continue;
    const keys = `${origin} ${own}`;
    const twin = known.get(keys);
    if (!twin) known.set(keys, account);
    else {
      const message = `the same keys as connection "${twin.scope.name}": each connection is another account; leave one out`;
      issues.at([...scope.path, 'auth'], 'credentials-twice', message);
    }
  }
}

/** Undefined where the key that tells accounts apart is missing: many have one application key. */
function identity(credentials: Credentials): string | undefined {
  switch (credentials.kind) {
    case 'keys':
      if (!credentials.consumerKey) return undefined;
      return `keys ${credentials.applicationKey.reveal()} ${credentials.consumerKey.reveal()}`;
    case 'oauth2':
      return `oauth2 ${credentials.clientId}`;
    case 'bearer':
      return `bearer ${credentials.token.reveal()}`;
  }
}

/** Every name under `connections` of an entry must be one, and every connection must have an entry. */
export function checkEntries(reading: Reading, scopes: readonly CredentialScope[]): void {
  const { values, issues } = reading;
  const { endpoints } = values;
  if (!Array.isArray(endpoints)) return;
  for (const [index, entry] of endpoints.entries()) {
    const listed: unknown = isGroup(entry) ? entry.connections : undefined;
    if (Array.isArray(listed)) checkNames(listed, ['endpoints', index, 'connections'], reading);
  }
  const lists = endpoints.map((entry: unknown) => (isGroup(entry) ? entry.connections : undefined));
  const isForAll = lists.some((listed) => !Array.isArray(listed));
  const named = new Set<unknown>(lists.flatMap((listed) => (Array.isArray(listed) ? listed : [])));
  for (const { name, path } of scopes) {
    if (name !== undefined && !isForAll && !named.has(name) && endpoints.length > 0)
      issues.at(
        path,
        'config-empty',
        'has nothing to load: every entry of "endpoints" is for other connections',
      );
  }
}

function checkNames(listed: readonly unknown[], path: KeyPath, reading: Reading): void {
  const { values, issues, connectionsAreKnown } = reading;
  if (!connectionsAreKnown) return;
  if (!Object.hasOwn(values, 'connections')) {
    issues.at(
      path,
      'config-conflict',
      'narrows to connections, but the configuration has none: leave it out',
    );
    return;
  }
  const known = connectionScopes(values).map(({ name }) => name);
  const names = new Set(known);
  for (const [place, name] of listed.entries()) {
    if (typeof name !== 'string' || names.has(name)) continue;
    refuseName(reading, [...path, place], { problem: 'unknown connection', name, known });
  }
}

/** True for the keys of connections that are not read: their variables need not be set. */
export function isOfOthers(path: KeyPath, { connections }: Group, choice: ConnectionChoice): boolean {
  if (!isInAuth(path) || path[0] !== 'connections') return false;
  const connection: unknown = Array.isArray(connections) ? connections[Number(path[1])] : undefined;
  const name = isGroup(connection) ? connection.name : undefined;
  return typeof name === 'string' && !isChosen(name, choice);
}

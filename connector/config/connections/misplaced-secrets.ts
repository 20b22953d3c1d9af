// Keys in the wrong place: names, accounts and labels of connections are printed and recorded.
import { holdsAKey } from '../../model/like-secrets.js';
import type { Issues } from '../file/issues.js';
import type { KeyPath } from '../file/key-path.js';
import { type Group, isGroup } from '../reading.js';
import { ACCOUNT_KEYS, AUTH_KEYS } from '../schema/schema.js';

/** Keys of a connection whose values are shown. */
const SHOWN = ['name', ...ACCOUNT_KEYS.filter((key) => key !== 'auth')];
/** A client id is no secret. */
export const SECRET_KEYS: readonly string[] = AUTH_KEYS.filter((key) => key !== 'clientId');
/** Shorter ones are the same by chance. */
const SHORTEST_SECRET = 8;

/** @param secrets those that are written beside it */
export function isMisplaced(text: string, secrets: readonly string[]): boolean {
  const holds = (secret: string) => text === secret || (!secret.includes('${') && text.includes(secret));
  return holdsAKey(text) || secrets.some((secret) => secret.length >= SHORTEST_SECRET && holds(secret));
}

/** What a connection, or the configuration, has under `auth`. */
export function secretsOf({ auth }: Group): string[] {
  return SECRET_KEYS.flatMap((key) => {
    const value = isGroup(auth) ? auth[key] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}

/** @param values the configuration, its variables replaced */
export function refuseMisplacedSecrets(values: Group, issues: Issues): void {
  const { connections, connectionDefaults } = values;
  refuseIn(values, [], issues);
  const defaults = isGroup(connectionDefaults) ? connectionDefaults : {};
  const common = refuseIn(defaults, ['connectionDefaults'], issues);
  for (const [index, connection] of (Array.isArray(connections) ? connections : []).entries())
    if (isGroup(connection)) refuseIn(connection, ['connections', index], issues, common);
}

/**
 * @param known what is reported already, where it is written
 * @returns what is refused
 */
function refuseIn(group: Group, path: KeyPath, issues: Issues, known: ReadonlySet<string> = new Set()) {
  const secrets = secretsOf(group);
  const refused = new Set<string>();
  const refuse = (at: KeyPath, text: unknown, where: string) => {
    if (typeof text !== 'string' || !isMisplaced(text, secrets)) return;
    const found = JSON.stringify([at, text]);
    refused.add(found);
    if (!known.has(found)) issues.at([...path, ...at], 'config-value', refusal(where));
  };
  for (const key of SHOWN) refuse([key], group[key], 'holds');
  for (const [name, value] of Object.entries(isGroup(group.labels) ? group.labels : {})) {
    refuse(['labels'], name, 'the name of a label is');
    refuse(['labels', name], value, 'holds');
  }
  return refused;
}

const refusal = (where: string) =>
  `${where} what looks like a key (not shown), and this is printed and recorded; keys belong into auth`;

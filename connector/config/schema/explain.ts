// Schema issues in words: the value, what is allowed, what was probably meant.
import type { z } from 'zod';
import { Decimal } from '../../model/json.js';
import { withoutLikelyKeys } from '../../model/like-secrets.js';
import type { Issues } from '../file/issues.js';
import { isInAuth, type KeyPath } from '../file/key-path.js';
import { NotShown } from '../file/not-shown.js';
import { quoted } from '../file/quoted.js';
import { placeHint } from './key-places.js';
import { didYouMean, meantName } from './suggestion.js';

/** Keys that only look like secrets. */
const PLAIN_KEYS = new Set(['primaryKey', 'tokenUrl']);

type SchemaIssue = z.core.$ZodIssue;

const SECRET_KEY = /secret|token|passw|credential|cookie|authori|api-?key|(^|[a-z-])key$|consumer/i;

/** Reports the schema's issues in words. @param written the data before variables were replaced: only this is shown */
export function explainSchemaIssues(
  found: readonly SchemaIssue[],
  written: unknown,
  issues: Issues,
  root: KeyPath = [],
): void {
  const meant = new Set(found.flatMap((issue) => meantKeys(issue, root)));
  for (const issue of found) {
    const path = pathOf(issue, root);
    // It is there, but misspelt.
    if (meant.has(JSON.stringify(path)) && valueAt(written, path) === undefined) continue;
    if (issue.code === 'unrecognized_keys') explainUnknownKeys(issue.keys, issue.message, path, issues);
    else if (issue.code === 'invalid_key') {
      issues.atKey(path, 'config-value', `cannot be used as a name here; allowed: ${issue.message}`);
    } else if (issue.code === 'invalid_union') {
      if ('discriminator' in issue && explainMisspelt(path, written, issues)) continue;
      const branch = chooseBranch(issue.errors, valueAt(written, path), path);
      if (branch) explainSchemaIssues(branch, written, issues, path);
      else explainValue(issue.message, written, path, issues);
    } else if (issue.code === 'custom' && issue.params?.rule) {
      issues.at(path, 'config-conflict', `needs ${issue.message}`);
    } else explainValue(issue.message, written, path, issues);
  }
}

function explainValue(allowed: string, written: unknown, path: KeyPath, issues: Issues): void {
  const value = valueAt(written, path);
  const code = value === undefined ? 'config-missing' : 'config-value';
  const hint = typeof value === 'string' && !isSecretPath(path) ? meantOf(value, allowed) : '';
  issues.at(path, code, `${describe(written, path)}${hint}; allowed: ${allowed}`);
}

/** A guess for a value of which the allowed ones are listed. */
function meantOf(value: string, allowed: string): string {
  const [, listed = ''] = /^one of ([\w, -]+)$/.exec(allowed) ?? [];
  return listed === '' ? '' : didYouMean(value, listed.split(', '));
}

/** The key by which the kinds of a group are told apart, as it is probably meant. @returns false where none is near */
function explainMisspelt(path: KeyPath, written: unknown, issues: Issues): boolean {
  const [place, wanted] = [path.slice(0, -1), String(path.at(-1))];
  const group = valueAt(written, place);
  if (!isGroup(group) || Object.hasOwn(group, wanted)) return false;
  const key = Object.keys(group).find((name) => didYouMean(name, [wanted]) !== '');
  if (key === undefined) return false;
  issues.atKey([...place, key], 'config-unknown-key', `unknown key (did you mean "${wanted}"?)`);
  return true;
}

function explainUnknownKeys(keys: readonly string[], message: string, path: KeyPath, issues: Issues): void {
  const known = message.split(', ');
  for (const key of keys) {
    const hint = placeHint(key, path, known) || didYouMean(key, known);
    issues.atKey([...path, key], 'config-unknown-key', `unknown key${hint}; allowed: ${message}`);
  }
}

function pathOf(issue: SchemaIssue, root: KeyPath): KeyPath {
  return [...root, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
}

/** The keys that unknown ones are probably meant to be. */
function meantKeys(issue: SchemaIssue, root: KeyPath): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const known = issue.message.split(', ');
  const path = pathOf(issue, root);
  return issue.keys.flatMap((key) => {
    const meant = placeHint(key, path, known) === '' ? meantName(key, known) : undefined;
    return meant === undefined ? [] : [JSON.stringify([...path, meant])];
  });
}

function chooseBranch(
  branches: readonly (readonly SchemaIssue[])[],
  value: unknown,
  path: KeyPath,
): readonly SchemaIssue[] | undefined {
  if (path.length === 2 && path[0] === 'endpoints') {
    if (!isGroup(value)) return undefined;
    return branches[isPresetUse(value) ? 1 : 0];
  }
  if (path.length === 1 && path[0] === 'connectionsFrom') {
    if (!isGroup(value)) return undefined;
    const isOf = (keys: string[]) => Object.keys(value).some((key) => isNear(key, keys));
    return branches[isOf(['ovhConf', 'sections']) && !isOf(['command']) ? 2 : 1];
  }
  if (Array.isArray(value)) return branches.find((branch) => branch.some((issue) => issue.path.length > 0));
  return isGroup(value) ? branches.at(-1) : undefined;
}

const isNear = (key: string, names: string[]) => names.includes(key) || didYouMean(key, names) !== '';

/** Also where `preset` is misspelt. */
function isPresetUse(entry: object): boolean {
  const keys = Object.keys(entry);
  if (keys.includes('name')) return false;
  if (keys.includes('preset') || keys.includes('path')) return keys.includes('preset');
  return keys.some((key) => didYouMean(key, ['preset']) !== '');
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

/** The value at a key, in words: `found "soon"`, `is missing`; without the value where it may be a secret. */
export function describe(written: unknown, path: KeyPath): string {
  const value = valueAt(written, path);
  if (value === undefined) return 'is missing';
  if (value === null) return 'is empty';
  if (value instanceof NotShown) return `the value in ${value.place} does not fit (not shown)`;
  if (Array.isArray(value)) return value.length === 0 ? 'found an empty list' : 'found a list';
  if (isGroup(value)) return 'found a group of keys';
  if (isSecretPath(path)) return `found a ${kindOf(value)} (not shown)`;
  if (typeof value !== 'string') return `found ${String(value).slice(0, 60)}`;
  if (value === '') return 'found an empty text';
  const shown = withoutLikelyKeys(withoutCredentials(value));
  return isAddressPath(path) && !SHOWN_ADDRESS.test(shown)
    ? `found a ${kindOf(value)} (not shown)`
    : `found ${quoted(shown)}`;
}

function kindOf(value: unknown): string {
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'string' ? 'text that does not fit' : 'number; put it in quotes';
}

function isSecretPath(path: KeyPath): boolean {
  if (isInAuth(path) || path[0] === 'notify' || path[2] === 'body' || path[2] === 'headers') return true;
  const last = path.at(-1);
  return typeof last === 'string' && !PLAIN_KEYS.has(last) && SECRET_KEY.test(last);
}

/** Keys of addresses that may have a password: `queue.url`, `budget.shared`, `connections[1].budget.shared`. */
function isAddressPath(path: KeyPath): boolean {
  const [group, key] = path.slice(-2);
  return (group === 'queue' && key === 'url') || (group === 'budget' && key === 'shared') || key === 'proxy';
}

/** A word, a variable, or an address whose parts are all known; of another form nobody knows where its password stands. */
const SHOWN_ADDRESS =
  /^([a-z]{1,14}|\$\{\w+\}|[a-z][\w+.-]*:\/\/(\*\*\*@)?[\w.-]*(:\d{1,5})?(\/[\w.-]*)?(\?\.\.\.)?)$/i;

function withoutCredentials(text: string): string {
  const open = text.replace(PASSWORD, '$1***');
  if (!open.includes('://') && !/[:/].*@/s.test(open)) return open;
  return open.replace(/^([A-Za-z][\w+.-]*:?\/\/)?.*@/s, '$1***@').replace(/[?#].*/s, '?...');
}

/** `host=db password=...`: it may have spaces, so that the rest is left out. */
const PASSWORD = /((?:password|passwd|passphrase|pwd|secret|token)\s*=).*/is;

export function valueAt(tree: unknown, path: KeyPath): unknown {
  let value = tree;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

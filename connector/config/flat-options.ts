// The flat form of options, `options: { item: billId }`: it is read as groups, with a warning that shows them.
import { stringify } from 'yaml';
import { INVALIDATES, type OptionGroups } from '../model/definition.js';
import { nearest } from '../model/names.js';
import type { Issues } from './file/issues.js';
import type { KeyPath } from './file/key-path.js';
import { type Group, isGroup } from './reading.js';

/** Options that have another name in their group. */
const RENAMED = new Map([
  ['writeDisposition', 'disposition'],
  ['paging', 'pagination'],
  ['cross', 'combine'],
]);
const NEW_NAMES = new Set(RENAMED.values());

const GROUP_OF = new Map(
  (Object.keys(INVALIDATES) as (keyof OptionGroups)[]).flatMap((group) =>
    Object.keys(INVALIDATES[group]).map((name) => [name, group]),
  ),
);

/**
 * The configuration with the flat options of its definitions in groups. Positions follow; what is wrong, and a
 * warning for each definition in the flat form, go to `issues`.
 */
export function groupFlatOptions(written: Group, issues: Issues): Group {
  if (!Array.isArray(written.endpoints)) return written;
  const endpoints = written.endpoints.map((entry: unknown, index) =>
    isGroup(entry) && isGroup(entry.options) && !Object.hasOwn(entry, 'preset')
      ? grouped(entry, entry.options, ['endpoints', index], issues)
      : entry,
  );
  return { ...written, endpoints };
}

function grouped({ options: _, ...entry }: Group, options: Group, path: KeyPath, issues: Issues): Group {
  const result: Group = { ...entry };
  const moved: Record<string, Group> = {};
  for (const [key, value] of Object.entries(options)) {
    const from = [...path, 'options', key];
    const name = RENAMED.get(key) ?? key;
    const group = NEW_NAMES.has(key) ? undefined : GROUP_OF.get(name);
    if (group === undefined) {
      refuseUnknown(key, from, issues);
      continue;
    }
    const there = result[group] ?? {};
    if (there === false) {
      issues.atKey(from, 'config-conflict', `stands beside \`${group}: false\`; remove one of them`);
      continue;
    }
    if (!isGroup(there)) continue;
    if (Object.hasOwn(there, name)) {
      issues.atKey(from, 'config-conflict', `stands in \`${group}.${name}\` as well; keep that one`);
      continue;
    }
    issues.positions.move(from, [...path, group, name]);
    result[group] = { ...there, [name]: value };
    moved[group] = { ...moved[group], [name]: value };
  }
  const words = Object.entries(moved).map(([group, values]) => `\`${group}: ${flow(values)}\``);
  const form = words.length > 0 ? `write ${words.join(' and ')}` : 'leave out this empty group';
  issues.warn([...path, 'options'], 'flat-options', `options stand in groups now: ${form}`);
  return result;
}

function refuseUnknown(key: string, path: KeyPath, issues: Issues): void {
  const known = [...GROUP_OF.keys()];
  const places = [...GROUP_OF].map(([name, group]) => `${group}.${name}`);
  const meant = key.length <= 60 ? nearest(key, known) : undefined;
  const hint = meant === undefined ? '' : ` (did you mean "${GROUP_OF.get(meant)}.${meant}"?)`;
  issues.atKey(path, 'config-unknown-key', `unknown key${hint}; allowed: ${places.join(', ')}`);
}

function flow(values: Group): string {
  return stringify(values, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

// Which source objects a partial load reads: what it names, and what belongs to the same trees.
import { type EndpointDefinition, isForItself } from '../model/definition.js';
import type { Notice } from '../model/notice.js';
import type { Lineage } from './lineage.js';

export interface Choice {
  /** Technical names; absent: everything. */
  only?: readonly string[];
  /** Only what is named is loaded, and not the rest of its tree. */
  alone?: boolean;
  /** `only` may name what has no table. */
  preview?: boolean;
}

type Described = Pick<EndpointDefinition, 'method' | 'table'>;

export interface Chosen {
  /** Names whose tables are loaded. */
  loaded: ReadonlySet<string>;
  /** Names that are read: those that are loaded, and what they need for ids. */
  read: ReadonlySet<string>;
  warnings: Notice[];
}

/**
 * What hangs on the same root is loaded together: a bill is not visible without its lines. Methods other than GET are
 * never added, because they change things. The warnings say what was added, and what of a tree is not loaded.
 */
export function chooseSources(
  { only, alone = false, preview = false }: Choice,
  lineages: ReadonlyMap<string, Lineage>,
  definitionOf: (name: string) => Described | undefined,
): Chosen {
  if (preview) return { loaded: new Set(only), read: withSources(only ?? [], lineages), warnings: [] };
  const names = [...lineages.keys()].filter((name) => {
    const definition = definitionOf(name);
    return definition !== undefined && isForItself(definition);
  });
  const all = withSources(names, lineages);
  const warnings = [...lineages.keys()].filter((name) => !all.has(name)).map(unused);
  if (!only) return { loaded: new Set(names), read: all, warnings };
  const needed = withSources(only, lineages);
  const isWrite = (name: string) => (definitionOf(name)?.method ?? 'GET') !== 'GET';
  const isAllowed = (name: string) => needed.has(name) || !isWrite(name);
  const loaded = new Set(only);
  for (const [root, named] of byRoot(only, lineages)) {
    const others = names.filter((name) => rootOf(name, lineages) === root && !named.includes(name));
    const added = alone
      ? []
      : others.filter((name) => !isWrite(name) && chainOf(name, lineages).every(isAllowed));
    const missing = others.filter((name) => !added.includes(name));
    for (const name of added) loaded.add(name);
    warnings.push(...treeNotices({ root, named, added, missing, alone }));
  }
  return { loaded, read: withSources(loaded, lineages), warnings };
}

function unused(name: string): Notice {
  const message = 'is not read: it has no table, and nothing that has one is mapped from it';
  return { code: 'items-unused', source: name, message };
}

export interface PartOfTree {
  /** The source object that they all hang on. */
  root: string;
  named: readonly string[];
  /** Loaded too. */
  added: readonly string[];
  /** Of the same tree, and not loaded. */
  missing: readonly string[];
  /** As the user asked; otherwise they cannot be added. */
  alone: boolean;
}

export function treeNotices({ root, named, added, missing, alone }: PartOfTree): Notice[] {
  const notices: Notice[] = [];
  const those = named.join(', ');
  if (added.length > 0) {
    const message = `what belongs to the same tree as ${those} is loaded too: ${added.join(', ')} (\`--alone\` leaves it out)`;
    notices.push({ code: 'tree-completed', source: root, count: added.length, message });
  }
  if (missing.length > 0) {
    const why = alone ? 'as asked' : 'because it would change things or rows that do not merge';
    const message =
      `a part of the same tree as ${those} is not loaded, ${why}: ${missing.join(', ')}. ` +
      'Rows can be there without those that belong to them';
    notices.push({ code: 'tree-partial', source: root, count: missing.length, message });
  }
  return notices;
}

function byRoot(
  only: readonly string[],
  lineages: ReadonlyMap<string, Lineage>,
): ReadonlyMap<string, string[]> {
  const roots = new Map<string, string[]>();
  for (const name of new Set(only)) {
    const root = rootOf(name, lineages);
    roots.set(root, [...(roots.get(root) ?? []), name]);
  }
  return roots;
}

function chainOf(name: string, lineages: ReadonlyMap<string, Lineage>): readonly string[] {
  return lineages.get(name)?.chain ?? [name];
}

function rootOf(name: string, lineages: ReadonlyMap<string, Lineage>): string {
  return chainOf(name, lineages).at(-1) ?? name;
}

/** With everything whose items they need. */
function withSources(names: Iterable<string>, lineages: ReadonlyMap<string, Lineage>): Set<string> {
  const needed = new Set<string>();
  const add = (name: string) => {
    if (needed.has(name)) return;
    needed.add(name);
    const lineage = lineages.get(name);
    for (const source of [lineage?.parent, ...(lineage?.cross ?? [])]) if (source) add(source);
  };
  for (const name of names) add(name);
  return needed;
}

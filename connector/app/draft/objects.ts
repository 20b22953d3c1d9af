// The source objects of a draft, right or not yet: what each is read from, and under which it hangs.
import { lenientDefinition } from '../../config/form/lenient-definition.js';
import type { ConfigOutline } from '../../config/form/outline.js';
import type { EndpointDefinition } from '../../model/definition.js';
import type { ResolvedBinding } from '../../model/plan.js';
import { type Bound, bindParameters, MapperSources } from '../../plan/bindings.js';
import type { IssueReporter, Parsed } from '../../plan/context.js';
import { dependencyOrder, type Lineage, resolveParent } from '../../plan/lineage.js';
import { parsePath } from '../../plan/path-template.js';

export interface DraftObject {
  definition: EndpointDefinition;
  /** Index of its entry in `endpoints`. */
  entry: number;
  preset?: string;
  segments: Parsed['segments'];
  bindings: readonly ResolvedBinding[];
  /** The source object directly above it. */
  parent?: string;
  /** Itself and everything above it. */
  chain: readonly string[];
}

/** Parents first; of equal names the first one. */
export function draftObjects({ entries, values }: ConfigOutline, nowMs: number): DraftObject[] {
  const found = new Map<string, Pick<DraftObject, 'definition' | 'entry' | 'preset'>>();
  for (const { path, preset, definitions } of entries) {
    const entry = Number(path[1]);
    for (const { definition } of definitions)
      if (!found.has(definition.name))
        found.set(definition.name, { definition, entry, ...(preset !== undefined && { preset }) });
  }
  const valid = new Set(entries.map(({ path }) => path[1]));
  const written: unknown[] = Array.isArray(values.endpoints) ? values.endpoints : [];
  for (const [entry, each] of written.entries()) {
    if (valid.has(entry)) continue;
    const definition = lenientDefinition(each, `endpoint_${entry + 1}`, nowMs);
    if (definition && !found.has(definition.name)) found.set(definition.name, { definition, entry });
  }
  return bound(found);
}

/** What is wrong is said by the check. */
const IGNORED: IssueReporter = Object.assign(() => undefined, { isFull: () => true });

function bound(found: Map<string, Pick<DraftObject, 'definition' | 'entry' | 'preset'>>): DraftObject[] {
  const parsed = new Map<string, Parsed>();
  for (const [name, { definition }] of found) {
    const path = parsePath(definition.path);
    parsed.set(name, { definition, segments: 'error' in path ? [] : path.segments });
  }
  const sources = new MapperSources(parsed);
  const bindings = new Map<string, Bound>();
  for (const [name, entry] of parsed) bindings.set(name, bindParameters(entry, sources, IGNORED));
  const { order } = dependencyOrder(bindings);
  const lineages = new Map<string, Lineage>();
  for (const name of order) {
    const from = [...new Set(bindings.get(name)?.sources ?? [])];
    const combine = bindings.get(name)?.combine ?? false;
    lineages.set(name, resolveParent(name, from, lineages, combine, IGNORED, []));
  }
  const names = [...new Set([...order, ...found.keys()])];
  return names.flatMap((name) => {
    const one = found.get(name);
    if (!one) return [];
    const lineage = lineages.get(name);
    return [
      {
        ...one,
        segments: parsed.get(name)?.segments ?? [],
        bindings: bindings.get(name)?.bindings ?? [],
        ...(lineage?.parent !== undefined && { parent: lineage.parent }),
        chain: lineage?.chain ?? [name],
      },
    ];
  });
}

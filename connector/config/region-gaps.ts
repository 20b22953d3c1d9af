// Refuses, before the first call, what a region lacks: the /v2 branch, and routes that it lacks for certain.
import type { Region } from '../model/region.js';
import { gapsOf, gapText } from '../model/region-gaps.js';
import type { LocatedDefinition } from './definition-list.js';
import type { Issues } from './file/issues.js';

export function refuseMissing(
  definitions: readonly LocatedDefinition[],
  region: Region,
  issues: Issues,
): void {
  if (!region.v2) refuseV2(definitions, region, issues);
  refuseGaps(definitions, region, issues);
}

function refuseV2(definitions: readonly LocatedDefinition[], region: Region, issues: Issues): void {
  for (const { definition, path, preset } of definitions) {
    if (!/^\/v2(\/|$)/.test(definition.path)) continue;
    const which = preset ? `its definition ${definition.name}: ` : '';
    const message = `${which}the /v2 branch does not exist in the region ${region.name}`;
    issues.at(preset ? path : [...path, 'path'], 'region-lacks', message);
  }
}

/** Only for presets: the author of a definition knows its route better than our list. */
function refuseGaps(definitions: readonly LocatedDefinition[], region: Region, issues: Issues): void {
  const uses = new Map<string, LocatedDefinition[]>();
  for (const located of definitions) {
    if (located.preset === undefined) continue;
    const key = located.path.join('.');
    uses.set(key, [...(uses.get(key) ?? []), located]);
  }
  for (const use of uses.values()) {
    const [{ path, preset } = { path: [] }] = use;
    const endpoints = use.map(({ definition }) => definition);
    for (const { gap, names } of gapsOf(region, endpoints)) {
      if (!gap.verified) continue;
      const others = names.length === endpoints.length ? '' : ', or name others of it with `only`';
      issues.at(path, 'region-lacks', `${gapText(region, gap)}: leave out preset ${preset}${others}`);
    }
  }
}

// Which endpoints a region lacks, and sentences about them.
import type { Region, RouteGap } from './region.js';

interface Named {
  name: string;
  path: string;
}

export interface FoundGap {
  gap: RouteGap;
  /** The endpoints concerned. */
  names: string[];
}

/** The gaps of a region that concern these endpoints. */
export function gapsOf({ lacks = [] }: Pick<Region, 'lacks'>, endpoints: readonly Named[]): FoundGap[] {
  return lacks
    .map((gap) => ({ gap, names: endpoints.filter(({ path }) => isIn(gap, path)).map(({ name }) => name) }))
    .filter(({ names }) => names.length > 0);
}

/** `the us region has no prepaid accounts`, and the source if that is not verified. */
export function gapText({ name }: Pick<Region, 'name'>, { what, verified, by, instead }: RouteGap): string {
  const known = verified ? '' : `, by ${by} (not verified)`;
  return `the ${name} region has no ${what}${known}${instead ? `; use ${instead} there` : ''}`;
}

/** A sentence for each region with a gap; it names the endpoints unless all are concerned. */
export function gapNotes(regions: readonly Region[], endpoints: readonly Named[]): string[] {
  return regions.flatMap((region) =>
    gapsOf(region, endpoints).map(({ gap, names }) => {
      const which = names.length === endpoints.length ? '' : `: ${names.join(', ')}`;
      const text = gapText(region, gap);
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}${which}.`;
    }),
  );
}

function isIn({ routes }: RouteGap, path: string): boolean {
  const plain = path.replace(/^\/(1\.0|v1)(?=\/)/, '').replace(/\{[^}]*\}/g, '{}');
  return routes.some((route) => plain === route || plain.startsWith(`${route}/`));
}

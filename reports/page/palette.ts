// Which service has which colour: the largest seven of the months have one each, all others share the eighth.
import { compare, sum } from '../../console/ui/numbers.js';
import type { Amount } from '../report/report-data.js';
import type { MonthlySpend, ServiceKind } from '../report/spend-data.js';

export const OTHER = 8;

export interface Palette {
  /** In stacking order, the largest first; the last is "other", where there is any. */
  series: { name: string | null; colour: number; amounts: Amount[] }[];
  colourOf: (kind: ServiceKind, service: string) => number;
}

/** What has no service of its own is never a series. */
const SHARED: readonly ServiceKind[] = ['unmapped', 'adjustment'];

export function paletteOf({ kinds, months }: MonthlySpend): Palette {
  const services = kinds.flatMap(({ kind, services: all, amounts }) =>
    (all.length === 0 ? [{ name: kind, amounts }] : all).map(({ name, amounts: each }) => ({
      key: keyOf(kind, name),
      name,
      shared: SHARED.includes(kind),
      amounts: each,
      total: sum(each.filter((amount) => amount !== null)),
    })),
  );
  const own = services
    .filter(({ shared }) => !shared)
    .sort((a, b) => compare(b.total, a.total))
    .slice(0, OTHER - 1);
  const rest = services.filter((each) => !own.includes(each));
  const colours = new Map(own.map(({ key }, index) => [key, index + 1]));
  const series: Palette['series'] = own.map(({ name, amounts }, index) => ({
    name,
    colour: index + 1,
    amounts: amounts.map((amount) => amount ?? '0'),
  }));
  if (rest.length > 0)
    series.push({
      name: null,
      colour: OTHER,
      amounts: months.map((_, index) => sum(rest.map(({ amounts }) => amounts[index] ?? '0'))),
    });
  return { series, colourOf: (kind, service) => colours.get(keyOf(kind, service)) ?? OTHER };
}

function keyOf(kind: ServiceKind, service: string): string {
  return `${kind}/${service}`;
}

// Two months side by side: accounts, services, kinds, projects, resources, tags.

import type { Month } from '../report/report-data.js';
import {
  type Comparison,
  type Kinds,
  type Pair,
  type ProjectName,
  type ProjectSpend,
  RESOURCE_KINDS,
  type ResourcePair,
  type Resources,
  SERVICE_KINDS,
  type TagSpend,
} from '../report/spend-data.js';
import { amountOf, amountOrNull, descending, grouped, total } from './rows.js';
import { resourceKey, type SpendRow } from './spend-rows.js';

const MOVERS = 10;
const DEAREST = 10;
const TAG_KEYS = 8;
const TAG_VALUES = 30;

interface Units {
  now: bigint | null;
  before: bigint | null;
}

/** Sums of the month and of the one beside it. */
export class TwoMonths {
  constructor(
    readonly rows: readonly SpendRow[],
    private readonly month: Month,
    private readonly against: Month,
  ) {
    this.rows = rows.filter((row) => row.month === month || row.month === against);
  }

  units(rows: readonly SpendRow[]): Units {
    const of = (month: Month) => {
      const those = rows.filter((row) => row.month === month);
      return those.length === 0 ? null : total(those.map(({ units }) => units));
    };
    return { now: of(this.month), before: of(this.against) };
  }

  pair(rows: readonly SpendRow[]): Pair {
    const { now, before } = this.units(rows);
    return { amount: amountOrNull(now), before: amountOrNull(before) };
  }

  /** Groups with their sums, the largest of the month first. */
  groups(
    key: (row: SpendRow) => string,
    rows = this.rows,
  ): { key: string; rows: SpendRow[]; units: Units }[] {
    return [...grouped(rows, key)]
      .map(([name, of]) => ({ key: name, rows: of, units: this.units(of) }))
      .sort(
        (a, b) =>
          descending(a.units.now ?? 0n, b.units.now ?? 0n) ||
          descending(a.units.before ?? 0n, b.units.before ?? 0n) ||
          (a.key < b.key ? -1 : 1),
      );
  }

  /** Resources that have a charge in the month itself. */
  resourceCount(rows: readonly SpendRow[]): number {
    return new Set(rows.filter((row) => row.month === this.month).map(resourceKey)).size;
  }

  resources(): { units: Units; pair: ResourcePair }[] {
    return this.groups(
      resourceKey,
      this.rows.filter(({ kind }) => kind !== 'adjustment'),
    ).map(({ rows, units }) => {
      const row = rows.at(-1) as SpendRow;
      const { account, resource, label, service, project } = row;
      return { units, pair: { account, resource, label, service, project, ...pairOf(units) } };
    });
  }
}

function pairOf({ now, before }: Units): Pair {
  return { amount: amountOrNull(now), before: amountOrNull(before) };
}

export function comparisonOf(months: TwoMonths): Comparison {
  const resources = months.resources();
  const size = ({ now, before }: Units) => {
    const difference = (now ?? 0n) - (before ?? 0n);
    return difference < 0n ? -difference : difference;
  };
  return {
    total: months.pair(months.rows),
    accounts: months
      .groups(({ account }) => account)
      .map(({ key, units }) => ({ account: key, ...pairOf(units) })),
    services: months
      .groups(({ kind, service }) => JSON.stringify([kind, service]))
      .map(({ rows, units }) => {
        const [{ kind, service }] = rows as [SpendRow];
        return { kind, name: service, ...pairOf(units) };
      })
      .sort((a, b) => Number(a.name === '') - Number(b.name === '')),
    movers: [...resources]
      .filter(({ units }) => size(units) > 0n)
      .sort((a, b) => descending(size(a.units), size(b.units)))
      .slice(0, MOVERS)
      .map(({ pair }) => pair),
    resources: {
      all: resources.length,
      created: resources.filter(({ units }) => units.before === null).length,
      gone: resources.filter(({ units }) => units.now === null).length,
    },
  };
}

export function kindsOf(months: TwoMonths): Kinds {
  return {
    services: SERVICE_KINDS.flatMap((kind) => {
      const rows = months.rows.filter((row) => row.kind === kind);
      return rows.length === 0
        ? []
        : [{ kind, ...months.pair(rows), resources: kind === 'adjustment' ? 0 : months.resourceCount(rows) }];
    }),
    resources: RESOURCE_KINDS.flatMap((kind) => {
      const rows = months.rows.filter((row) => row.resourceKind === kind);
      const resources = rows.filter((row) => row.kind !== 'adjustment');
      return rows.length === 0
        ? []
        : [{ kind, ...months.pair(rows), resources: months.resourceCount(resources) }];
    }),
    total: months.pair(months.rows),
  };
}

export function projectsOf(months: TwoMonths): ProjectSpend {
  const inside = months.rows.filter(({ project }) => project !== null);
  const outside = months.rows.filter(({ project }) => project === null);
  const services = (rows: readonly SpendRow[]) =>
    months
      .groups(({ service }) => service, [...rows])
      .flatMap(({ key, units }) =>
        units.now === null || key === '' ? [] : [{ name: key, amount: amountOf(units.now) }],
      );
  return {
    projects: months
      .groups(({ account, project }) => JSON.stringify([account, project?.id]), inside)
      .map(({ rows, units }) => {
        const row = rows.at(-1) as SpendRow;
        return {
          account: row.account,
          project: row.project as ProjectName,
          services: services(rows),
          ...pairOf(units),
        };
      }),
    outside: outside.length === 0 ? null : { services: services(outside), ...months.pair(outside) },
    total: months.pair(months.rows),
  };
}

export function resourcesOf(months: TwoMonths): Resources {
  const dearest = months
    .resources()
    .filter(({ units }) => units.now !== null)
    .slice(0, DEAREST);
  const sum = (of: (units: Units) => bigint | null) =>
    amountOf(total(dearest.map(({ units }) => of(units) ?? 0n)));
  return {
    dearest: dearest.map(({ pair }) => pair),
    sum: { amount: sum(({ now }) => now), before: sum(({ before }) => before) },
    total: months.pair(months.rows),
  };
}

/** Tags by account and name of a resource or project. */
export type Tags = ReadonlyMap<string, ReadonlyMap<string, string>>;

export const tagOwner = (account: string, name: string): string => JSON.stringify([account, name]);

/** The value of a tag: that of the resource, else that of its project. */
export function tagOf(tags: Tags, { account, resource, project }: SpendRow, key: string): string | undefined {
  const own = tags.get(tagOwner(account, resource))?.get(key);
  return own ?? (project === null ? undefined : tags.get(tagOwner(account, project.id))?.get(key));
}

/** The keys with the largest spend; those that OVHcloud sets itself (`ovh:`) are left out. */
export function tagsOf(months: TwoMonths, tags: Tags): TagSpend {
  const names = new Set([...tags.values()].flatMap((each) => [...each.keys()]));
  const keys = [...names]
    .filter((key) => !key.startsWith('ovh:'))
    .map((key) => {
      const valued = grouped(months.rows, (row) => JSON.stringify(tagOf(tags, row, key) ?? null));
      const untagged = valued.get('null') ?? [];
      valued.delete('null');
      const values = [...valued].map(([value, rows]) => ({
        value: String(JSON.parse(value)),
        rows,
        units: months.units(rows),
      }));
      values.sort((a, b) => descending(a.units.now ?? 0n, b.units.now ?? 0n) || (a.value < b.value ? -1 : 1));
      return { key, values, untagged, units: total(values.map(({ units }) => units.now ?? 0n)) };
    })
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => descending(a.units, b.units) || (a.key < b.key ? -1 : 1))
    .slice(0, TAG_KEYS);
  return {
    keys: keys.map(({ key, values, untagged }) => {
      const shown = values.slice(0, TAG_VALUES);
      const rest = values.slice(TAG_VALUES).flatMap(({ rows }) => rows);
      return {
        key,
        values: [
          ...shown.map(({ value, rows, units }) => ({
            value,
            ...pairOf(units),
            resources: months.resourceCount(rows),
          })),
          ...(rest.length === 0
            ? []
            : [{ value: '…', ...months.pair(rest), resources: months.resourceCount(rest) }]),
        ],
        untagged: { ...months.pair(untagged), resources: months.resourceCount(untagged) },
      };
    }),
    total: months.pair(months.rows),
  };
}

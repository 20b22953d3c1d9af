// What needs a person, most pressing first: what is not loaded, what will stop runs, and money. Facts and codes; the words are
// made elsewhere.

import type { HomeAnswer, HomeReport } from '../../contract/home.js';
import type { FacetsAnswer, LedgerAnswer } from '../../contract/ledger.js';
import { sum } from '../../ui/numbers.js';
import type { Row } from './rows.js';

export type Group = 'load' | 'soon' | 'money';

export type Need =
  | {
      group: 'load';
      kind: 'no-run';
      state: 'failed' | 'no-keys';
      name: string;
      connection?: string;
      runId?: string;
    }
  | {
      group: 'load';
      kind: 'left';
      reason: 'failed' | 'rejected' | 'refused';
      source: string;
      count: number;
      /** The first of them, with the words of the API. */
      id?: string;
      message?: string;
      account: string;
      connection?: string;
    }
  | { group: 'load'; kind: 'missed'; pipeline: string; at: string }
  | { group: 'soon'; kind: 'key'; name: string; connection?: string; day: string; daysLeft: number }
  | {
      group: 'soon';
      kind: 'deprecated';
      sources: string[];
      route: string;
      deletion?: string;
      replacement?: string;
    }
  | { group: 'money'; kind: 'odd'; count: number; amounts: { currency: string; gap: string }[] }
  | {
      group: 'money';
      kind: 'late';
      currency: string;
      count: number;
      open: string;
      oldest: { days: number; open: string };
    }
  | {
      group: 'money';
      kind: 'expiring';
      currency: string;
      service: string;
      what: string;
      day: string;
      daysLeft: number;
      renewal: string;
      price: string | null;
    }
  | {
      group: 'money';
      kind: 'anomaly';
      currency: string;
      name: string;
      service: string;
      difference: string;
      amount: string;
      usual: string;
      others: number;
    };

export const GROUPS: readonly Group[] = ['load', 'soon', 'money'];

const REASONS = ['failed', 'rejected', 'refused'] as const;
/** A key that ends within so many days is told. */
const KEY_DAYS = 30;
/** Services that end: the soonest. */
const MOST_EXPIRING = 5;

export interface NeedFacts {
  rows: readonly Row[];
  home?: HomeAnswer | undefined;
  report?: HomeReport | undefined;
  facets?: FacetsAnswer | undefined;
  /** The first entries of the last runs. */
  entries?: LedgerAnswer | undefined;
}

export function needsOf(facts: NeedFacts): Need[] {
  return [
    ...notBegun(facts),
    ...left(facts),
    ...missed(facts),
    ...keys(facts),
    ...deprecated(facts),
    ...money(facts),
  ];
}

function notBegun({ rows }: NeedFacts): Need[] {
  return rows.flatMap((row): Need[] => {
    const { state, connection, account, last } = row;
    if (state !== 'failed' && state !== 'no-keys') return [];
    const name = connection ?? account ?? '';
    return [
      {
        ...{ group: 'load', kind: 'no-run', state, name },
        ...(connection !== undefined && { connection }),
        ...(last && { runId: last.runId }),
      },
    ];
  });
}

/** By reason and source object; accounts whose later runs made up for it have nothing left. */
function left({ rows, facets, entries }: NeedFacts): Need[] {
  const open = new Map(
    rows.filter(({ missing }) => missing > 0).map(({ account, connection }) => [account, connection]),
  );
  const counts = (facets?.counts ?? []).flatMap((each) => {
    const account = facets?.runs[each.run]?.account ?? '';
    const reason = REASONS.find((one) => one === each.reason);
    return reason && !each.accepted && open.has(account) ? [{ ...each, reason, account }] : [];
  });
  const grouped = new Map<string, Extract<Need, { kind: 'left' }>>();
  for (const { account, reason, source, count } of counts) {
    const key = JSON.stringify([account, reason, source]);
    const known = grouped.get(key);
    const connection = open.get(account);
    const first = entries?.entries.find(
      (each) => each.account === account && each.reason === reason && each.source === source,
    );
    grouped.set(key, {
      ...{ group: 'load', kind: 'left', reason, source, account },
      count: (known?.count ?? 0) + count,
      ...(connection !== undefined && { connection }),
      ...(first && { id: first.id, message: first.message }),
    });
  }
  return [...grouped.values()].sort(
    (one, other) => REASONS.indexOf(one.reason) - REASONS.indexOf(other.reason) || other.count - one.count,
  );
}

const missed = ({ home }: NeedFacts): Need[] =>
  (home?.pipelines ?? []).flatMap(({ name, missed: at }): Need[] =>
    at === undefined ? [] : [{ group: 'load', kind: 'missed', pipeline: name, at }],
  );

function keys({ rows }: NeedFacts): Need[] {
  return rows
    .flatMap(({ connection, account, key }): Extract<Need, { kind: 'key' }>[] => {
      const { expires, daysLeft } = key ?? {};
      if (expires === undefined || daysLeft === undefined || daysLeft < 0 || daysLeft > KEY_DAYS) return [];
      const name = connection ?? account ?? '';
      return [
        {
          ...{ group: 'soon', kind: 'key', name, day: expires.slice(0, 10), daysLeft },
          ...(connection !== undefined && { connection }),
        },
      ];
    })
    .sort((one, other) => one.daysLeft - other.daysLeft);
}

/** One for each route, whatever connections read it. */
function deprecated({ home }: NeedFacts): Need[] {
  const routes = new Map<string, Extract<Need, { kind: 'deprecated' }>>();
  for (const { method, path, source, deletion, replacement } of home?.deprecated ?? []) {
    const route = `${method} ${path}`;
    const sources = new Set([...(routes.get(route)?.sources ?? []), source]);
    routes.set(route, {
      ...{ group: 'soon', kind: 'deprecated', route, sources: [...sources] },
      ...(deletion !== undefined && { deletion }),
      ...(replacement !== undefined && { replacement }),
    });
  }
  return [...routes.values()].sort((one, other) =>
    (one.deletion ?? '9').localeCompare(other.deletion ?? '9'),
  );
}

function money({ report }: NeedFacts): Need[] {
  if (!report) return [];
  const gaps = report.odd.filter(({ state }) => state !== 'not-loaded');
  const currencies = [...new Set(gaps.flatMap(({ currency }) => currency ?? []))];
  const amounts = currencies.map((currency) => ({
    currency,
    gap: sum(
      gaps.filter((each) => each.currency === currency).map(({ gap }) => (gap ?? '0').replace('-', '')),
    ),
  }));
  return [
    ...(gaps.length > 0 ? [{ group: 'money', kind: 'odd', count: gaps.length, amounts } as const] : []),
    ...report.currencies.flatMap(ofCurrency),
  ];
}

function ofCurrency({ currency, late, expiring, anomalies }: HomeReport['currencies'][number]): Need[] {
  const [oldest] = late;
  const [odd, ...others] = anomalies;
  return [
    ...(oldest
      ? [
          {
            ...({ group: 'money', kind: 'late', currency, count: late.length } as const),
            open: sum(late.map(({ open }) => open)),
            oldest: { days: oldest.daysLate, open: oldest.open },
          },
        ]
      : []),
    ...expiring.slice(0, MOST_EXPIRING).map(({ service, what, ends, daysLeft, renewal, price }) => ({
      ...({ group: 'money', kind: 'expiring', currency, service, what } as const),
      ...{ day: ends, daysLeft, renewal, price },
    })),
    ...(odd
      ? [
          {
            ...({ group: 'money', kind: 'anomaly', currency } as const),
            ...{ name: odd.label ?? odd.resource, service: odd.service, difference: odd.difference },
            ...{ amount: odd.amount, usual: odd.usual, others: others.length },
          },
        ]
      : []),
  ];
}

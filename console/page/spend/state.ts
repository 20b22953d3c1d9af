// The facts of spend for what the address asks, and where their figures lead.
import { computed } from '@preact/signals';
import type { ReportLinks } from '../../../reports/page/view.js';
import type { DocumentKind } from '../../../reports/report/proof-data.js';
import type { SpendAnswer, SpendRequest } from '../../contract/spend.js';
import { below, query } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { ask } from '../state/server.js';
import { tableAddress } from '../tables/address.js';

export const spend = notAsked<SpendAnswer>();

export const SHEETS = ['spend', 'reconcile', 'expiring'] as const;
export type SpendSheet = (typeof SHEETS)[number];

export const sheet = computed((): SpendSheet => SHEETS.find((name) => name === below.value[0]) ?? 'spend');

export const GROUPS = ['service', 'project', 'resource', 'all'] as const;
export type Group = (typeof GROUPS)[number];

export const group = computed(
  (): Group => GROUPS.find((name) => name === query.value.get('group')) ?? 'service',
);

/** What the server is asked for; the rest of the address chooses among what it answers. */
export const request = computed((): SpendRequest => {
  const chosen: SpendRequest = {};
  for (const name of ['month', 'against', 'account'] as const) {
    const value = query.value.get(name);
    if (value) chosen[name] = value;
  }
  return chosen;
});

export const loadSpend = (): Promise<void> => put(spend, () => ask('GET /api/spend', request.peek()));

/** The address keeps its choices from view to view. */
export function sheetAddress(name: SpendSheet, more: Record<string, string | undefined> = {}): string {
  const search = new URLSearchParams(query.value);
  for (const [key, value] of Object.entries(more)) {
    if (value === undefined || value === '') search.delete(key);
    else search.set(key, value);
  }
  const path = name === 'spend' ? '/spend' : `/spend/${name}`;
  return search.size > 0 ? `${path}?${search}` : path;
}

export function linksOf({ lines, views }: SpendAnswer): ReportLinks {
  return {
    charges: (month, service) => `${sheetAddress('spend', { month, service })}#lines`,
    document: (account, id, kind) => documentAddress(lines[kind], { account, id, kind, views }),
  };
}

function documentAddress(
  place: { table: string; column: string } | undefined,
  {
    account,
    id,
    kind,
    views,
  }: { account: string; id: string; kind: DocumentKind; views: SpendAnswer['views'] },
): string {
  if (place)
    return tableAddress(place.table, {
      where: [
        ['_account', '=', account],
        [place.column, '=', id],
      ],
    });
  if (views === 'made') return tableAddress('charges', { where: [['document_id', '=', id]] });
  return tableAddress(kind === 'bill' ? 'bills' : kind === 'refund' ? 'refunds' : 'corrective_invoices');
}

// What Home shows, asked when it is opened: runs, schedule, the month, and what the last runs did not load. Nothing is called.
import { computed } from '@preact/signals';
import type { RunsAnswer } from '../../contract/history.js';
import type { HomeAnswer, HomeReport } from '../../contract/home.js';
import type { FacetsAnswer, LedgerAnswer } from '../../contract/ledger.js';
import { notAsked, put } from '../state/asked.js';
import { ask } from '../state/server.js';
import { accountOf, accounts } from '../state/session.js';
import { needsOf } from './needs.js';
import { rowsOf } from './rows.js';

export const runs = notAsked<RunsAnswer>();
export const home = notAsked<HomeAnswer>();
export const report = notAsked<HomeReport>();
const facets = notAsked<FacetsAnswer>();
const entries = notAsked<LedgerAnswer>();

/** Runs that are asked for: of many connections, each has its last one beside the newest. */
const RUNS = 40;
/** Of what is not loaded, so many are looked at for their words. */
const ENTRIES = 200;

export async function loadHome(): Promise<void> {
  const month = put(report, () => ask('GET /api/home/report', {}));
  await Promise.all([
    put(home, () => ask('GET /api/home', {})),
    put(runs, () => ask('GET /api/runs', { limit: RUNS })),
  ]);
  if (runs.peek().answer?.runs.some(({ missing }) => missing > 0))
    await Promise.all([
      put(facets, () => ask('GET /api/ledger/facets', { run: 'last' })),
      put(entries, () => ask('GET /api/ledger', { run: 'last', from: 0, count: ENTRIES })),
    ]);
  await month;
}

export const rows = computed(() =>
  rowsOf({
    accounts: accounts.value,
    runs: runs.value.answer,
    home: home.value.answer,
    report: report.value.answer,
    keyOf: (name) => accountOf(name).answer,
  }),
);

export const needs = computed(() =>
  needsOf({
    rows: rows.value,
    home: home.value.answer,
    report: report.value.answer,
    facets: facets.value.answer,
    entries: entries.value.answer,
  }),
);

/** The instant by the server's clock. */
export const now = computed(() => home.value.answer?.at ?? new Date().toISOString());

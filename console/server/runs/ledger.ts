// What runs did not load: counts, pages, one entry with everything that is known about it, and a file of them.

import { hideSecretFields } from '../../../connector/app/explorer/secret-fields.js';
import {
  countLedgers,
  type EntryChoice,
  isChosen,
  type LedgerCount,
  type LedgerRun,
  ledgerRuns,
  type RunEntry,
  storedEntries,
  storedLetter,
} from '../../../connector/app/history/ledger-pages.js';
import { earlierRun, type Sources } from '../../../connector/app/history/runs.js';
import { parseJson } from '../../../connector/http/json/body.js';
import { DestinationError } from '../../../connector/model/errors.js';
import { PlanGraph } from '../../../connector/plan/plan-graph.js';
import { pretty } from '../../../connector/text/api-text.js';
import type {
  EntryAnswer,
  EntryRequest,
  FacetsAnswer,
  LedgerAnswer,
  LedgerFilter,
  LedgerLine,
} from '../../contract/ledger.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import { commandLine } from './command-line.js';
import { historySources } from './history.js';
import { readingOf } from './reading.js';

/** Runs whose counts are remembered: those of a run that has ended do not change. */
const MOST_KNOWN = 500;

export class Ledgers {
  readonly #known = new Map<string, LedgerCount[]>();

  constructor(private readonly workspace: Workspace) {}

  async facets(which: string): Promise<FacetsAnswer> {
    const { runs, counts } = await this.#counted(historySources(this.workspace), which);
    return {
      runs,
      counts: counts.map(({ runId, ...count }) => ({
        ...count,
        run: runs.findIndex((run) => run.runId === runId),
      })),
    };
  }

  async page({
    from,
    count,
    ...filter
  }: LedgerFilter & { from: number; count: number }): Promise<LedgerAnswer> {
    const { request, runs, drafts, total } = await this.#chosen(filter);
    const entries: LedgerLine[] = [];
    for await (const entry of storedEntries(drafts, request, { skip: from, limit: count }))
      entries.push(lineOf(entry, runs));
    const isLast = entries.length < count;
    const whole = filter.text ? (isLast ? from + entries.length : undefined) : total;
    return { from, entries, ...(whole !== undefined && { total: whole }) };
  }

  /** All entries that the filter meets, one after another. */
  async *lines(filter: LedgerFilter): AsyncGenerator<LedgerLine> {
    const { request, runs, drafts } = await this.#chosen(filter);
    const all = { skip: 0, limit: Number.POSITIVE_INFINITY };
    for await (const entry of storedEntries(drafts, request, all)) yield lineOf(entry, runs);
  }

  /** Throws `Refused` where the run has no such entry. */
  async entry({ run, source, id, reason }: EntryRequest): Promise<EntryAnswer> {
    const drafts = historySources(this.workspace);
    const { runs, counts } = await this.#counted(drafts, run);
    const request = { runIds: [run], counts, choice: { reasons: [reason], sources: [source], text: id } };
    const found = await this.#first(drafts, request, id);
    if (!found) throw new Refused(404, 'not-found', `run ${run} has no such entry`);
    const stored = (await earlierRun(drafts, run)).sources.find(({ name }) => name === source);
    const { method = 'GET', path = '' } = stored ?? {};
    const letter = reason === 'rejected' ? await storedLetter(drafts, { runId: run, source, id }) : undefined;
    const { file } = this.workspace;
    return {
      entry: lineOf(found, runs),
      ...readingOf(method, path, id),
      below: this.#below(drafts, source),
      command: commandLine({ kind: 'retry', run, reasons: [reason], sources: [source], ids: [id] }, file),
      ...(letter && { letter: { ...letter, ...masked(letter.payload, path) } }),
    };
  }

  async #first(drafts: Sources, request: Parameters<typeof storedEntries>[1], id: string) {
    for await (const entry of storedEntries(drafts, request, { skip: 0, limit: 1_000 }))
      if (entry.id === id) return entry;
    return undefined;
  }

  #below(drafts: Sources, source: string): string[] {
    const draft = drafts.find(({ plan }) => plan.nodes.some(({ name }) => name === source));
    const graph = draft && new PlanGraph(draft.plan);
    const node = graph?.node(source);
    return graph && node ? graph.below(node).map(({ name }) => name) : [];
  }

  async #chosen({ run, accounts, ...filter }: LedgerFilter) {
    const drafts = historySources(this.workspace);
    const counted = await this.#counted(drafts, run);
    const of = listOf(accounts);
    const runs = counted.runs.filter(({ account }) => of?.includes(account) ?? true);
    const runIds = runs.map(({ runId }) => runId);
    const choice: EntryChoice = {
      ...chosen('reasons', filter.reasons),
      ...chosen('sources', filter.sources),
      ...chosen('statuses', filter.statuses),
      ...(filter.text !== undefined && { text: filter.text }),
    };
    const { counts } = counted;
    const total = counts
      .filter(({ runId }) => runIds.includes(runId))
      .filter(isChosen(choice))
      .reduce((sum, { count }) => sum + count, 0);
    return { drafts, runs, total, request: { runIds, counts, choice } };
  }

  async #counted(drafts: Sources, which: string): Promise<{ runs: LedgerRun[]; counts: LedgerCount[] }> {
    const runs = await ledgerRuns(drafts, which).catch(noneYet);
    const missing = runs.filter(({ runId }) => !this.#known.has(runId)).map(({ runId }) => runId);
    const counted = missing.length > 0 ? await countLedgers(drafts, missing) : [];
    const fresh = new Map(missing.map((runId) => [runId, counted.filter((each) => each.runId === runId)]));
    const counts = runs.flatMap(({ runId }) => this.#known.get(runId) ?? fresh.get(runId) ?? []);
    for (const { runId, outcome } of runs)
      if (outcome !== 'running') this.#known.set(runId, this.#known.get(runId) ?? fresh.get(runId) ?? []);
    for (const runId of this.#known.keys()) {
      if (this.#known.size <= MOST_KNOWN) break;
      this.#known.delete(runId);
    }
    return { runs, counts };
  }
}

/** Where nothing was loaded yet, nothing was left out. */
function noneYet(error: unknown): LedgerRun[] {
  if (error instanceof DestinationError && /^destination-(empty|missing)$/.test(error.code)) return [];
  throw error;
}

function listOf(text: string | undefined): string[] | undefined {
  return text === undefined || text === '' ? undefined : text.split(',');
}

function chosen<K extends string>(name: K, text: string | undefined): { [N in K]?: string[] } {
  const list = listOf(text);
  return (list ? { [name]: list } : {}) as { [N in K]?: string[] };
}

function lineOf({ root: _, ...entry }: RunEntry, runs: readonly LedgerRun[]): LedgerLine {
  const { account = '', connection } = runs.find(({ runId }) => runId === entry.runId) ?? {};
  return { ...entry, account, ...(connection !== undefined && { connection }) };
}

/** Secret and personal fields were left out when it was stored; what a later rule knows is masked now. */
function masked(payload: string | undefined, route: string): { payload?: string } {
  if (payload === undefined) return {};
  try {
    return { payload: pretty(hideSecretFields(parseJson(payload), { route })) };
  } catch {
    return { payload };
  }
}

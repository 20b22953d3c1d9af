// Earlier runs as text.
import { entryText } from '../model/problem-text.js';
import type { RunComparison } from '../state/history/compare-runs.js';
import type { StoredEntry, StoredRun } from '../state/history/stored-runs.js';
import { driftLines } from './drift-text.js';
import { textOf } from './lines.js';
import { noticeLines } from './notice-text.js';
import { sourceTable } from './report-text.js';
import { tableText } from './table-text.js';

const count = (value: number) => value.toLocaleString('en');

/** What is shown of the runs of a destination, and of connections that have none. */
export interface RunList {
  runs: readonly StoredRun[];
  neverStarted: readonly { connection: string; account?: string }[];
}

export function runsText({ runs, neverStarted }: RunList, width: number): string {
  const isSeveral = neverStarted.length > 0 || runs.some(({ connection }) => connection !== undefined);
  const own = isSeveral ? ['connection', 'account'] : [];
  const heads = ['run', ...own, 'started', 'outcome', ...NUMBERS];
  const rows = runs.map((run) => {
    const sum = (of: (source: StoredRun['sources'][number]) => number) =>
      run.sources.reduce((total, source) => total + of(source), 0);
    return [
      run.runId,
      ...(isSeveral ? [run.connection ?? '', run.account] : []),
      `${run.startedAt.slice(0, 16).replace('T', ' ')}Z`,
      run.kind === 'load' ? run.outcome : `${run.outcome} (${run.kind})`,
      count(sum(({ ledger }) => ledger.listed)),
      count(sum(({ ledger }) => ledger.loaded)),
      count(sum(({ ledger }) => ledger.listed - ledger.loaded - ledger.known)),
      count(run.rows),
      count(run.calls),
      run.seconds.toFixed(1),
    ];
  });
  const never = neverStarted.map(({ connection, account = '' }) => {
    return ['-', connection, account, '', 'never started', ...NUMBERS.map(() => '')];
  });
  const right = NUMBERS.map((_, index) => heads.length - NUMBERS.length + index);
  return tableText(heads, [...rows, ...never], { right, width }).join('\n');
}

const NUMBERS = ['listed', 'loaded', 'not loaded', 'rows', 'calls', 'seconds'];

const OUTCOMES: Readonly<Record<string, string>> = {
  complete: 'Complete',
  incomplete: 'INCOMPLETE',
  failed: 'FAILED',
  running: 'Running, or killed: no end is recorded',
};

export function runText(run: StoredRun, columns: number): string {
  const ended = run.endedAt ? ` to ${run.endedAt}` : '';
  const lines = [
    OUTCOMES[run.outcome] ?? run.outcome,
    `${run.kind === 'replay' ? 'replay, ' : ''}run ${run.runId}${run.retryOf === undefined ? '' : ` (retry of ${run.retryOf})`} · ${run.connection === undefined ? '' : `connection ${run.connection} · `}account ${run.account} · ${run.region} · version ${run.version}`,
    `${run.startedAt}${ended}: ${count(run.calls)} calls, ${count(run.retries)} retries, ${count(run.slices)} slices in ${run.seconds.toFixed(1)} s${waitWords(run)}`,
    '',
    ...sourceTable(run.sources, columns),
    ...section(
      run.outcome === 'failed' ? 'Failed because:' : 'Incomplete because:',
      noticeLines(run.reasons),
    ),
    ...section('Drift:', driftLines(run.drift)),
    ...section('Warnings:', noticeLines(run.warnings)),
  ];
  const accepted = run.sources.flatMap(({ name, accepted = {} }) => {
    const words = Object.entries(accepted).map(([state, number]) => `${count(number)} ${state}`);
    return words.length > 0 ? [`${name}: ${words.join(', ')}`] : [];
  });
  lines.push(...section('Not loaded, and accepted:', accepted));
  const missing = run.sources.some(({ ledger }) => ledger.listed > ledger.loaded + ledger.known);
  if (missing) lines.push('', `What is not loaded, and why: source-ovhcloud ledger ${run.runId}`);
  if (run.sources.some(({ ledger }) => ledger.rejected > 0)) {
    lines.push(
      'What was rejected, with payloads: the table _ovh_rejected; after a fix: source-ovhcloud replay',
    );
  }
  return textOf(lines, columns);
}

export function comparisonText({ before, after, same, sources }: RunComparison, columns: number): string {
  const heads = ['source object', 'listed', 'loaded', ''];
  const pair = (a: number | undefined, b: number | undefined) => {
    const words = [a, b].map((value) => (value === undefined ? '-' : count(value)));
    return a === b ? (words[0] ?? '') : words.join(' -> ');
  };
  const rows = sources.map((source) => [
    source.name,
    pair(source.before?.listed, source.after?.listed),
    pair(source.before?.loaded, source.after?.loaded),
    source.same ? (source.isPartial ? 'known in part' : 'same') : 'differs',
  ]);
  const partial = sources.filter((source) => source.isPartial && source.same).map(({ name }) => name);
  const differing = sources.filter((source) => !source.same);
  const lines = [
    same
      ? partial.length === 0
        ? 'Same: both runs listed and loaded the same objects'
        : 'Same, as far as the two can be compared'
      : `Differs: ${differing.length} of ${sources.length} source objects`,
    `${before.runId} (${before.outcome}) -> ${after.runId} (${after.outcome})`,
    '',
    ...tableText(heads, rows, { right: [1, 2], width: columns, allColumns: true }),
    ...section(
      'Known in part from loads before, so that their ids cannot be compared (`load --full-refresh` reads them wholly):',
      partial.length === 0 ? [] : [partial.join(', ')],
    ),
    ...section(
      'What differs:',
      differing.map(({ name, differences }) => `${name}: ${differences.join(', ')}`),
    ),
  ];
  return textOf(lines, columns);
}

/** @param names of all connections that are shown: their column */
export function entryLine(
  entry: StoredEntry & { connection?: string },
  names: readonly string[] = [],
): string {
  const width = Math.max(0, ...names.map(({ length }) => length));
  const column = names.length > 0 ? `${(entry.connection ?? '').padEnd(width)}  ` : '';
  return `${column}${entryText(entry.source, entry)}`;
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

/** Calls wait side by side, so that their waits may add up to more than the run took. */
function waitWords({ budgetWaitSeconds, retryWaitSeconds }: StoredRun): string {
  const waits = [
    ...(budgetWaitSeconds > 0 ? [`${budgetWaitSeconds.toFixed(1)} s for the budget`] : []),
    ...(retryWaitSeconds > 0 ? [`${retryWaitSeconds.toFixed(1)} s between attempts`] : []),
  ];
  return waits.length > 0 ? `; calls waited ${waits.join(', ')}` : '';
}

/** The last words of a ledger. @param counts entries by reason */
export function ledgerTotal(counts: ReadonlyMap<string, number>): string {
  const total = [...counts.values()].reduce((sum, each) => sum + each, 0);
  if (total === 0) return 'Nothing: all that was listed is loaded';
  const words = [...counts].map(([reason, each]) => `${each} ${reason}`).join(', ');
  const payloads = counts.has('rejected')
    ? '\nThe payloads of rejected objects are in the table _ovh_rejected; after a fix: source-ovhcloud replay'
    : '';
  return `\nNot loaded: ${total} (${words})${payloads}`;
}

// The reports of several accounts as text: each as it ends, and one table of all.

import type { AccountsReport, ConnectionReport } from '../../model/accounts-report.js';
import type { RunOutcome } from '../../model/report.js';
import { textOf } from '../lines.js';
import { noticeLines } from '../notice-text.js';
import { type RestPlace, reportText } from '../report-text.js';
import { tableText } from '../table-text.js';

/** @param columns width to which long lines are broken; the default leaves them whole. */
export function connectionText(
  report: ConnectionReport,
  columns = Number.POSITIVE_INFINITY,
  restPlace?: RestPlace,
): string {
  const head = `connection ${report.name}`;
  if (report.runId !== '') return `${head}\n${reportText(report, columns, restPlace)}`;
  if (report.outcome === 'complete') return textOf([head, ...noticeLines(report.warnings, '  ')]);
  const words = report.outcome === 'failed' ? 'FAILED' : 'INCOMPLETE';
  const reasons = noticeLines(report.reasons, '  ');
  return textOf([head, `${words}: nothing was loaded for it`, ...reasons], columns);
}

/** Of more connections than these a person reads the worst. */
export const MANY = 20;

/**
 * The same of a run that is read from its tables, with the commands that show the rest.
 *
 * @param choice options by which they find it
 */
export function storedConnectionText(report: ConnectionReport, choice: string, columns: number): string {
  const { runId } = report;
  const ledger = `source-ovhcloud ledger ${runId}${choice}`;
  const text = connectionText(report, columns, (source) => `${ledger} --source ${source}`);
  if (runId === '') return text;
  const more = [
    `  the run: source-ovhcloud runs show ${runId}${choice}`,
    `  its objects, and why: ${ledger}`,
  ];
  return `${text.trimEnd()}\n${textOf(more, columns)}`;
}

/**
 * `INCOMPLETE: 1 of 3 connections ...`, and a row for each; where there are many, for those that are worst.
 *
 * @param width of the terminal; the default leaves cells whole
 * @param whole what has each of them
 */
export function accountsText(report: AccountsReport, width?: number, whole = '--report FILE'): string {
  const number = (value: number) => value.toLocaleString('en');
  const isMany = report.connections.length > MANY;
  const shown = isMany ? worstFirst(report.connections).slice(0, MANY) : report.connections;
  const rows = shown.map(({ name, account, region, outcome, sources, calls }) => [
    name,
    account || 'not known',
    region,
    outcome,
    number(sum(sources.map(({ ledger }) => ledger.listed))),
    number(sum(sources.map(({ ledger }) => ledger.loaded))),
    number(calls.calls),
    number(sum(sources.map((source) => source.rows))),
  ]);
  const { listed, loaded, calls, rows: written } = report;
  const total = ['all', '', '', report.outcome, ...[listed, loaded, calls, written].map(number)];
  const heads = ['connection', 'account', 'region', 'outcome', 'listed', 'loaded', 'calls', 'rows written'];
  const table = tableText(heads, [...rows, total], { right: [4, 5, 6, 7], width, allColumns: true });
  const more = isMany
    ? [`${number(report.connections.length - MANY)} more: \`${whole}\` has each of them`]
    : [];
  return textOf([outcomeWords(report), '', ...table, ...more]);
}

/** Failed, then incomplete, then complete; among these, those that miss most. */
function worstFirst(connections: readonly ConnectionReport[]): ConnectionReport[] {
  const rank = (outcome: RunOutcome) => ['failed', 'incomplete', 'complete'].indexOf(outcome);
  const missing = ({ sources }: ConnectionReport) =>
    sum(sources.map(({ ledger }) => ledger.listed - ledger.loaded - ledger.known));
  return connections.toSorted(
    (one, other) => rank(one.outcome) - rank(other.outcome) || missing(other) - missing(one),
  );
}

/** Names of those that a sentence has room for. */
function someOf(names: readonly string[]): string {
  const more = names.length - MANY;
  return more > 0 ? `${names.slice(0, MANY).join(', ')} and ${more} more` : names.join(', ');
}

function outcomeWords({ connections, outcome }: AccountsReport): string {
  const count = connections.length;
  const named = (wanted: RunOutcome) =>
    connections.filter((each) => each.outcome === wanted).map(({ name }) => name);
  const others = (['failed', 'incomplete'] as const).flatMap((wanted) =>
    named(wanted).length > 0 ? [`${wanted}: ${someOf(named(wanted))}`] : [],
  );
  if (outcome === 'complete') return count === 1 ? 'Complete' : `Complete: all ${count} connections`;
  return `${outcome.toUpperCase()}: ${[`${named('complete').length} of ${count} connections complete`, ...others].join('; ')}`;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** What came of the check of a connection. */
export interface CheckedAccount {
  connection?: string;
  state: 'ok' | 'warning' | 'problem';
  problems: number;
  warnings: number;
  lines: readonly { state: string; subject: string; text: string }[];
}

/** `PROBLEM: 1 of 40 connections cannot be loaded as they are`, and a row for each that is not in order. */
export function checkSummary(checked: readonly CheckedAccount[], width: number): string {
  const bad = checked.filter(({ state }) => state === 'problem');
  const others = checked.filter(({ state }) => state === 'warning');
  const all = `all ${checked.length} connections`;
  if (bad.length + others.length === 0) return `ok: ${all} are in order`;
  const head =
    bad.length > 0
      ? `PROBLEM: ${bad.length} of ${checked.length} connections cannot be loaded as they are`
      : `ok: ${all} can be loaded, ${others.length} with warnings`;
  const rows = [...bad, ...others].map(({ connection = '', state, problems, warnings, lines }) => {
    const first = lines.find((line) => line.state === state);
    return [
      connection,
      state,
      String(problems),
      String(warnings),
      first ? `${first.subject}: ${first.text}` : '',
    ];
  });
  const heads = ['connection', 'state', 'problems', 'warnings', 'first of them'];
  return [head, '', ...tableText(heads, rows, { right: [2, 3], width })].join('\n');
}

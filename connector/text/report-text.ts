// A run report as text.
import type { AcceptedCounts } from '../model/accept.js';
import { entryText } from '../model/problem-text.js';
import type { LedgerCounts, LedgerEntry, RunReport, SourceReport } from '../model/report.js';
import { driftLines } from './drift-text.js';
import { textOf } from './lines.js';
import { nextSteps } from './next-steps.js';
import { noticeLines } from './notice-text.js';
import { tableText } from './table-text.js';

const SHOWN_ENTRIES = 5;
const NOT_LOADED = ['known', 'absent', 'gone', 'expired', 'refused', 'rejected', 'failed'] as const;

/** Where the objects of a source object are that the text does not name. */
export type RestPlace = (source: string) => string;

/** @param columns width to which long lines are broken; the default leaves them whole, for programs that search. */
export function reportText(
  report: RunReport,
  columns = Number.POSITIVE_INFINITY,
  restPlace: RestPlace = () => 'see --report FILE',
): string {
  const { sources, outcome } = report;
  if (report.runId === '' && outcome === 'complete') return textOf(noticeLines(report.warnings));
  const again = report.retryOf === undefined ? '' : ` (retry of ${report.retryOf})`;
  const lines = [
    outcomeWords(report),
    `run ${report.runId}${again} · account ${report.account} · ${report.region} · ${report.destination}`,
    '',
    ...sourceTable(sources, columns),
    '',
    callsLine(report),
    ...strategyLines(report),
    ...deletionLines(report),
    ...section(
      'Not loaded:',
      sources.flatMap((source) => entryLines(source, restPlace)),
    ),
    ...section(
      'Not loaded, and accepted:',
      sources.flatMap((source) => acceptedLines(source, restPlace)),
    ),
    ...section('Drift:', driftLines(report.drift)),
    ...section('Notes:', [
      ...omittedLines(sources),
      ...report.refusedStrategies.map(
        ({ route, strategy, reason }) =>
          `${STRATEGY_WORDS[strategy] ?? strategy} of ${route} not used: ${reason}`,
      ),
      ...noticeLines(report.warnings, 'warning: '),
    ]),
    ...section(outcome === 'failed' ? 'Failed because:' : 'Incomplete because:', noticeLines(report.reasons)),
    ...section('Next:', nextSteps(report)),
  ];
  return textOf(lines, columns);
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function outcomeWords(report: RunReport): string {
  switch (report.outcome) {
    case 'complete':
      return report.retryOf === undefined
        ? 'Complete: every object that was listed is loaded or accounted for by name'
        : 'Complete: what the earlier run left out is loaded or accounted for by name';
    case 'incomplete':
      return 'INCOMPLETE: not everything that was listed is loaded';
    case 'failed':
      return 'FAILED: the run ended before its end; what was committed stays';
  }
}

const WIDE_COLUMNS = 100;

type SourceLine = Pick<SourceReport, 'name' | 'table' | 'loaded' | 'ledger' | 'calls' | 'rows'>;

/** The column of table names goes first where the table is too wide: most are those of the source objects. */
export function sourceTable(sources: readonly SourceLine[], columns: number): string[] {
  const heads = ['source object', 'listed', 'loaded', 'not loaded', 'calls', 'table', 'rows written'];
  const rows = sources.map(sourceRow);
  const full = tableText(heads, rows, { right: [1, 2, 4, 6], width: columns, allColumns: true });
  const isTooWide = full.some((line) => line.length > Math.min(columns, WIDE_COLUMNS));
  const isPlain = sources.every((source) => source.loaded && source.table === source.name);
  if (!isTooWide) return full;
  if (!isPlain) return tableText(heads, rows, { right: [1, 2, 4, 6], width: columns });
  const without = (row: string[]) => row.filter((_, index) => index !== 5);
  return tableText(without(heads), rows.map(without), { right: [1, 2, 4, 5], width: columns });
}

function sourceRow(source: SourceLine): string[] {
  const number = (value: number) => value.toLocaleString('en');
  return [
    source.name,
    number(source.ledger.listed),
    number(source.ledger.loaded),
    notLoaded(source.ledger),
    number(callsOf(source)),
    source.loaded ? source.table : '(ids only)',
    number(source.rows),
  ];
}

/** `listed = loaded + ...`: the rest by reason. */
function notLoaded(ledger: LedgerCounts): string {
  const parts = NOT_LOADED.filter((state) => ledger[state] > 0).map((state) => `${ledger[state]} ${state}`);
  return parts.length > 0 ? parts.join(', ') : '0';
}

function callsLine({ calls, seconds }: RunReport): string {
  const statuses = Object.entries(calls.byStatus)
    .map(([status, count]) => `${count.toLocaleString('en')} × ${status}`)
    .join(', ');
  const waits = calls.retryWaitMs > 0 ? `, ${(calls.retryWaitMs / 1000).toFixed(1)} s between retries` : '';
  const pace = `${calls.perSecond.toFixed(1)}/s`;
  const words = `${pace}; ${calls.retries} retries${waits}${slowdownWords(calls)}`;
  return `${calls.calls.toLocaleString('en')} calls in ${seconds.toFixed(1)} s (${words})${statuses === '' ? '' : `: ${statuses}`}`;
}

function slowdownWords({ slowdowns = 0, lowestPace = 0 }: RunReport['calls']): string {
  if (slowdowns === 0) return '';
  const times = slowdowns === 1 ? 'once' : `${slowdowns.toLocaleString('en')} times`;
  return `; slowed down ${times}, to ${Number(lowestPace.toPrecision(2))}/s at the lowest`;
}

const STRATEGY_WORDS: Readonly<Record<string, string>> = {
  expanded: 'expanded list',
  batch: 'batch',
  combined: 'batch of expanded lists',
};

const callsOf = ({ calls }: SourceLine) => calls.single + calls.expanded + calls.batch;

/** What one call an object would have been. */
function strategyLines({ sources }: RunReport): string[] {
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const expanded = sum(sources.map(({ calls }) => calls.expanded));
  const batch = sum(sources.map(({ calls }) => calls.batch));
  if (expanded + batch === 0) return [];
  const [made, readings] = [sum(sources.map(callsOf)), sum(sources.map(({ reads }) => reads))];
  const number = (value: number) => value.toLocaleString('en');
  return [
    `${number(readings)} lists and objects with ${number(made)} calls: ${number(expanded)} expanded lists, ${number(batch)} batches`,
  ];
}

/** Rows that the run has found to be gone, by table. */
function deletionLines({ sources }: RunReport): string[] {
  const found = sources.filter(({ deleted }) => deleted > 0);
  if (found.length === 0) return [];
  const parts = found.map(({ table, deleted }) => `${deleted.toLocaleString('en')} in ${table}`);
  return [`no longer there, marked with _deleted_at: ${parts.join(', ')}`];
}

/** What the API says is not there is no news, unless the configuration accepts it by its id. */
function entryLines(
  { name, notLoaded: entries, notLoadedTotal, ledger, accepted = {} }: SourceReport,
  restPlace: RestPlace,
): string[] {
  const shown = entries.filter(({ reason, accepted }) => reason !== 'absent' && !accepted);
  const others = notLoadedTotal - ledger.absent - sum(accepted) + (accepted.absent ?? 0);
  return shortened(name, shown, others, restPlace);
}

function acceptedLines(
  { name, notLoaded: entries, accepted = {} }: SourceReport,
  restPlace: RestPlace,
): string[] {
  return shortened(
    name,
    entries.filter((entry) => entry.accepted),
    sum(accepted),
    restPlace,
  );
}

function shortened(
  name: string,
  entries: readonly LedgerEntry[],
  total: number,
  restPlace: RestPlace,
): string[] {
  const shown = entries.slice(0, SHOWN_ENTRIES).map(({ accepted: _, ...entry }) => entryText(name, entry));
  const rest = total - shown.length;
  if (rest <= 0) return shown;
  const count = rest.toLocaleString('en');
  const others = shown.length > 0 ? `... and ${count} more of ${name}` : `${count} of ${name}`;
  return [...shown, `${others}: ${restPlace(name)}`];
}

const sum = (counts: AcceptedCounts) => Object.values(counts).reduce((total, count) => total + count, 0);

function omittedLines(sources: SourceReport[]): string[] {
  const omitted = sources.filter((source) => source.omitted.length > 0);
  if (omitted.length === 0) return [];
  const fields = omitted.map((source) => `${source.name}.{${source.omitted.join(', ')}}`);
  const example = `\`include: [${omitted[0]?.omitted[0]}]\``;
  return [
    `left out, secrets or personal data (${example} on the preset, or under \`table\`, loads one): ${fields.join(', ')}`,
  ];
}

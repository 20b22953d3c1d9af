// A run report as text.
import type { LedgerCounts, RunReport, SourceReport } from '../model/report.js';
import { tableText } from './table-text.js';

const SHOWN_ENTRIES = 5;
const NOT_LOADED = ['known', 'absent', 'gone', 'expired', 'refused', 'rejected', 'failed'] as const;

export function reportText(report: RunReport): string {
  const lines = [
    `${outcomeWords(report)} · run ${report.runId} · account ${report.account} · ${report.region}`,
    '',
    ...tableText(
      ['source object', 'listed', 'loaded', 'not loaded', 'readings', 'table', 'rows written'],
      report.sources.map(sourceRow),
      { right: [1, 2, 4, 6] },
    ),
    '',
    callsLine(report),
    `destination: ${report.destination}`,
    ...entryLines(report.sources),
    ...omittedLines(report.sources),
    ...report.sources.flatMap(driftLines),
    ...report.warnings.map((warning) => `warning: ${warning}`),
    ...report.reasons.map((reason) => `${report.outcome}: ${reason}`),
  ];
  return lines.join('\n');
}

function outcomeWords(report: RunReport): string {
  switch (report.outcome) {
    case 'complete':
      return 'Complete: every object that was listed is loaded or accounted for by name';
    case 'incomplete':
      return 'INCOMPLETE: not everything that was listed is loaded';
    case 'failed':
      return 'FAILED: the run ended before its end; what was committed stays';
  }
}

function sourceRow(source: SourceReport): string[] {
  const number = (value: number) => value.toLocaleString('en');
  return [
    source.name,
    number(source.ledger.listed),
    number(source.ledger.loaded),
    notLoaded(source.ledger),
    number(source.reads),
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
  return `${calls.calls.toLocaleString('en')} calls in ${seconds.toFixed(1)} s (${pace}; ${calls.retries} retries${waits}): ${statuses}`;
}

function entryLines(sources: SourceReport[]): string[] {
  return sources.flatMap((source) => {
    const shown = source.notLoaded.filter((entry) => entry.reason !== 'absent').slice(0, SHOWN_ENTRIES);
    const total = source.notLoadedTotal - source.ledger.absent;
    const lines = shown.map((entry) => {
      const status = [entry.status, entry.code].filter(Boolean).join(' ');
      const query = entry.queryId ? ` (query id ${entry.queryId})` : '';
      return `  ${entry.reason}: ${source.name} ${entry.id}: ${[status, entry.message].filter(Boolean).join(': ')}${query}`;
    });
    const more =
      total > shown.length
        ? [`  ... and ${total - shown.length} more of ${source.name}: see --report FILE`]
        : [];
    return [...lines, ...more];
  });
}

function omittedLines(sources: SourceReport[]): string[] {
  const omitted = sources.filter((source) => source.omitted.length > 0);
  if (omitted.length === 0) return [];
  const fields = omitted.map((source) => `${source.name}.{${source.omitted.join(', ')}}`);
  return [`left out because they carry secrets (\`include\` loads one): ${fields.join(', ')}`];
}

function driftLines(source: SourceReport): string[] {
  return source.columnsWidened.map((change) => `${source.table}: column widened: ${change}`);
}

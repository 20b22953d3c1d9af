// What those who are told get: one JSON object about one run.
import type { NotifiedOutcome } from '../../config/observability.js';
import { EXIT_CODES, type RunReport } from '../../model/report.js';
import { noticeLine } from '../../text/notice-text.js';

export interface Notification {
  /** Of this shape. */
  version: 1;
  event: NotifiedOutcome;
  /** For people, one line. */
  text: string;
  connection?: string;
  exitCode: number;
  /** The report of the run, as `--report` writes it; at most `MOST_ENTRIES` objects that are not loaded of each source object. */
  report: RunReport;
}

const MOST_ENTRIES = 20;

export function notificationOf(event: NotifiedOutcome, report: RunReport, connection?: string): Notification {
  const sources = report.sources.map((source) => ({
    ...source,
    notLoaded: source.notLoaded.slice(0, MOST_ENTRIES),
  }));
  return {
    version: 1,
    event,
    text: textOf(event, report, connection),
    ...(connection === undefined ? {} : { connection }),
    exitCode: EXIT_CODES[report.outcome],
    report: { ...report, sources },
  };
}

function textOf(event: NotifiedOutcome, report: RunReport, connection: string | undefined): string {
  const { account, region, runId, reasons, sources } = report;
  const whose = [connection, account].filter(Boolean).join(', account ');
  const listed = sources.reduce((sum, { ledger }) => sum + ledger.listed, 0);
  const there = sources.reduce((sum, { ledger }) => sum + ledger.loaded + ledger.known, 0);
  const run = runId === '' ? 'nothing was read' : `run ${runId}`;
  const [first] = reasons;
  const why = first ? `: ${noticeLine(first)}` : '';
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more reasons)` : '';
  const counts = `${there.toLocaleString('en')} of ${listed.toLocaleString('en')} listed are loaded`;
  return `source-ovhcloud ${event.toUpperCase()}: ${whose || 'account not known'} (${region}), ${run}, ${counts}${why}${more}`;
}

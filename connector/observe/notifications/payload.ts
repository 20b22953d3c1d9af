// The content of a notification: one JSON object about one run.
import type { NotifiedOutcome } from '../../config/observability.js';
import { EXIT_CODES, type RunReport } from '../../model/report.js';
import { noticeLine } from '../../text/notice-text.js';

export interface Notification {
  /** Version of this shape. */
  version: 1;
  event: NotifiedOutcome;
  /** One line for people. */
  text: string;
  connection?: string;
  exitCode: number;
  /** The report of the run, as `--report` writes it, with at most `MOST_ENTRIES` missing objects of each source object. */
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
  const whose = [connection, account].filter(Boolean).join(', account ') || 'account not known';
  const listed = sources.reduce((sum, { ledger }) => sum + ledger.listed, 0);
  const there = sources.reduce((sum, { ledger }) => sum + ledger.loaded + ledger.known, 0);
  const run = runId === '' ? 'nothing was read' : `run ${runId}`;
  const counts = `${there.toLocaleString('en')} of ${listed.toLocaleString('en')} listed are loaded`;
  const [first] = reasons;
  const why = first ? `: ${noticeLine(first)}` : '';
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more reasons)` : '';
  return `source-ovhcloud ${event.toUpperCase()}: ${whose} (${region}), ${run}, ${counts}${why}${more}`;
}

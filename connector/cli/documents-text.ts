// The report of downloaded documents, for people.
import type { DocumentCounts, DocumentsProgress, DocumentsReport } from '../app/documents/report.js';
import { duration } from '../text/live-text.js';
import { tableText } from '../text/table-text.js';

const COLUMNS = ['listed', 'present', 'downloaded', 'withoutLink', 'gone', 'failed'] as const;
const HEADS = ['documents', 'listed', 'there before', 'downloaded', 'without a link', 'gone', 'failed'];
const MOST_PROBLEMS = 20;

const FIRST: Record<DocumentsReport['outcome'], string> = {
  complete: 'Complete: every document that was listed is there, or has no PDF',
  incomplete: 'Incomplete: the documents below are not there',
  failed: 'Failed',
};

export function documentsText(report: DocumentsReport, width: number): string {
  const { outcome, account, place, bytes, calls, kinds, problems, reasons } = report;
  const rows = Object.entries(kinds).map(([kind, counts]) => [
    kind,
    ...COLUMNS.map((column) => String(counts?.[column] ?? 0)),
  ]);
  const shown = problems
    .slice(0, MOST_PROBLEMS)
    .map(({ kind, id, message }) => `  ${kind}${id ? ` ${id}` : ''}: ${message}`);
  const rest = problems.length - shown.length;
  return [
    FIRST[outcome],
    `account ${account} · ${place}`,
    '',
    ...tableText(HEADS, rows, { right: [1, 2, 3, 4, 5, 6], width }),
    '',
    `${(bytes / 1e6).toFixed(1)} MB, ${calls} calls`,
    ...reasons.map(({ message }) => message),
    ...shown,
    ...(rest > 0 ? [`  and ${rest} more: see --json`] : []),
  ].join('\n');
}

/** `bills: 50 of 1,200 done · 240 calls (17.9/s) · 12.3 MB · about 2 min left of them`. */
export function documentsProgressText(
  { kind, counts, bytes, calls }: DocumentsProgress,
  seconds: number,
  /** Of this kind, lately; absent while too little is known. */
  askedPerSecond = 0,
): string {
  const pace = seconds > 0 ? (calls / seconds).toFixed(1) : '0';
  const whole = [`${calls.toLocaleString('en')} calls (${pace}/s)`, `${(bytes / 1e6).toFixed(1)} MB`];
  if (!kind || !counts) return whole.join(' · ');
  const { listed, present } = counts;
  const asked = askedOf(counts);
  const done = `${kind}: ${(present + asked).toLocaleString('en')} of ${listed.toLocaleString('en')} done`;
  const left = askedPerSecond > 0 ? (listed - present - asked) / askedPerSecond : 0;
  return [done, ...whole, ...(left > 0 ? [`about ${duration(left)} left of them`] : [])].join(' · ');
}

/** Documents of which the API was asked. */
export function askedOf({ downloaded, withoutLink, gone, failed }: DocumentCounts): number {
  return downloaded + withoutLink + gone + failed;
}

// What came of a replay, as text.
import type { RunReport } from '../model/report.js';
import { driftLines } from './drift-text.js';
import { textOf } from './lines.js';
import { noticeLines } from './notice-text.js';

const SHOWN = 20;

export function replayText(report: RunReport, isDry: boolean, columns: number): string {
  const sum = (state: 'listed' | 'loaded' | 'known' | 'rejected') =>
    report.sources.reduce((total, { ledger }) => total + ledger[state], 0);
  const connection = report.connection === undefined ? '' : ` (connection ${report.connection})`;
  const of = report.account === '' ? '' : ` of ${report.account}${connection}`;
  const parts = [
    `${sum('loaded')} ${isDry ? 'would be loaded' : 'loaded'}`,
    ...(sum('known') > 0 ? [`${sum('known')} given up: a later run loaded the same, or found it gone`] : []),
    ...(sum('rejected') > 0 ? [`${sum('rejected')} still rejected`] : []),
  ];
  const head = `${isDry ? 'Dry run: ' : ''}${sum('listed')} records${of}: ${parts.join(', ')}`;
  const entries = report.sources.flatMap(({ name, notLoaded }) =>
    notLoaded.map(({ id, message }) => `  rejected: ${name} ${id}: ${message}`),
  );
  const rest = entries.length - SHOWN;
  const run = isDry ? 'nothing was written' : `run ${report.runId}`;
  const ended = report.reasons.filter(({ code }) => code !== 'still-rejected');
  const lines = [
    head,
    run,
    ...section('Still rejected:', entries.slice(0, SHOWN)),
    ...(rest > 0
      ? [`  ... and ${rest.toLocaleString('en')} more: source-ovhcloud ledger ${report.runId}`]
      : []),
    ...section(
      'Drift:',
      driftLines(report.drift).map((line) => `  ${line}`),
    ),
    ...section(
      'Ended early:',
      noticeLines(ended).map((line) => `  ${line}`),
    ),
  ];
  return textOf(lines, columns);
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

// A load of several accounts: how far they are, the report of each, then the sum.
import { loadSources } from '../app/accounts/load-accounts.js';
import type { ConfiguredSource } from '../app/open.js';
import type { AccountsReport, ConnectionReport } from '../model/accounts-report.js';
import { accountsText, connectionText, MANY } from '../text/accounts/accounts-text.js';
import { AccountsProgress } from './accounts-progress.js';
import type { LoadChoices } from './commands/load-options.js';
import { loadOptions } from './observe/load-options.js';
import { noteFailure, type Observer, showReport } from './observe/observer.js';
import { textColumns } from './output.js';
import { endOnSignal } from './process.js';
import type { ReportFile } from './report-file.js';

interface Options extends LoadChoices {
  report?: string;
  concurrency?: number;
  quiet?: boolean;
}

export async function loadConnections(
  sources: readonly ConfiguredSource[],
  options: Options,
  observer: Observer,
  reportFile: ReportFile,
): Promise<AccountsReport> {
  const ending = endOnSignal();
  const show = (text: string) => {
    if (!options.quiet) showReport(text, options, observer);
  };
  const waiting = new Map<number, string>();
  let next = 0;
  /** In their order; of many, those that are not complete, as soon as they end. */
  const showEnded = (ended: ConnectionReport, index: number) => {
    const text = `${connectionText(ended, textColumns())}\n`;
    if (sources.length > MANY) {
      if (ended.outcome !== 'complete') show(text);
      return;
    }
    waiting.set(index, text);
    for (let own = waiting.get(next); own !== undefined; own = waiting.get(++next)) show(own);
  };
  const lines = new AccountsProgress(sources, observer.say);
  if (!options.quiet) lines.start();
  try {
    const report = await loadSources(sources, {
      ...loadOptions(options, observer, ending.signal),
      concurrency: options.concurrency,
      onBegin: (source, index) => lines.begin(source, index),
      onProgress: (progress, source, index) => {
        observer.onProgress(progress, source);
        lines.follow(progress, index);
      },
      onEnd: (ended: ConnectionReport, source, index) => {
        lines.end(ended, index);
        observer.ended(ended, source);
        showEnded(ended, index);
        noteFailure(ended, options, observer);
      },
    });
    lines.stop();
    show(accountsText(report, textColumns()));
    const problem = reportFile.write(report);
    for (const [index, source] of sources.entries()) {
      const own = report.connections[index];
      if (own) await observer.notify(own, source);
    }
    if (problem) throw problem;
    return report;
  } finally {
    lines.stop();
    ending.dispose();
  }
}

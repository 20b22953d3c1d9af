// A load of several accounts: each with its progress line and its report, then the sum.
import { loadSources } from '../app/load-accounts.js';
import type { ConfiguredSource } from '../app/open.js';
import type { AccountsReport, ConnectionReport } from '../model/accounts-report.js';
import { accountsText, connectionText } from '../text/accounts-text.js';
import type { LoadChoices } from './commands/load-options.js';
import { loadOptions } from './observe/load-options.js';
import { noteFailure, type Observer, showReport } from './observe/observer.js';
import { endOnSignal } from './process.js';
import { ProgressLine } from './progress.js';
import type { ReportFile } from './report-file.js';

interface Options extends LoadChoices {
  report?: string;
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
  const lines = new Lines(sources, observer);
  try {
    const report = await loadSources(sources, {
      ...loadOptions(options, observer, ending.signal),
      onBegin: (source, index) => lines.next(source, index),
      onProgress: (progress) => {
        if (lines.source) observer.onProgress(progress, lines.source);
        if (!options.quiet) lines.present?.start(progress);
      },
      onEnd: (ended: ConnectionReport, source) => {
        lines.stop();
        observer.ended(ended, source);
        show(`${connectionText(ended, process.stdout.columns || undefined)}\n`);
        noteFailure(ended, options, observer);
      },
    });
    show(accountsText(report));
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

/** One live line after another. */
class Lines {
  present: ProgressLine | undefined;
  source: ConfiguredSource | undefined;

  constructor(
    private readonly sources: readonly ConfiguredSource[],
    private readonly observer: Observer,
  ) {}

  next(source: ConfiguredSource, index: number): void {
    const { plan, config } = source;
    this.source = source;
    const count = this.sources.length;
    const number = count > 1 ? ` (${index + 1} of ${count})` : '';
    this.present = new ProgressLine(plan, {
      title: `${config.connection}${number}`,
      say: this.observer.say,
    });
  }

  stop(): void {
    this.present?.stop();
    this.present = undefined;
  }
}

// load of several accounts: each with its line and its report, then the whole.
import type { ConnectionReport, SeveralReport } from '../../model/several-report.js';
import type { Source } from '../../source/open.js';
import type { RetryRequest } from '../../source/repair/retry.js';
import { loadSources } from '../../source/several/load.js';
import { note, print } from '../output.js';
import { endOnSignal } from '../process.js';
import { ProgressLine } from '../progress.js';
import { writeReport } from '../report-file.js';
import { connectionText, severalText } from './text.js';

interface Options {
  report?: string;
  quiet?: boolean;
  shortcuts: boolean;
  fullRefresh?: true | string[];
  retry?: RetryRequest;
}

export async function loadConnections(sources: readonly Source[], options: Options): Promise<SeveralReport> {
  const ending = endOnSignal();
  const show = options.quiet ? () => undefined : options.report === '-' ? note : print;
  const lines = new Lines(sources);
  try {
    const report = await loadSources(sources, {
      signal: ending.signal,
      shortcuts: options.shortcuts,
      refresh: options.fullRefresh,
      retry: options.retry,
      onBegin: (source, index) => lines.next(source, index),
      onProgress: (progress) => {
        if (!options.quiet) lines.present?.start(progress);
      },
      onEnd: (ended: ConnectionReport) => {
        lines.stop();
        show(`${connectionText(ended, process.stdout.columns)}\n`);
      },
    });
    show(severalText(report));
    if (options.report) writeReport(options.report, report);
    return report;
  } finally {
    lines.stop();
    ending.dispose();
  }
}

/** One live line after another. */
class Lines {
  present: ProgressLine | undefined;

  constructor(private readonly sources: readonly Source[]) {}

  next({ plan, config }: Source, index: number): void {
    const count = this.sources.length;
    const number = count > 1 ? ` (${index + 1} of ${count})` : '';
    this.present = new ProgressLine(plan, `${config.connection}${number}`);
  }

  stop(): void {
    this.present?.stop();
    this.present = undefined;
  }
}

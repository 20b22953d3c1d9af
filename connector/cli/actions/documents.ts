// documents: downloads the PDFs of bills, refunds, corrective invoices and orders.
import { downloadDocuments } from '../../app/documents/documents.js';
import { DOCUMENT_KIND_NAMES, type DocumentKind } from '../../app/documents/kinds.js';
import type { DocumentsReport } from '../../app/documents/report.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { EXIT_CODES } from '../../model/report.js';
import type { DocumentsOptions } from '../commands/documents.js';
import { DocumentsLine } from '../documents-progress.js';
import { documentsText } from '../documents-text.js';
import { printJson, printText, textColumns } from '../output.js';
import { endOnSignal } from '../process.js';
import { sourcesFrom } from './sources.js';

export async function documents(options: DocumentsOptions): Promise<void> {
  const kinds = options.kind.map(kindNamed);
  const [from, until] = [dayOf('--from', options.from), dayOf('--until', options.until)];
  const sources = sourcesFrom(options);
  const ending = endOnSignal();
  try {
    const reports: DocumentsReport[] = [];
    for (const source of sources) {
      const { into } = options;
      const line = new DocumentsLine(source.config.connection);
      const report = await downloadDocuments(source, {
        ...{ kinds, from, until, into, signal: ending.signal },
        onProgress: (progress) => {
          if (!options.quiet) line.start(progress);
        },
      }).finally(() => line.stop());
      reports.push(report);
      if (!options.json) printText(documentsText(report, textColumns()));
      if (ending.signal.aborted) break;
    }
    if (options.json) printJson(reports);
    const codes = reports.map(({ outcome }) => EXIT_CODES[outcome]);
    process.exitCode = codes.includes(1) ? 1 : Math.max(...codes);
  } finally {
    ending.dispose();
  }
}

function kindNamed(name: string): DocumentKind {
  const found = DOCUMENT_KIND_NAMES.find((kind) => kind === name);
  if (found) return found;
  const hint = nearest(name, DOCUMENT_KIND_NAMES);
  const message = `"${name}": ${hint ? `did you mean "${hint}"? ` : ''}allowed: ${DOCUMENT_KIND_NAMES.join(', ')}`;
  throw new ConfigError([{ code: 'option-value', where: '--kind', message }]);
}

function dayOf(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isDay && new Date(text).toISOString().startsWith(text)) return text;
  throw new ConfigError([
    { code: 'option-value', where: option, message: `"${text}" is no day: write 2026-01-31` },
  ]);
}

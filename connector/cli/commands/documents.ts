// The command line of `documents`.
import type { Command } from 'commander';
import { DOCUMENT_KIND_NAMES } from '../../app/documents/kinds.js';
import { addConfigOptions, addConnectionOption, type ConfigOptions } from './options.js';

export interface DocumentsOptions extends ConfigOptions {
  kind: string[];
  from?: string;
  until?: string;
  into: string;
  json?: boolean;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud documents --from 2026-01-01 --until 2026-03-31    the PDFs of a quarter
  source-ovhcloud documents --kind bills refunds --into invoices
  source-ovhcloud documents --into s3://my-bucket/invoices

Each PDF is downloaded once; the table _ovh_document ties each file to its bill. Links are never stored, and no key is
sent to the host of the files. Ends with 0 when complete, 3 when a document is missing, 1 when it failed.`;

export function addDocuments(program: Command): void {
  const command = program
    .command('documents')
    .description('download the PDFs of bills, refunds, corrective invoices and orders');
  addConnectionOption(addConfigOptions(command))
    .option('--kind <kind...>', `of ${DOCUMENT_KIND_NAMES.join(', ')}`, [...DOCUMENT_KIND_NAMES])
    .option('--from <day>', 'the first day of their dates, such as 2026-01-31')
    .option('--until <day>', 'the last day of their dates')
    .option('--into <place>', 'folder of the files, or s3://bucket/prefix', 'documents')
    .option('--json', 'the reports as a JSON array, one for each account')
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', EXAMPLES)
    .action(async (options: DocumentsOptions) =>
      (await import('../actions/documents.js')).documents(options),
    );
}

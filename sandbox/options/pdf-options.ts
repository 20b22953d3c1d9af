/** Options for the PDFs of billing documents, and the ways in which their links fail. */
import type { OptionSpec } from './option-spec.js';

/**
 * `expired`: 403 and a page; `half`: the beginning, as if it were whole; `html`: a page with 200; `busy`: a text with 200
 * that asks to slow down; `redirect`: to the same link; `plain`: to a place without TLS.
 */
export const pdfFaultKinds = ['expired', 'half', 'html', 'busy', '500', 'redirect', 'plain'] as const;
export type PdfFaultKind = (typeof pdfFaultKinds)[number];

export interface PdfOptions {
  readonly pdfs: boolean;
  readonly pdfFaults: readonly PdfFaultKind[];
  readonly pdfFaultRate: number;
}

export const pdfOptions: readonly OptionSpec[] = [
  {
    name: 'pdfs',
    kind: 'flag',
    default: false,
    live: true,
    description:
      'The links of bills, refunds, corrective invoices and orders lead to PDFs of the sandbox, on another host than its API: localhost, or 127.0.0.1 where that is localhost.',
  },
  {
    name: 'pdfFaults',
    kind: 'list',
    default: [],
    choices: pdfFaultKinds,
    live: true,
    description:
      'How links of PDFs fail: expired, half a PDF, a page or a text with status 200, 500, a redirect to the same link, one to a place without TLS.',
  },
  {
    name: 'pdfFaultRate',
    kind: 'number',
    default: 1,
    minimum: 0,
    maximum: 1,
    live: true,
    description:
      'Share of downloads that meet one of these faults, never more than 3 times in a row. Above 0.999: always.',
  },
];

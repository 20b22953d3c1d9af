// Entries of the ledger as a file: CSV by RFC 4180, or JSON; written while it is read.
import { harmless } from '../../../connector/model/formulas.js';
import type { LedgerLine } from '../../contract/ledger.js';

const COLUMNS = [
  'runId',
  'account',
  'connection',
  'source',
  'id',
  'reason',
  'status',
  'code',
  'message',
  'queryId',
  'attempts',
  'accepted',
  'at',
] as const satisfies (keyof LedgerLine)[];

/** Lines are handed on together, so that a large file is not made of small pieces. */
const TOGETHER = 500;

/** @param isSafe puts a `'` before texts that a spreadsheet would run as a formula */
export async function* csvOf(lines: AsyncIterable<LedgerLine>, isSafe: boolean): AsyncGenerator<string> {
  const cell = (value: LedgerLine[keyof LedgerLine]): string => {
    if (value === undefined) return '';
    return quoted(typeof value === 'string' && isSafe ? harmless(value) : String(value));
  };
  yield `${COLUMNS.join(',')}\r\n`;
  yield* together(lines, (line) => `${COLUMNS.map((name) => cell(line[name])).join(',')}\r\n`);
}

export async function* jsonOf(lines: AsyncIterable<LedgerLine>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const text of together(lines, (line) => `,\n  ${JSON.stringify(line)}`)) {
    yield before + text.slice(before === '' ? 0 : 2);
    before = '';
  }
  yield before === '' ? '\n]\n' : '[]\n';
}

async function* together(
  lines: AsyncIterable<LedgerLine>,
  write: (line: LedgerLine) => string,
): AsyncGenerator<string> {
  let texts: string[] = [];
  for await (const line of lines) {
    texts.push(write(line));
    if (texts.length < TOGETHER) continue;
    yield texts.join('');
    texts = [];
  }
  if (texts.length > 0) yield texts.join('');
}

function quoted(text: string): string {
  return text === '' || /[,"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A body that is made as it is read. */
export function bodyOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

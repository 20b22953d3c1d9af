// The one place where the command writes lines: results to standard output, everything else to standard error. Secrets
// are removed, and control characters of outside texts are made visible.
import { type Secret, scrubber } from '../model/secret.js';
import { visible, visibleLine } from '../model/visible.js';

const secrets: Secret[] = [];
let scrub = (text: string) => text;
let outlivesReader = false;
let live: Live | undefined;
type NoteTaker = (text: string, level: 'warn' | 'error') => void;
let noteTaker: NoteTaker | undefined;

/** Lines that rewrite themselves: they step aside for other output. */
export interface Live {
  hide(): void;
  show(): void;
}

export function setLive(block: Live | undefined): void {
  live = block;
}

/** Resets the module for a new command: no secrets, no live lines, notes to standard error. */
export function resetOutput(): void {
  secrets.length = 0;
  scrub = (text) => text;
  outlivesReader = false;
  live = undefined;
  noteTaker = undefined;
}

/** Sends notes to `take` from now on: to the log, where every line on standard error is JSON. */
export function setNotes(take: NoteTaker | undefined): void {
  noteTaker = take;
}

/** Removes these from everything that is printed or written as a report from now on. */
export function hideSecrets(more: Iterable<Secret>): void {
  const known = new Set(secrets.map((secret) => secret.reveal()));
  secrets.push(...[...more].filter((secret) => !known.has(secret.reveal())));
  scrub = scrubber(secrets);
}

export function clean(text: string): string {
  return scrub(text);
}

/** A result of one line: line breaks in it become visible. */
export function print(line = ''): void {
  printText(visibleLine(line));
}

/** A result of several lines. Outside texts in it must be one line each: `textOf`, `tableText`, JSON. */
export function printText(text: string): void {
  if (process.stdout.isTTY) live?.hide();
  process.stdout.write(`${forStream(text, process.stdout)}\n`);
  if (process.stdout.isTTY) live?.show();
}

/** A result for programs. */
export function printJson(value: unknown): void {
  printText(JSON.stringify(value, null, 2));
}

/** Progress, a note or an error of one line: line breaks in it become visible. */
export function note(line = '', level: 'warn' | 'error' = 'warn'): void {
  noteText(visibleLine(line), level);
}

/** The same of several lines. */
export function noteText(text: string, level: 'warn' | 'error' = 'warn'): void {
  if (!noteTaker) writeError(text);
  else if (text.trim() !== '') noteTaker(text.trim(), level);
}

/** Writes to standard error, also where notes go elsewhere: for lines of the log. */
export function writeError(text: string): void {
  live?.hide();
  process.stderr.write(`${forStream(text, process.stderr)}\n`);
  live?.show();
}

/** A text as a stream shows it. */
export function forStream(text: string, stream: { isTTY?: boolean }): string {
  return showable(visible(scrub(text)), stream);
}

export const isTerminal = () => process.stderr.isTTY === true;

/** Width of the terminal. Into a pipe or a file nothing is cut or broken. */
export const textColumns = () =>
  process.stdout.isTTY ? process.stdout.columns || 100 : Number.POSITIVE_INFINITY;

/** From now on the command continues when the reader of its output has gone, because its work matters more. */
export function outliveReader(): void {
  outlivesReader = true;
}

/** Ends quietly when the reader has gone, as with `| head`; reports other errors of standard output. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && outlivesReader) return;
    if (error.code === 'EPIPE') process.exit(0);
    note(`standard output cannot be written: ${error.message}`, 'error');
    process.exitCode = 1;
  });
  // Without standard error there is nowhere to report.
  process.stderr.on('error', () => undefined);
}

const PLAIN: Record<string, string> = {
  '·': '-',
  '×': 'x',
  '…': '...',
  '⏎': '/',
  '─': '-',
  '│': '|',
  '├': '|',
  '└': '`',
};

/** Our own symbols in ASCII, for a terminal without UTF-8. */
export function showable(text: string, stream: { isTTY?: boolean }, env = process.env): string {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  if (stream.isTTY !== true || /utf-?8/i.test(locale)) return text;
  return text.replace(/[·×…⏎─│├└]/g, (sign) => PLAIN[sign] ?? sign);
}

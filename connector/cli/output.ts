// What the command prints: results on standard output, everything else on standard error. Secrets are taken out.
import { type Secret, scrubber } from '../model/secret.js';

const secrets: Secret[] = [];
let scrub = (text: string) => text;
let outlivesReader = false;
let live: Live | undefined;
type TakeNotes = (text: string, level: 'warn' | 'error') => void;
let tellInstead: TakeNotes | undefined;

/** Lines that rewrite themselves: they step aside for what is printed. */
export interface Live {
  hide(): void;
  show(): void;
}

export function setLive(block: Live | undefined): void {
  live = block;
}

/** A command begins: no secret is known, no line is live, notes go to standard error. */
export function resetOutput(): void {
  secrets.length = 0;
  scrub = (text) => text;
  outlivesReader = false;
  live = undefined;
  tellInstead = undefined;
}

/** From now on what is noted goes there: into the log, where every line on standard error is to be JSON. */
export function setNotes(take: TakeNotes | undefined): void {
  tellInstead = take;
}

/** From now on these never appear in anything that is printed or written as a report. */
export function hideSecrets(more: Iterable<Secret>): void {
  const known = new Set(secrets.map((secret) => secret.reveal()));
  secrets.push(...[...more].filter((secret) => !known.has(secret.reveal())));
  scrub = scrubber(secrets);
}

export function clean(text: string): string {
  return scrub(text);
}

/** A result. */
export function print(text = ''): void {
  if (process.stdout.isTTY) live?.hide();
  process.stdout.write(`${showable(scrub(text), process.stdout)}\n`);
  if (process.stdout.isTTY) live?.show();
}

/** Progress, notes and errors. */
export function note(text = '', level: 'warn' | 'error' = 'warn'): void {
  if (!tellInstead) noteLine(text);
  else if (text.trim() !== '') tellInstead(text.trim(), level);
}

/** A line on standard error as it is. */
export function noteLine(text: string): void {
  live?.hide();
  process.stderr.write(`${showable(scrub(text), process.stderr)}\n`);
  live?.show();
}

export const isTerminal = () => process.stderr.isTTY === true;

/** Columns of whoever reads the results: the terminal's, or 100. */
export const textColumns = () => process.stdout.columns || 100;

/** The work goes on to its end when whoever read the output has gone: what it does matters, not what it says. */
export function outliveReader(): void {
  outlivesReader = true;
}

/** Ends quietly when the reader has gone, as with `| head`; says so when output cannot be written. */
export function watchOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && outlivesReader) return;
    if (error.code === 'EPIPE') process.exit(0);
    note(`standard output cannot be written: ${error.message}`);
    process.exitCode = 1;
  });
  // Nobody is left to be told.
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

/** Our own signs in ASCII, for a terminal whose locale is not UTF-8. */
export function showable(text: string, stream: { isTTY?: boolean }, env = process.env): string {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8';
  if (stream.isTTY !== true || /utf-?8/i.test(locale)) return text;
  return text.replace(/[·×…⏎─│├└]/g, (sign) => PLAIN[sign] ?? sign);
}

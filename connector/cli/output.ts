// What the command prints: results on standard output, everything else on standard error. Secrets are taken out.
import { type Secret, scrubber } from '../model/secret.js';

const secrets: Secret[] = [];
let scrub = (text: string) => text;

/** From now on these never appear in anything that is printed or written as a report. */
export function hideSecrets(more: Iterable<Secret>): void {
  secrets.push(...more);
  scrub = scrubber(secrets);
}

export function clean(text: string): string {
  return scrub(text);
}

/** A result. */
export function print(text = ''): void {
  process.stdout.write(`${scrub(text)}\n`);
}

/** Progress, notes and errors. */
export function note(text = ''): void {
  process.stderr.write(`${scrub(text)}\n`);
}

export const isTerminal = () => process.stderr.isTTY === true;

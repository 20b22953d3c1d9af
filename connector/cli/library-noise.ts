// Turns warnings of Node and console output of libraries into notes, so that standard error stays JSON lines where the log
// is JSON, and standard output has only results.
import { format } from 'node:util';
import { note } from './output.js';

const waiting: string[] = [];
let isReleased = false;

/** Takes over all warnings and the console, for the rest of the process. */
export function takeLibraryNoise(): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (process.traceDeprecation === true || !isForDevelopers(warning))
      say(`${warning.name}: ${warning.message}`);
  });
  for (const method of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const)
    console[method] = (...words: unknown[]) => say(format(...words));
}

/** Before it is known whether notes are JSON lines, noise waits for this. */
export function releaseLibraryNoise(): void {
  isReleased = true;
  for (const text of waiting.splice(0)) note(text);
}

/** Warnings about old or experimental features of a library, about which a user can do nothing. */
function isForDevelopers({ name, message }: Error): boolean {
  return /Deprecation|Experimental/.test(name) || /^Node(Deprecation|VersionSupport)Warning/.test(message);
}

function say(text: string): void {
  if (isReleased) note(text);
  else waiting.push(text);
}

// Warnings of Node and words of libraries, which would appear between the lines of the command: they become notes, so that
// standard error stays JSON lines where a log is JSON, and standard output has results only.
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

/** A user can do nothing about it: old or unfinished features that a library uses. */
function isForDevelopers({ name, message }: Error): boolean {
  return /Deprecation|Experimental/.test(name) || /^Node(Deprecation|VersionSupport)Warning/.test(message);
}

function say(text: string): void {
  if (isReleased) note(text);
  else waiting.push(text);
}

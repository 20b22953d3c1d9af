// A draft of a configuration: a text that stands in for the file, and is read as the file would be.
import { resolve } from 'node:path';
import { readAtMost } from '../../disk/bounded-read.js';
import { openAllWithoutKeys, openSources } from '../accounts/open-accounts.js';
import { environmentOf, type SourceOptions, type SourceWithoutKeys } from '../open.js';

/** Options that read this text in place of the file; every other file is that of the disk. */
export function withText(file: string, text: string, options: SourceOptions = {}): SourceOptions {
  const target = resolve(environmentOf(options).cwd, file);
  const read = options.readFile ?? readAtMost;
  return { ...options, readFile: (path) => (path === target ? Buffer.from(text) : read(path)) };
}

/** The sources that the file would have with this text; keys may be missing. Throws `ConfigError`. */
export function openDraft(file: string, text: string, options: SourceOptions = {}): SourceWithoutKeys[] {
  return openAllWithoutKeys(file, withText(file, text, options));
}

/** The same with keys. Throws `ConfigError` where they are missing, too. */
export function openDraftWithKeys(file: string, text: string, options: SourceOptions = {}) {
  return openSources(file, withText(file, text, options));
}

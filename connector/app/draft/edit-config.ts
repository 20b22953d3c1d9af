// Changes keys of a configuration file: in its text, checked as `plan` does, written whole or not at all.
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type Edit, editText } from '../../config/edit/edit-text.js';
import { type DiffLine, lineDiff } from '../../config/edit/line-diff.js';
import { UnwritableConfig } from '../../config/edit/unwritable.js';
import { HiddenSecrets } from '../../config/file/hidden-secrets.js';
import { readText, UnreadableFile } from '../../config/file/source-file.js';
import { readAtMost } from '../../disk/bounded-read.js';
import { replaceFile } from '../../disk/whole-file.js';
import { ConfigError, type ConfigIssue } from '../../model/errors.js';
import { environmentOf, type SourceOptions } from '../open.js';
import { openDraft } from './draft.js';

export interface EditedConfig {
  /** From the file as it was to the file as it is, without secrets. */
  lines: DiffLine[];
  isChanged: boolean;
  /** What is wrong all the same, in a file in which something was wrong before. */
  issues: ConfigIssue[];
}

/**
 * Its comments and form do not change. `diff`: nothing is written. Throws `ConfigError` for an edit that cannot be written
 * without harm, and for a configuration that would not be valid.
 */
export function editConfig(
  file: string,
  edits: readonly Edit[],
  { diff = false, ...options }: SourceOptions & { diff?: boolean } = {},
): EditedConfig {
  const environment = environmentOf(options);
  const path = resolve(environment.cwd, file);
  try {
    let bytes: Uint8Array = new Uint8Array();
    const readFile = (name: string) => {
      bytes = (environment.readFile ?? readAtMost)(name);
      return bytes;
    };
    const before = readText(path, { ...environment, readFile });
    const { text } = editText(before, edits);
    const issues = issuesAfter(file, { before, text }, options);
    if (!diff && text !== before)
      replaceFile(path, hasMark(bytes) ? `\ufeff${text}` : text, { keepMode: true });
    const lines = lineDiff(withoutSecrets(before), withoutSecrets(text));
    return { lines, isChanged: text !== before, issues };
  } catch (error) {
    throw asConfigError(error, file);
  }
}

/** Throws what is wrong, unless something was wrong before: step by step it is mended. */
function issuesAfter(
  file: string,
  { before, text }: { before: string; text: string },
  options: SourceOptions,
): ConfigIssue[] {
  const after = issuesIn(file, text, options);
  if (after && !issuesIn(file, before, options)) throw after;
  return after?.issues ?? [];
}

function issuesIn(file: string, text: string, options: SourceOptions): ConfigError | undefined {
  try {
    openDraft(file, text, options);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

const SEAL = randomBytes(32);

function withoutSecrets(text: string): string {
  const { shown, hidden } = new HiddenSecrets(text, SEAL);
  return hidden.reduce((rest, { placeholder }) => rest.replaceAll(placeholder, '***'), shown);
}

function hasMark([first, second, third]: Uint8Array): boolean {
  return first === 0xef && second === 0xbb && third === 0xbf;
}

function asConfigError(error: unknown, file: string): unknown {
  const refused = (message: string) => new ConfigError([{ code: 'file-unusable', where: file, message }]);
  if (error instanceof UnwritableConfig || error instanceof UnreadableFile) return refused(error.message);
  const isOfSystem = error instanceof Error && 'code' in error && !(error instanceof ConfigError);
  return isOfSystem ? refused(`cannot be written: ${error.message}`) : error;
}

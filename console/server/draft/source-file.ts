// The configuration file as the page sees it: its text without secrets, its version, whether it can be saved.
import { createHash, randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { HiddenSecrets } from '../../../connector/config/file/hidden-secrets.js';
import { formatKey } from '../../../connector/config/file/key-path.js';
import { readText, systemEnvironment, UnreadableFile } from '../../../connector/config/file/source-file.js';
import { readAtMost } from '../../../connector/disk/bounded-read.js';
import { targetOf } from '../../../connector/disk/target.js';
import { ConfigError } from '../../../connector/model/errors.js';
import type { SourceText } from '../../contract/draft.js';
import type { Workspace } from '../workspace.js';

/** Placeholders of one process mean nothing to another. */
export const SEAL = randomBytes(32);

export interface SourceFile {
  /** As named. */
  file: string;
  /** Where it is. */
  path: string;
  version: string;
  /** Whether a byte order mark stands before the text. */
  hasMark: boolean;
  secrets: HiddenSecrets;
}

/** The file as it is now. Throws `ConfigError` where there is none, or it is no text. */
export function sourceFile(workspace: Workspace): SourceFile {
  const { file } = workspace;
  if (file === undefined) {
    const message =
      'there is no configuration here: write one with `source-ovhcloud init`, or name one with --config';
    throw new ConfigError([{ code: 'config-missing', where: 'console', message }]);
  }
  const path = workspace.pathOf(file);
  const { bytes, text } = contentOf(file, path);
  const known = workspace.secrets().map((secret) => secret.reveal());
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { file, path, version: versionOf(bytes), hasMark, secrets: new HiddenSecrets(text, SEAL, known) };
}

function contentOf(file: string, path: string): { bytes: Uint8Array; text: string } {
  let bytes: Uint8Array = new Uint8Array();
  const readFile = (name: string) => {
    bytes = readAtMost(name);
    return bytes;
  };
  try {
    const text = readText(path, { ...systemEnvironment(), readFile });
    return { bytes, text };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new ConfigError([{ code: 'config-unreadable', where: file, message: error.message }]);
  }
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 32);
}

export function sourceText(workspace: Workspace): SourceText {
  const { file, path, version, secrets } = sourceFile(workspace);
  const notSavable = reasonAgainst(path);
  return {
    file,
    exists: true,
    text: secrets.shown,
    version,
    hidden: secrets.hidden.map(({ placeholder, path: key, line }) => ({
      placeholder,
      line,
      ...(key && { key: formatKey(key) }),
    })),
    ...(notSavable !== undefined && { notSavable: { code: 'file-unusable', message: notSavable } }),
  };
}

/** A file is replaced, so its folder must be writable, too. */
function reasonAgainst(path: string): string | undefined {
  if (!['.yaml', '.yml', '.json'].includes(extname(path).toLowerCase()))
    return 'only a YAML or JSON file can be saved (.yaml, .yml, .json)';
  try {
    const target = targetOf(path);
    accessSync(dirname(target), constants.W_OK);
    if (existsSync(target)) accessSync(target, constants.W_OK);
    return undefined;
  } catch (error) {
    return `cannot be written here: ${(error as Error).message}`;
  }
}

// The configuration file as the page sees it: its text without secrets, its version, whether it can be saved.
import { createHash } from 'node:crypto';
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

export interface SourceFile {
  /** As named. */
  file: string;
  /** Where it is. */
  path: string;
  exists: boolean;
  version: string;
  /** Whether a byte order mark stands before the text. */
  hasMark: boolean;
  secrets: HiddenSecrets;
}

/** What a configuration is called where none is named. */
const NEW_FILE = 'source.yaml';

/** The file as it is now; where there is none, a beginning. Throws `ConfigError` where it is no text. */
export function sourceFile(workspace: Workspace): SourceFile {
  const file = workspace.file ?? NEW_FILE;
  const path = workspace.pathOf(file);
  const known = workspace.secrets().map((secret) => secret.reveal());
  const found = contentOf(file, path);
  const text = found?.text ?? beginning(workspace);
  const bytes = found?.bytes ?? new Uint8Array();
  return {
    file,
    path,
    exists: found !== undefined,
    version: found ? versionOf(found.bytes) : NO_VERSION,
    hasMark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf,
    secrets: new HiddenSecrets(text, workspace.seal, known),
  };
}

/** Of a file that is not there. */
const NO_VERSION = 'none';

function beginning(workspace: Workspace): string {
  return `# Keys come from the environment (OVH_APPLICATION_KEY, ...), from an ovh.conf, or stand under "auth".
region: ${workspace.place().region.name}
destination: { type: sqlite, path: ovh.db }
endpoints: []
`;
}

/** Undefined where there is no such file. */
function contentOf(file: string, path: string): { bytes: Uint8Array; text: string } | undefined {
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
    if (error.missing) return undefined;
    throw new ConfigError([{ code: 'config-unreadable', where: file, message: error.message }]);
  }
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 32);
}

export function sourceText(workspace: Workspace): SourceText {
  const { file, path, exists, version, secrets } = sourceFile(workspace);
  const notSavable = reasonAgainst(path);
  return {
    file,
    exists,
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

// What the commands that speak a protocol share: JSON files that come in, and lines that go out.
import { type ConfiguredSource, secretsIn } from '../app/open.js';
import { writeTo } from '../destinations/stdout/stdout.js';
import { readAtMost } from '../disk/bounded-read.js';
import { ConfigError } from '../model/errors.js';
import { isObject, type JsonValue } from '../model/json.js';
import { Secret } from '../model/secret.js';
import { hideSecrets } from './output.js';

/** States of many streams are larger than what a person writes. */
const LARGEST_FILE = 2 ** 30;
const CHUNK_LINES = 1000;

/** Throws `ConfigError` where the file cannot be read, or is no JSON. */
export function jsonFile(file: string, option: string): unknown {
  const refused = (code: 'config-unreadable' | 'config-text', message: string) =>
    new ConfigError([{ code, where: option, message: `${file}: ${message}` }]);
  let text: string;
  try {
    text = readAtMost(file, LARGEST_FILE).toString('utf8');
  } catch (error) {
    throw refused('config-unreadable', (error as Error).message);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own words quote the text, which may be a key.
    throw refused('config-text', 'is not JSON');
  }
}

/** Before anything can print them, mistyped or not: the texts of `auth`. */
export function hideKeysOf(config: unknown): void {
  const { auth } = isObject(config as JsonValue) ? (config as { auth?: unknown }) : {};
  const texts = typeof auth === 'object' && auth !== null ? Object.entries(auth) : [];
  hideSecrets(
    texts.flatMap(([name, text]) =>
      name !== 'way' && typeof text === 'string' && text !== '' ? [new Secret(text)] : [],
    ),
  );
}

export function hideSecretsOf({ config }: ConfiguredSource): void {
  hideSecrets(secretsIn(config));
}

/** Writes lines to standard output, where nothing else goes; resolves when they are written. */
export async function writeLines(lines: readonly string[]): Promise<void> {
  for (let from = 0; from < lines.length; from += CHUNK_LINES)
    await writeTo(process.stdout, `${lines.slice(from, from + CHUNK_LINES).join('\n')}\n`);
}

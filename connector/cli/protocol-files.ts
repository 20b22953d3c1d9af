// What the commands that speak a protocol share: JSON files that come in, and lines that go out.
import { type ConfiguredSource, secretsIn } from '../app/open.js';
import { isVariable } from '../config/file/secret-places.js';
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
  const text = textOf(file, option);
  const parsed = parsedJson(text);
  if (!parsed) throw refused('config-text', option, `${file}: ${isBlank(text) ? 'is empty' : 'is not JSON'}`);
  return parsed.value;
}

/** A file of JSON, or of lines that a read has printed: a list of them. Throws as `jsonFile` does. */
export function stateFile(file: string, option: string): unknown {
  const text = textOf(file, option);
  if (isBlank(text))
    throw refused('config-text', option, `${file}: is empty. Leave the option out for a first read`);
  const whole = parsedJson(text);
  if (whole) return whole.value;
  const lines = text.split('\n').filter((line) => !isBlank(line));
  const parsed = lines.flatMap((line) => parsedJson(line) ?? []);
  if (parsed.length < lines.length)
    throw refused('config-text', option, `${file}: is neither JSON nor lines of JSON`);
  return parsed.map(({ value }) => value);
}

const isBlank = (text: string) => text.trim() === '';

function textOf(file: string, option: string): string {
  try {
    return readAtMost(file, LARGEST_FILE)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } catch (error) {
    throw refused('config-unreadable', option, `${file}: ${(error as Error).message}`);
  }
}

/** The parser's own words quote the text, which may be a key: they stay here. */
function parsedJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function refused(code: 'config-unreadable' | 'config-text', where: string, message: string): ConfigError {
  return new ConfigError([{ code, where, message }]);
}

/** Before anything can print them, mistyped or not: the texts of `auth`, but for names of variables and files. */
export function hideKeysOf(config: unknown): void {
  const { auth } = isObject(config as JsonValue) ? (config as { auth?: unknown }) : {};
  const texts = typeof auth === 'object' && auth !== null ? Object.entries(auth) : [];
  hideSecrets(
    texts.flatMap(([name, text]) =>
      name !== 'way' && typeof text === 'string' && !isVariable(text) ? [new Secret(text)] : [],
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

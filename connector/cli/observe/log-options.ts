// The options of the log: on the command line, else in the configuration.

import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type SourceWithoutKeys, secretsIn } from '../../app/open.js';
import type { LogConfig } from '../../config/observability.js';
import { ConfigError } from '../../model/errors.js';
import { type Log, type LogFormat, type LogOutput, openLog } from '../../observe/logs/log.js';
import type { LogOptions } from '../commands/load-options.js';
import { clean, hideSecrets, isTerminal, setNotes, writeError } from '../output.js';

const OUTPUT: LogOutput = { scrub: clean, line: writeError };

export async function logFor(options: LogOptions, config: LogConfig = {}): Promise<Log> {
  const file = options.logFile ?? config.file;
  if (file !== undefined) assertLogFile(file);
  const level =
    options.logLevel ?? (options.quiet && file === undefined ? 'error' : (config.level ?? 'warn'));
  const format = options.logFormat ?? config.format ?? defaultFormat(file);
  return openLog({ level, format, ...(file === undefined ? {} : { file: resolve(file) }) }, OUTPUT);
}

/** For loads that a page starts: the log file of the configuration, where it has one. Throws `ConfigError`. */
export async function configuredLog(sources: readonly SourceWithoutKeys[]): Promise<Log | undefined> {
  const log = sources[0]?.config.observability.log ?? {};
  if (log.file === undefined) return undefined;
  for (const { config } of sources) hideSecrets(secretsIn(config));
  return logFor({}, log);
}

/** Human on a terminal, JSON elsewhere; in a file JSON. */
function defaultFormat(file: string | undefined): LogFormat {
  return file === undefined && isTerminal() ? 'human' : 'json';
}

function assertLogFile(file: string): void {
  const path = resolve(file);
  const refuse = (message: string) =>
    new ConfigError([{ code: 'file-unusable', where: `log file ${file}`, message }]);
  if (!existsSync(dirname(path))) throw refuse(`the folder ${dirname(path)} does not exist: create it`);
  const exists = existsSync(path);
  if (exists && statSync(path).isDirectory()) throw refuse('is a folder: name a file in it');
  try {
    accessSync(exists ? path : dirname(path), constants.W_OK);
  } catch {
    throw refuse('cannot be written: change the rights, or name another file');
  }
}

/** Makes notes JSON lines before the configuration is read, so that its mistakes are JSON lines too. */
export async function noteAsJson({ logLevel = 'warn' }: LogOptions): Promise<void> {
  const log = await openLog({ level: logLevel, format: 'json' }, OUTPUT);
  setNotes((text, level) => log.say(level, text));
}

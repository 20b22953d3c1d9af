// The log of a load: events in, lines out through pino. JSON lines, or lines for people; no secret by any way.
import { appendFileSync } from 'node:fs';
import type { Logger } from 'pino';
import { clean, isTerminal, noteLine } from '../../cli/output.js';
import type { EventContext, LoadEvent, LogLevel } from '../../model/event.js';
import { eventText, levelOf } from '../../text/event-text.js';
import { humanLine } from './human.js';
import { plain, withoutUrlSecrets } from './plain.js';

export type LogFormat = 'human' | 'json';

export interface LogSettings {
  level: LogLevel;
  format: LogFormat;
  /** Lines are added to it; absent: standard error. */
  file?: string;
}

export interface Log extends LogSettings {
  event(event: LoadEvent): void;
  /** A line of the command's own. */
  say(level: LogLevel, message: string, fields?: EventContext & Record<string, unknown>): void;
  /** Whatever the level: what somebody has asked for. */
  always(message: string, fields?: EventContext & Record<string, unknown>): void;
  /** With stack and causes. */
  failure(error: unknown, message?: string): void;
}

/** Human on a terminal, JSON elsewhere; in a file JSON. */
export function defaultFormat(file: string | undefined): LogFormat {
  return file === undefined && isTerminal() ? 'human' : 'json';
}

export async function openLog(settings: LogSettings): Promise<Log> {
  const { pino } = await import('pino');
  const logger = pino(
    {
      level: settings.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // What comes here is plain data already: its own would make another kind of error of it.
      serializers: { err: (error: unknown) => error },
    },
    { write: (line: string) => write(line, settings) },
  );
  return { ...settings, ...joined(logger) };
}

function joined(logger: Logger): Pick<Log, 'event' | 'say' | 'always' | 'failure'> {
  const always = logger.child({}, { level: 'debug' });
  const say: Log['say'] = (level, message, fields = {}) => {
    if (logger.isLevelEnabled(level)) logger[level](plain(fields, clean) as object, message);
  };
  return {
    say,
    always: (message, fields = {}) => always.info(plain(fields, clean) as object, message),
    event: (event) => {
      const level = levelOf(event);
      if (!logger.isLevelEnabled(level)) return;
      const words = eventText(event);
      const isAllItSays = 'message' in event && event.message === words;
      say(level, words, isAllItSays ? { ...event, message: undefined } : { ...event });
    },
    failure: (error, message) => {
      const words = message ?? (error instanceof Error ? error.message : String(error));
      say('error', words, { err: error });
    },
  };
}

/** Known secrets are found by value in the whole line, whatever brought them there. */
function write(json: string, { format, file }: LogSettings): void {
  const safe = clean(withoutUrlSecrets(json)).trimEnd();
  const line = format === 'human' ? humanLine(safe) : safe;
  if (file === undefined) noteLine(line);
  else append(file, line);
}

let hasFailed = false;

/** Opened for each line: whoever rotates the file may move it at any time. A log that fails ends no load. */
function append(file: string, line: string): void {
  try {
    appendFileSync(file, `${line}\n`, { mode: 0o600 });
    hasFailed = false;
  } catch (error) {
    if (!hasFailed)
      noteLine(`--log-file ${file}: cannot be written: ${(error as Error).message}; the load goes on`);
    hasFailed = true;
  }
}

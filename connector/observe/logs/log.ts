// The log of a load: events in, lines out through pino. JSON lines, or lines for people, without secrets.
import type { Logger } from 'pino';
import { appendText } from '../../disk/target.js';
import type { LogLevel } from '../../model/events/event-kind.js';
import {
  type AnyEvent,
  type EventContext,
  eventKind,
  levelOf,
  loggedValues,
} from '../../model/events/events.js';
import { withoutUrlSecrets } from '../../model/like-secrets.js';
import { visible } from '../../model/visible.js';
import { eventText } from '../../text/event-text.js';
import { humanLine } from './human.js';
import { plain } from './plain.js';

export type LogFormat = 'human' | 'json';

export interface LogSettings {
  level: LogLevel;
  format: LogFormat;
  /** The file that lines are appended to; absent: standard error. */
  file?: string;
}

/** What the log needs of the program that it belongs to. */
export interface LogOutput {
  /** Removes known secrets from a text. */
  scrub(text: string): string;
  /** Writes a line to standard error. */
  line(text: string): void;
}

export interface Log extends LogSettings {
  /** @param words in place of the event's own sentence */
  event(event: AnyEvent, words?: string): void;
  /** A line that is no event. */
  say(level: LogLevel, message: string, fields?: EventContext & Record<string, unknown>): void;
  /** A line at every log level. */
  always(message: string, fields?: EventContext & Record<string, unknown>): void;
  /** An error with its stack and causes. */
  failure(error: unknown, message?: string): void;
}

export async function openLog(settings: LogSettings, output: LogOutput): Promise<Log> {
  const { pino } = await import('pino');
  const logger = pino(
    {
      level: settings.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      // The error is plain data already; pino's serializer would turn it into another kind of error.
      serializers: { err: (error: unknown) => error },
    },
    { write: (line: string) => write(line, settings, output) },
  );
  return { ...settings, ...writers(logger, output.scrub) };
}

function writers(
  logger: Logger,
  scrub: LogOutput['scrub'],
): Pick<Log, 'event' | 'say' | 'always' | 'failure'> {
  const atEveryLevel = logger.child({}, { level: 'debug' });
  const say: Log['say'] = (level, message, fields = {}) => {
    if (logger.isLevelEnabled(level)) logger[level](plain(fields, scrub) as object, message);
  };
  const always: Log['always'] = (message, fields = {}) =>
    atEveryLevel.info(plain(fields, scrub) as object, message);
  return {
    say,
    always,
    event: (event, words = eventText(event)) => {
      const { isAlwaysLogged } = eventKind(event);
      const level = levelOf(event);
      if (!isAlwaysLogged && !logger.isLevelEnabled(level)) return;
      const values = loggedValues(event);
      const fields = values.message === words ? { ...values, message: undefined } : values;
      if (isAlwaysLogged) always(words, fields);
      else say(level, words, fields);
    },
    failure: (error, message) => {
      const words = message ?? (error instanceof Error ? error.message : String(error));
      say('error', words, { err: error });
    },
  };
}

/** Scrubs the whole line, so that a secret is found wherever it came from. */
function write(json: string, { format, file }: LogSettings, output: LogOutput): void {
  const safe = output.scrub(withoutUrlSecrets(json)).trimEnd();
  const line = visible(format === 'human' ? humanLine(safe) : safe);
  if (file === undefined) output.line(line);
  else append(file, line, output);
}

let hasFailed = false;

/** Opens the file for each line, because log rotation may move it at any time. A log that fails ends no load. */
function append(file: string, line: string, output: LogOutput): void {
  try {
    appendText(file, `${line}\n`);
    hasFailed = false;
  } catch (error) {
    if (!hasFailed)
      output.line(`--log-file ${file}: cannot be written: ${(error as Error).message}; the load continues`);
    hasFailed = true;
  }
}

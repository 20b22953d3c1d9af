// The commands of an Airbyte source: spec, check, discover, read. Each prints messages, and says with which code to end.
import { checkSource } from '../../app/check.js';
import type { ConfiguredSource, SourceOptions } from '../../app/open.js';
import { systemClock } from '../../model/clock.js';
import { ConfigError, formatIssue } from '../../model/errors.js';
import type { Scrub } from '../../model/secret.js';
import { protocolConfig, protocolSchema } from '../configuration.js';
import { discoverStreams, sourceOfStreams } from '../open-streams.js';
import { failureOf } from '../outcomes.js';
import { readStreams } from '../read-streams.js';
import { joined } from '../selection.js';
import { airbyteCatalog, statesIn, wantedOf } from './catalog.js';
import { AirbyteMessages, line } from './messages.js';

export interface CommandOptions extends SourceOptions {
  /** Prints lines; resolves when they are written. */
  write: (lines: readonly string[]) => Promise<void>;
  scrub: Scrub;
  /** Called when the configuration is read: its secrets are known. */
  onSource?: (source: ConfiguredSource) => void;
  /** Events below `info` as well. */
  isVerbose?: boolean;
  signal?: AbortSignal;
}

export async function spec({ write }: Pick<CommandOptions, 'write'>): Promise<void> {
  const message = {
    connectionSpecification: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      ...protocolSchema(),
    },
    supportsIncremental: true,
    supported_destination_sync_modes: ['append', 'overwrite', 'append_dedup'],
  };
  await write([line({ type: 'SPEC', spec: message })]);
}

/** A configuration that does not work is an answer, not a failure of the command. */
export async function check(given: unknown, { write, scrub, ...options }: CommandOptions): Promise<void> {
  const answer = await checked(given, options);
  const connectionStatus = {
    ...answer,
    ...(answer.message !== undefined && { message: scrub(answer.message) }),
  };
  await write([line({ type: 'CONNECTION_STATUS', connectionStatus })]);
}

interface Answer {
  status: 'SUCCEEDED' | 'FAILED';
  message?: string;
}

async function checked(given: unknown, options: Omit<CommandOptions, 'write' | 'scrub'>): Promise<Answer> {
  try {
    const source = sourceOfStreams(protocolConfig(given).input, undefined, options);
    options.onSource?.(source);
    const lines = await checkSource(source);
    const problems = lines.filter(({ state }) => state === 'problem');
    if (problems.length === 0) return { status: 'SUCCEEDED' };
    return {
      status: 'FAILED',
      message: problems.map(({ subject, text }) => `${subject}: ${text}`).join('\n'),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { status: 'FAILED', message: error.issues.map(formatIssue).join('\n') };
  }
}

export async function discover(given: unknown, { write, ...options }: CommandOptions): Promise<void> {
  const { input, isText } = protocolConfig(given);
  const source = sourceOfStreams(input, undefined, options);
  options.onSource?.(source);
  const streams = await discoverStreams(source);
  await write([line({ type: 'CATALOG', catalog: airbyteCatalog(streams, isText) })]);
}

export interface ReadInput {
  config: unknown;
  catalog: unknown;
  /** What the platform stored of the reads before. */
  state?: unknown;
}

/** Whether the command did its job: some objects may be missing then, and the statuses say of which streams. */
export async function read(
  { config, catalog, state }: ReadInput,
  { write, scrub, isVerbose, signal, ...options }: CommandOptions,
): Promise<'complete' | 'incomplete' | 'failed'> {
  const messages = new AirbyteMessages({ clock: options.clock ?? systemClock, scrub });
  const wanted = wantedOf(catalog);
  const { input, isText, stateSize } = protocolConfig(config);
  const source = sourceOfStreams(
    input,
    wanted.map(({ name }) => name),
    options,
  );
  options.onSource?.(source);
  const gone: string[] = [];
  const report = await readStreams(source, {
    messages,
    states: state === undefined ? new Map() : statesIn(state),
    wanted: (streams) => {
      const found = joined(streams, wanted);
      const names = new Set(found.map(({ name }) => name));
      gone.push(...wanted.map(({ name }) => name).filter((name) => !names.has(name)));
      return found;
    },
    ...{ write, isText, stateSize, isVerbose, signal },
  });
  await write(gone.flatMap((name) => missing(name, messages)));
  if (report.interrupted) return 'failed';
  return gone.length > 0 && report.outcome === 'complete' ? 'incomplete' : report.outcome;
}

function missing(stream: string, messages: AirbyteMessages): string[] {
  const message = `the configuration has no stream "${stream}" any more: discover the schema again`;
  return [messages.failure({ type: 'config', message, stream }), messages.status(stream, 'INCOMPLETE')];
}

/** The message of a command that could not do its work. */
export function failed(error: unknown, scrub: Scrub): string {
  return new AirbyteMessages({ clock: systemClock, scrub }).failure(failureOf(error));
}

// What a Singer tap does: discover, read, test, and tell about itself.
import { checkSource } from '../../app/check.js';
import type { ConfiguredSource, SourceOptions } from '../../app/open.js';
import { systemClock } from '../../model/clock.js';
import { ConfigError } from '../../model/errors.js';
import type { LogLevel } from '../../model/events/event-kind.js';
import type { RunReport } from '../../model/report.js';
import { protocolConfig } from '../configuration.js';
import type { WantedStream } from '../messages.js';
import { discoverStreams, sourceOfStreams } from '../open-streams.js';
import { readStreams } from '../read-streams.js';
import { joined } from '../selection.js';
import { isUnderWay, type StreamState } from '../state/stream-state.js';
import { bookmarksIn, type SelectedStream, selectedStreams, singerCatalog } from './catalog.js';
import { SingerMessages } from './messages.js';

export interface TapOptions extends SourceOptions {
  write: (lines: readonly string[]) => Promise<void>;
  log: (level: LogLevel, message: string) => void;
  /** Called when the configuration is read: its secrets are known. */
  onSource?: (source: ConfiguredSource) => void;
  signal?: AbortSignal;
}

export async function discoverTap(
  config: unknown,
  { write, onSource, ...options }: TapOptions,
): Promise<void> {
  const { input, isText } = protocolConfig(config);
  const source = sourceOfStreams(input, undefined, options);
  onSource?.(source);
  const catalog = singerCatalog(await discoverStreams(source), isText);
  await write([JSON.stringify(catalog, null, 2)]);
}

/** Whether everything works that a read needs: keys, rights, definitions. */
export async function testTap(config: unknown, { log, onSource, ...options }: TapOptions): Promise<boolean> {
  const source = sourceOfStreams(protocolConfig(config).input, undefined, options);
  onSource?.(source);
  const lines = await checkSource(source);
  for (const { state, subject, text } of lines)
    log(state === 'problem' ? 'error' : state === 'warning' ? 'warn' : 'info', `${subject}: ${text}`);
  return lines.every(({ state }) => state !== 'problem');
}

export interface TapInput {
  config: unknown;
  /** Absent: all streams. */
  catalog?: unknown;
  state?: unknown;
}

export async function readTap(
  { config, catalog, state }: TapInput,
  { write, log, onSource, signal, ...options }: TapOptions,
): Promise<RunReport | undefined> {
  const { input, isText, stateSize } = protocolConfig(config);
  const states = state === undefined ? new Map<string, unknown>() : bookmarksIn(state);
  const selected = catalog === undefined ? undefined : selectedStreams(catalog);
  if (selected?.length === 0) {
    log('warn', 'no stream of the catalog is selected: nothing is read');
    return undefined;
  }
  const source = sourceOfStreams(
    input,
    selected?.map(({ name }) => name),
    options,
  );
  onSource?.(source);
  const clock = options.clock ?? systemClock;
  return readStreams(source, {
    messages: new SingerMessages({ clock, isText, others: states, log }),
    states: selected ? pick(states, selected) : states,
    wanted: (streams, known): WantedStream[] => {
      if (!selected) return [...streams];
      const versioned = selected.map((one) => withVersion(one, known.get(one.name), clock.now()));
      const found = joined(streams, versioned);
      const names = new Set(found.map(({ name }) => name));
      const gone = selected.map(({ name }) => name).filter((name) => !names.has(name));
      if (gone.length > 0)
        throw new ConfigError([
          {
            code: 'config-name-unknown',
            where: 'catalog',
            message: `the configuration has no stream ${gone.join(', ')}: discover the catalog again`,
          },
        ]);
      return found;
    },
    ...{ write, isText, stateSize, signal },
  });
}

function pick(
  states: ReadonlyMap<string, unknown>,
  streams: readonly SelectedStream[],
): Map<string, unknown> {
  const names = new Set(streams.map(({ name }) => name));
  return new Map([...states].filter(([name]) => names.has(name)));
}

/** The rows of one reading of a whole table have a version: that of an interrupted one is taken up. */
function withVersion(
  { isFullTable, ...stream }: SelectedStream,
  state: StreamState | undefined,
  nowMs: number,
) {
  if (!isFullTable) return stream;
  const generation = (state && isUnderWay(state) && state.generation) || nowMs;
  return { ...stream, refresh: { generation } };
}

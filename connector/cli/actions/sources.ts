// The sources of a configuration, as the options of a command choose them.
import { existsSync } from 'node:fs';
import { openAllWithoutKeys, openSources } from '../../app/accounts/open-accounts.js';
import { withOneDestination } from '../../app/destination-fit.js';
import {
  type ConfiguredSource,
  type SourceOptions,
  type SourceWithoutKeys,
  secretsIn,
} from '../../app/open.js';
import { ConfigError } from '../../model/errors.js';
import { passwordsIn } from '../../model/secret.js';
import type { ConfigOptions } from '../commands/options.js';
import { chosenShard } from '../commands/shard-options.js';
import { hideSecrets } from '../output.js';
import { outputAtStart, outputOfStart } from '../process.js';

const DEFAULT_FILES = ['source.yaml', 'source.yml', 'source.json'];

export function fileOfThisFolder(): string | undefined {
  return DEFAULT_FILES.find((name) => existsSync(name));
}

/** One source, or one for each connection. */
export function sourcesFrom(options: ConfigOptions): ConfiguredSource[] {
  const sources = openSources(configFile(options), sourceOptions(options));
  for (const { config } of sources) hideSecrets(secretsIn(config));
  return sources;
}

/** The first of several. */
export function sourceFrom(options: ConfigOptions): ConfiguredSource {
  const { connection } = firstDraft(options).config;
  const [source] = sourcesFrom({ ...options, connection: connection === undefined ? [] : [connection] });
  return source as ConfiguredSource;
}

/** What to say where `--shard` leaves no connection. */
export function emptyShardLine(options: ConfigOptions): string {
  const shard = chosenShard(options);
  const words = shard ? `shard ${shard.index}/${shard.of} has no connection` : 'there is no connection';
  return `Nothing to do: ${words} of ${configFile(options)}`;
}

export function draftsFrom(options: ConfigOptions, commandOutput = outputOfStart): SourceWithoutKeys[] {
  const drafts = openAllWithoutKeys(configFile(options), { ...sourceOptions(options), commandOutput });
  for (const { config } of drafts) hideSecrets(secretsIn(config));
  return drafts;
}

/** For commands about earlier runs: those of the chosen connections, or all of the destination. */
export function historyFrom(options: ConfigOptions): {
  drafts: [SourceWithoutKeys, ...SourceWithoutKeys[]];
  onlyThese: boolean;
} {
  const drafts = draftsFrom(options) as [SourceWithoutKeys, ...SourceWithoutKeys[]];
  return { drafts, onlyThese: options.connection !== undefined };
}

/**
 * For commands that only read what is recorded of earlier runs: without a configuration the place of `--to` is enough.
 * `ofEach`: no configuration says whose runs they are.
 */
export function recordsFrom(options: ConfigOptions): ReturnType<typeof historyFrom> & { ofEach: boolean } {
  const isPlaceEnough = isPlaceOnly(options) && options.connection === undefined;
  if (!isPlaceEnough) return { ...historyFrom(options), ofEach: false };
  return { drafts: [placeOnly(options)], onlyThese: false, ofEach: true };
}

/** The first of several. */
export function firstDraft(options: ConfigOptions): SourceWithoutKeys {
  return draftsFrom(options)[0] as SourceWithoutKeys;
}

/** For commands that read tables and nothing else: without a configuration the place of `--to` is enough. */
export function tablesFrom(options: ConfigOptions): SourceWithoutKeys {
  return isPlaceOnly(options) ? placeOnly(options) : withOneDestination(draftsFrom(options));
}

function isPlaceOnly(options: ConfigOptions): boolean {
  return options.to !== undefined && foundFile(options) === undefined;
}

function placeOnly(options: ConfigOptions): SourceWithoutKeys {
  const nothing = { region: 'eu', endpoints: [{ name: 'account', path: '/me' }] };
  const [draft] = openAllWithoutKeys(nothing, sourceOptions(options));
  hideSecrets(secretsIn((draft as SourceWithoutKeys).config));
  return draft as SourceWithoutKeys;
}

/** For commands that need exactly one account. */
export function draftFrom(options: ConfigOptions): SourceWithoutKeys {
  const [draft, ...others] = draftsFrom(options);
  if (draft && others.length === 0) return draft;
  throw severalConnections([draft, ...others]);
}

function severalConnections(drafts: readonly (SourceWithoutKeys | undefined)[]): ConfigError {
  const names = drafts.map((draft) => draft?.config.connection).join(', ');
  const message = `the configuration has several (${names}): name one of them`;
  return new ConfigError([{ code: 'connection-not-chosen', where: '--connection', message }]);
}

/**
 * The account of a configuration; without a configuration, the keys and region of the machine. `complete` requires keys.
 * A named region ignores the configuration in this folder.
 */
export function accountFrom(
  { config, region, baseUrl, connection, profile }: ConfigOptions & { region?: string },
  complete = false,
): SourceWithoutKeys {
  if (config !== undefined && region !== undefined) {
    const message = 'cannot be combined with --config: the configuration names its region itself';
    throw new ConfigError([{ code: 'option-conflict', where: '--region', message }]);
  }
  const file = config ?? (region === undefined ? fileOfThisFolder() : undefined);
  const input = file ?? { region, endpoints: [{ name: 'account', path: '/me' }] };
  try {
    const overrides = { baseUrl, connections: connection, profile, commandOutput: outputOfStart };
    const [draft, ...others] = complete
      ? openSources(input, overrides)
      : openAllWithoutKeys(input, overrides);
    if (!draft || others.length > 0) throw severalConnections([draft, ...others]);
    hideSecrets(secretsIn(draft.config));
    return draft;
  } catch (error) {
    if (!(error instanceof ConfigError) || file !== undefined) throw error;
    const where = 'without --config';
    throw new ConfigError(
      error.issues.map((issue) => (issue.where === 'configuration object' ? { ...issue, where } : issue)),
    );
  }
}

export interface ConsoleSources {
  /** Absent: region and keys of the machine. */
  file?: string;
  /** Reads the configuration anew, or a file that was made since. Throws `ConfigError`. */
  readSources: (made?: string) => SourceWithoutKeys[];
  reading: SourceOptions;
}

/** What the console works with: a configuration, with all its connections, or the keys of the machine. */
export function consoleSources(
  {
    config,
    profile,
    baseUrl,
    connection,
  }: Pick<ConfigOptions, 'config' | 'profile' | 'baseUrl' | 'connection'>,
  given: SourceOptions = {},
): ConsoleSources {
  const file = config ?? fileOfThisFolder();
  const input = file ?? { endpoints: [{ name: 'account', path: '/me' }] };
  const reading = { ...given, profile, baseUrl, connections: connection, commandOutput: outputAtStart };
  if (file !== undefined) runCommandsOf(file, { ...reading, commandOutput: outputOfStart });
  const readSources = (made?: string) => {
    const drafts = openAllWithoutKeys(made ?? input, reading);
    for (const each of drafts) hideSecrets(secretsIn(each.config));
    return drafts;
  };
  return { ...(file !== undefined && { file }), readSources, reading };
}

/** Who starts the console runs the command of the configuration; a page never does, whatever is written there meanwhile. */
function runCommandsOf(file: string, options: SourceOptions): void {
  try {
    openAllWithoutKeys(file, options);
  } catch (error) {
    // The page shows what is wrong.
    if (!(error instanceof ConfigError)) throw error;
  }
}

function sourceOptions(options: ConfigOptions) {
  const { only, preview, alone, scheduled, baseUrl, to, connection: connections, profile } = options;
  if (alone && only === undefined) {
    const message = 'has no meaning without --only: everything is loaded';
    throw new ConfigError([{ code: 'option-conflict', where: '--alone', message }]);
  }
  // Before anything can print it, mistyped or not.
  if (to !== undefined) hideSecrets(passwordsIn(to));
  const shard = chosenShard(options);
  const reading = { baseUrl, destinationPath: to, connections, shard, profile, commandOutput: outputOfStart };
  return { only, preview, alone, scheduled, ...reading };
}

/** The configuration file, and the options that replace parts of it. */
export function inputFrom(options: ConfigOptions) {
  return { file: configFile(options), options: sourceOptions(options) };
}

/** The file that is named, or the one of this folder. */
function foundFile({ config }: ConfigOptions): string | undefined {
  return config || fileOfThisFolder();
}

function configFile(options: ConfigOptions): string {
  const found = foundFile(options);
  if (found) return found;
  throw new ConfigError([
    {
      code: 'config-unreadable',
      where: 'source.yaml',
      message:
        'there is no such file here: name one with --config FILE, or write one with `source-ovhcloud init`',
    },
  ]);
}

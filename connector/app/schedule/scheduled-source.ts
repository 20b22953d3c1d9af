// A configuration with its schedule: a snapshot that a service uses until it reloads.
import { createHash } from 'node:crypto';
import { commandsOnce } from '../../config/connections/command-output.js';
import { createDestination } from '../../destinations/registry.js';
import { readAtMost } from '../../disk/bounded-read.js';
import type { Destination } from '../../model/destination.js';
import { ConfigError, type ConfigIssue, formatIssue } from '../../model/errors.js';
import type { Credentials } from '../../model/region.js';
import type { ExpectedRun } from '../../observe/metrics/run-metrics.js';
import type { Pipeline, ScheduledPipeline } from '../../schedule/pipeline.js';
import { openAllWithoutKeys, openSources } from '../accounts/open-accounts.js';
import { requireState, withOneDestination } from '../destination-fit.js';
import { expectedRuns } from '../observers/expected-runs.js';
import type { ConfiguredSource, SourceOptions, SourceWithoutKeys } from '../open.js';

/** A pipeline with the runs that it makes: one, or one for each connection. */
export interface PipelineRuns extends ScheduledPipeline {
  runs: ExpectedRun[];
}

export interface ScheduledSource {
  pipelines: PipelineRuns[];
  destination: Destination;
  /** The sources of a pipeline, with query dates as of now: one, or one for each connection. */
  open(pipeline: Pipeline): ConfiguredSource[];
}

/**
 * Reads a configuration with `schedule`. Each file is read and each command run once, so that sources opened later are of the same
 * configuration. Calls nothing. Throws `ConfigError` with everything that is wrong, also for methods with effects that
 * may not run on a schedule.
 */
export function openScheduled(input: string | object, options: SourceOptions = {}): ScheduledSource {
  const snapshot = snapshotOf(options);
  const open = (pipeline: Pipeline) => openSources(input, optionsOf(pipeline, snapshot));
  const pipelines = pipelinesOf(openSources(input, snapshot), open);
  return { pipelines, destination: destinationOf(openSources(input, snapshot)), open };
}

/** As `openScheduled`, but keys may be missing: to show the schedule. */
export function scheduledWithoutKeys(
  input: string | object,
  options: SourceOptions = {},
): Omit<ScheduledSource, 'open'> {
  const snapshot = snapshotOf(options);
  const drafts = openAllWithoutKeys(input, snapshot);
  const open = (pipeline: Pipeline) => openAllWithoutKeys(input, optionsOf(pipeline, snapshot));
  return { pipelines: pipelinesOf(drafts, open), destination: destinationOf(drafts) };
}

function snapshotOf(options: SourceOptions): SourceOptions {
  return {
    ...options,
    readFile: readOnce(options.readFile),
    commandOutput: commandsOnce(options.commandOutput),
  };
}

function optionsOf({ only, alone, connections }: Pipeline, options: SourceOptions): SourceOptions {
  return { ...options, only, alone, connections: connections ?? options.connections, scheduled: true };
}

function pipelinesOf(
  [draft]: readonly SourceWithoutKeys[],
  open: (pipeline: Pipeline) => SourceWithoutKeys[],
): PipelineRuns[] {
  if (!draft || draft.config.schedule.length === 0) throw withoutSchedule(draft);
  const issues = new Map<string, ConfigIssue>();
  const pipelines = draft.config.schedule.flatMap((pipeline) => {
    try {
      const drafts = open(pipeline);
      if (drafts.length > 0)
        return [{ pipeline, scope: scopeOf(drafts), runs: expectedRuns(drafts, pipeline.name) }];
      const message = `"${pipeline.name}" loads nothing: none of its connections has what it names`;
      throw new ConfigError([
        { code: 'schedule-missing', where: draft.config.locate('schedule'), key: 'schedule', message },
      ]);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const issue of error.issues) issues.set(formatIssue(issue), issue);
      return [];
    }
  });
  if (issues.size > 0) throw new ConfigError([...issues.values()]);
  return pipelines;
}

function withoutSchedule(draft: SourceWithoutKeys | undefined): ConfigError {
  const message =
    'is missing: write when to load, such as `schedule: { cron: "0 6 * * *", timeZone: Europe/Paris }`';
  return new ConfigError([
    { code: 'schedule-missing', where: draft?.config.source ?? '', key: 'schedule', message },
  ]);
}

/** Of all connections: a run is claimed there. */
function destinationOf(drafts: readonly SourceWithoutKeys[]): Destination {
  const { config } = withOneDestination(drafts);
  const destination = createDestination(config.destination);
  requireState(destination, 'schedule', config.locate('schedule'));
  return destination;
}

function scopeOf(drafts: readonly SourceWithoutKeys[]): string {
  const words = drafts.map(({ config, plan }) => [
    config.connection ?? '',
    config.origin,
    config.credentials ? publicPart(config.credentials) : '',
    plan.nodes.filter(({ load }) => load).map(({ name }) => name),
  ]);
  return createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 16);
}

/** Identifies the application; not a secret. */
function publicPart(credentials: Credentials): string {
  if (credentials.kind === 'keys') return credentials.applicationKey.reveal();
  return credentials.kind === 'oauth2' ? credentials.clientId : '';
}

/** Reads each file once and repeats that answer, also that a file is missing. */
function readOnce(read: (path: string) => Uint8Array = readAtMost): (path: string) => Uint8Array {
  const known = new Map<string, () => Uint8Array>();
  return (path) => {
    let answer = known.get(path);
    if (!answer) {
      answer = outcomeOf(() => read(path));
      known.set(path, answer);
    }
    return answer();
  };
}

function outcomeOf(read: () => Uint8Array): () => Uint8Array {
  try {
    const bytes = read();
    return () => bytes;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

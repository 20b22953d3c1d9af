// The service of a configuration: loads each pipeline when it is due, one run at a time, until it is stopped.
import { systemClock } from '../../model/clock.js';
import type { Destination } from '../../model/destination.js';
import type { Listener, LoadEvent } from '../../model/events/events.js';
import type { ScheduleEvent } from '../../model/events/schedule-events.js';
import type { ExpectedRun } from '../../observe/metrics/run-metrics.js';
import type { RunProgress } from '../../run/run-state.js';
import { ScheduleLoop } from '../../schedule/loop.js';
import type { Schedule } from '../../schedule/schedule.js';
import { lockHolder } from '../lock-holder.js';
import type { ConfiguredSource, SourceOptions } from '../open.js';
import { runTick, type TickListeners } from './run-tick.js';
import { openScheduled } from './scheduled-source.js';

export interface ServiceOptions extends Omit<SourceOptions, 'only' | 'scheduled'> {
  /** Receives each event of the schedule when it happens. An error that it throws ends the service. */
  onEvent?: (event: ScheduleEvent) => void;
  /** Called after each commit of a run; the function that it receives answers at any time. */
  onProgress?: (source: ConfiguredSource, progress: () => RunProgress, pipeline: string) => void;
  /** Receives each event of a run when it happens, with the name of its pipeline. It must not throw. */
  onLoadEvent?: Listener<LoadEvent>;
  /** One call for each run asks when the keys expire; `onLoadEvent` receives the answer. */
  askExpiry?: boolean;
  /** Called before each run with its sources: query dates as of now, keys of the current configuration. */
  onSources?: (sources: readonly ConfiguredSource[]) => void;
  /** Called at the start and after a reload, with the runs that the schedule makes. */
  onSchedule?: (runs: readonly ExpectedRun[]) => void;
  /** Replaces the configured destination. */
  destination?: Destination;
  /** Milliseconds until a destination that is in use is tried again. Default 10,000. */
  retryMs?: number;
  /** Milliseconds between looks at a run of another process. Default 15,000. */
  watchMs?: number;
}

export class ScheduleService extends ScheduleLoop {
  /** Reads the configuration; calls nothing. Throws `ConfigError`, also when it has no `schedule`. */
  constructor(input: string | object, options: ServiceOptions = {}) {
    const { clock = systemClock, onEvent, destination, retryMs, watchMs } = options;
    super(() => scheduleOf(input, options), {
      clock,
      holder: () => lockHolder({ clock }),
      onEvent,
      destination,
      retryMs,
      watchMs,
    });
  }
}

function scheduleOf(input: string | object, options: ServiceOptions): Schedule {
  const { pipelines, destination, open } = openScheduled(input, options);
  options.onSchedule?.(pipelines.flatMap(({ runs }) => runs));
  return {
    pipelines,
    destination,
    prepare: (pipeline) => {
      const sources = open(pipeline);
      options.onSources?.(sources);
      return {
        connections: sources.flatMap(({ config }) => config.connection ?? []),
        run: (into, signals, due) =>
          runTick(sources, into, signals, { due, ...listenersOf(pipeline.name, options) }),
      };
    },
  };
}

/** The listeners of the options, for runs of one pipeline. */
function listenersOf(
  pipeline: string,
  { onProgress, onLoadEvent, askExpiry }: ServiceOptions,
): TickListeners {
  return {
    onProgress: onProgress && ((source, progress) => onProgress(source, progress, pipeline)),
    onEvent: onLoadEvent && ((event) => onLoadEvent({ ...event, pipeline })),
    askExpiry,
  };
}

// serve: loads by the schedule of the configuration, in the foreground, until it is stopped.
import type { ConfiguredSource } from '../../app/open.js';
import { ScheduleService } from '../../app/schedule/service.js';
import { commandOutput } from '../../config/connections/command-output.js';
import { observabilitySecrets } from '../../config/observability.js';
import { secretsOf } from '../../http/connect.js';
import { systemClock } from '../../model/clock.js';
import type { ScheduleEvent } from '../../model/events/schedule-events.js';
import { scheduleEventLines, scheduleOutput } from '../../text/event-text.js';
import type { ServeOptions } from '../commands/serve.js';
import { openObserver } from '../observe/observer.js';
import { ServiceObserver } from '../observe/service-observer.js';
import { hideSecrets, outliveReader, print } from '../output.js';
import { outputOfStart, tidyOften } from '../process.js';
import { obeySignals } from '../signals.js';
import { inputFrom, sourcesFrom } from './sources.js';

export async function serve(options: ServeOptions): Promise<void> {
  const sources = sourcesFrom(options) as [ConfiguredSource, ...ConfiguredSource[]];
  tidyOften();
  outliveReader();
  const observer = await openObserver(sources, options);
  try {
    await serveObserved(options, new ServiceObserver(observer, sources, options));
  } finally {
    await observer.close();
  }
}

async function serveObserved(options: ServeOptions, observer: ServiceObserver): Promise<void> {
  const { file, options: reading } = inputFrom(options);
  // A reload reads everything anew.
  let isStarted = false;
  const zoneOf = (pipeline: string) =>
    service.pipelines().find(({ name }) => name === pipeline)?.timeZone ?? 'UTC';
  const show = (event: ScheduleEvent) => {
    const now = systemClock.now();
    observer.observe(event, scheduleEventLines(event, now, zoneOf).join('\n'));
    if (!options.quiet) for (const line of scheduleOutput(event, now, zoneOf)) print(line);
  };
  const service = new ScheduleService(file, {
    ...reading,
    commandOutput: (call) => (isStarted ? commandOutput : outputOfStart)(call),
    ...observer.options(),
    onEvent: show,
    onSources: (sources) => {
      observer.setSources(sources);
      for (const { config } of sources)
        hideSecrets([...secretsOf(config.credentials), ...observabilitySecrets(config.observability)]);
    },
  });
  isStarted = true;
  const dispose = obeySignals(service, options.grace);
  try {
    await service.run();
  } finally {
    dispose();
    await observer.settled();
  }
}

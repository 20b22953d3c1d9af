// serve: loads by the schedule of the configuration, in the foreground, until it is stopped.
import { type Command, InvalidArgumentError } from 'commander';
import type { ConfiguredSource } from '../../app/open.js';
import { ScheduleService } from '../../app/schedule/service.js';
import { observabilitySecrets } from '../../config/observability.js';
import { secretsOf } from '../../http/connect.js';
import { systemClock } from '../../model/clock.js';
import type { ScheduleEvent } from '../../model/events/schedule-events.js';
import { scheduleEventLines, scheduleOutput } from '../../text/event-text.js';
import { addLogOptions } from '../observe/log-options.js';
import { addMetricsOptions } from '../observe/metrics-options.js';
import { type ObserverOptions, openObserver } from '../observe/observer.js';
import { ServiceObserver } from '../observe/service-observer.js';
import { hideSecrets, outliveReader, print } from '../output.js';
import { tidyOften } from '../process.js';
import { obeySignals } from '../signals.js';
import { addConfigOptions, type ConfigOptions, inputFrom, sourcesFrom } from './options.js';

interface Options extends ConfigOptions, ObserverOptions {
  grace: number;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud serve --config source.yaml
  source-ovhcloud serve --grace 20          stops within 20 seconds after SIGTERM

SIGTERM and Ctrl-C stop it after the slice in flight is committed, a second one at once; SIGHUP makes it read its
configuration again. After a failed run the service prints the reasons and continues. Exit codes: 0 it was stopped,
1 the destination cannot be used at the start, 2 the configuration is wrong.`;

export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .description('load by the schedule of the configuration, as a service');
  addMetricsOptions(addLogOptions(addConfigOptions(command)))
    .option('--grace <seconds>', 'seconds that the slice in flight may take after SIGTERM', secondsOf, 60)
    .option('-q, --quiet', 'print nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      const sources = sourcesFrom(options) as [ConfiguredSource, ...ConfiguredSource[]];
      tidyOften();
      outliveReader();
      const observer = await openObserver(sources, options);
      try {
        await serve(options, new ServiceObserver(observer, sources, options));
      } finally {
        await observer.close();
      }
    });
}

async function serve(options: Options, observer: ServiceObserver): Promise<void> {
  const { file, options: reading } = inputFrom(options);
  const zoneOf = (pipeline: string) =>
    service.pipelines().find(({ name }) => name === pipeline)?.timeZone ?? 'UTC';
  const show = (event: ScheduleEvent) => {
    const now = systemClock.now();
    observer.observe(event, scheduleEventLines(event, now, zoneOf).join('\n'));
    if (!options.quiet) for (const line of scheduleOutput(event, now, zoneOf)) print(line);
  };
  const service = new ScheduleService(file, {
    ...reading,
    ...observer.options(),
    onEvent: show,
    onSources: (sources) => {
      observer.setSources(sources);
      for (const { config } of sources)
        hideSecrets([...secretsOf(config.credentials), ...observabilitySecrets(config.observability)]);
    },
  });
  const dispose = obeySignals(service, options.grace);
  try {
    await service.run();
  } finally {
    dispose();
    await observer.settled();
  }
}

function secondsOf(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds) || seconds > 86_400)
    throw new InvalidArgumentError('allowed: a whole number of seconds, at most 86400');
  return seconds;
}

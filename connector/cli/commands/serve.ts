// serve: loads by the schedule of the configuration, in the foreground, until it is told to end.
import { type Command, InvalidArgumentError } from 'commander';
import type { ConfiguredSource } from '../../app/open.js';
import { ScheduleService } from '../../app/schedule/service.js';
import { observabilitySecrets } from '../../config/observability.js';
import { secretsOf } from '../../http/connect.js';
import { systemClock } from '../../model/clock.js';
import type { ScheduleEvent } from '../../model/events/schedule-events.js';
import { scheduleEventLines, scheduleOutput } from '../../text/event-text.js';
import { hideSecrets, outliveReader, print } from '../output.js';
import { tidyOften } from '../process.js';
import { obeySignals } from '../signals.js';
import { addLogOptions } from '../watch/log-options.js';
import { addMetricsOptions } from '../watch/options.js';
import { ServiceWatch } from '../watch/service.js';
import { openWatch, type WatchOptions } from '../watch/watch.js';
import { addConfigOptions, type ConfigOptions, inputFrom, sourcesFrom } from './options.js';

interface Options extends ConfigOptions, WatchOptions {
  grace: number;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud serve --config source.yaml
  source-ovhcloud serve --grace 20          ends within 20 seconds after SIGTERM, come what may

SIGTERM and Ctrl-C end it when the slice in flight is finished and committed, a second one at once; SIGHUP has it
read its configuration again. A run that fails is told, and the service goes on. Ends with 0 when it was told to
end, 1 when the destination cannot be used at the begin, 2 when the configuration is wrong.`;

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
      const watch = await openWatch(sources, options);
      try {
        await serve(options, new ServiceWatch(watch, sources));
      } finally {
        await watch.close();
      }
    });
}

async function serve(options: Options, watching: ServiceWatch): Promise<void> {
  const { file, options: reading } = inputFrom(options);
  const zoneOf = (pipeline: string) =>
    service.pipelines().find(({ name }) => name === pipeline)?.timeZone ?? 'UTC';
  const show = (event: ScheduleEvent) => {
    const now = systemClock.now();
    watching.observe(event, scheduleEventLines(event, now, zoneOf).join('\n'));
    if (!options.quiet) for (const line of scheduleOutput(event, now, zoneOf)) print(line);
  };
  const service = new ScheduleService(file, {
    ...reading,
    ...watching.options(),
    onEvent: show,
    onSources: (sources) => {
      watching.take(sources);
      for (const { config } of sources)
        hideSecrets([...secretsOf(config.credentials), ...observabilitySecrets(config.observability)]);
    },
  });
  const dispose = obeySignals(service, options.grace);
  try {
    await service.run();
  } finally {
    dispose();
    await watching.settled();
  }
}

function secondsOf(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds) || seconds > 86_400)
    throw new InvalidArgumentError('allowed: a whole number of seconds, at most 86400');
  return seconds;
}

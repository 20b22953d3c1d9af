// serve: loads by the schedule of the configuration, in the foreground, until it is told to end.
import { type Command, InvalidArgumentError } from 'commander';
import { secretsOf } from '../../http/connect.js';
import { systemClock } from '../../model/clock.js';
import type { ScheduleEvent } from '../../source/schedule/events.js';
import { ScheduleService } from '../../source/schedule/service.js';
import { hideSecrets, outliveReader, print } from '../output.js';
import { tidyOften } from '../process.js';
import { eventLines } from '../schedule/event-lines.js';
import { obeySignals } from '../schedule/signals.js';
import { addConfigOptions, type ConfigOptions, inputFrom, sourcesFrom } from './options.js';

interface Options extends ConfigOptions {
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
  addConfigOptions(
    program.command('serve').description('load by the schedule of the configuration, as a service'),
  )
    .option('--grace <seconds>', 'seconds that the slice in flight may take after SIGTERM', secondsOf, 60)
    .option('-q, --quiet', 'print nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      sourcesFrom(options);
      tidyOften();
      outliveReader();
      await serve(options);
    });
}

async function serve(options: Options): Promise<void> {
  const { file, options: reading } = inputFrom(options);
  const zoneOf = (schedule: string) =>
    service.pipelines().find(({ name }) => name === schedule)?.timeZone ?? 'UTC';
  const show = (event: ScheduleEvent) => {
    if (options.quiet) return;
    for (const line of eventLines(event, systemClock.now(), zoneOf)) print(line);
  };
  const service = new ScheduleService(file, {
    ...reading,
    onEvent: show,
    onSources: (sources) => {
      for (const { config } of sources) hideSecrets(secretsOf(config.credentials));
    },
  });
  const dispose = obeySignals(service, options.grace);
  try {
    await service.run();
  } finally {
    dispose();
  }
}

function secondsOf(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds) || seconds > 86_400)
    throw new InvalidArgumentError('allowed: a whole number of seconds, at most 86400');
  return seconds;
}

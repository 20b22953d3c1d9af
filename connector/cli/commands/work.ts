// The command line of `work`.
import { type Command, InvalidArgumentError } from 'commander';
import type { ObserverOptions } from '../observe/observer.js';
import { addLogOptions, addMetricsOptions } from './load-options.js';
import { addConfigOptions, type ConfigOptions, concurrencyOf, secondsOf } from './options.js';

export interface WorkOptions extends ConfigOptions, ObserverOptions {
  concurrency?: number;
  grace: number;
  name?: string;
  untilEmpty?: boolean;
  quiet?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud work --config source.yaml
  source-ovhcloud work --concurrency 8 --metrics-port 9464
  source-ovhcloud work --until-empty            ends when no job is queued or running

SIGTERM and Ctrl-C: takes no further job, finishes the slices in flight and gives the jobs back, so that another worker
resumes them; a second one stops at once. The configuration is read anew for each job. Needs Node 22.12 or newer and the
package pg-boss 12. Exit codes: 0 it was stopped, or the queue is empty; 1 the queue cannot be used; 2 the configuration
is wrong. How the jobs of a batch ended: \`runs show --batch\`. Docs: docs/fleet.md`;

export function addWork(program: Command): void {
  const command = program.command('work').description('take jobs from the queue and run them, as a service');
  addMetricsOptions(addLogOptions(addConfigOptions(command)))
    .option(
      '--concurrency <number>',
      'jobs at the same time, in place of the configured number',
      concurrencyOf,
    )
    .option('--grace <seconds>', 'seconds that the slices in flight may take after SIGTERM', secondsOf, 60)
    .option('--name <name>', 'name of this worker in `fleet status`; default: worker', nameOf)
    .option('--until-empty', 'end when no job is queued or running: for scripts')
    .option('-q, --quiet', 'print nothing')
    .addHelpText('after', EXAMPLES)
    .action(async (options: WorkOptions) => (await import('../actions/work.js')).work(options));
}

function nameOf(text: string): string {
  if (/^[\w.-]{1,60}$/.test(text)) return text;
  throw new InvalidArgumentError('Allowed are letters, digits, ".", "_" and "-", at most 60.');
}

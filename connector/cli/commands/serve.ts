// The command line of `serve`.
import type { Command } from 'commander';
import type { ObserverOptions } from '../observe/observer.js';
import { addLogOptions, addMetricsOptions } from './load-options.js';
import { addConfigOptions, type ConfigOptions, secondsOf } from './options.js';

export interface ServeOptions extends ConfigOptions, ObserverOptions {
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
    .action(async (options: ServeOptions) => (await import('../actions/serve.js')).serve(options));
}

// The command line of `enqueue`.
import type { Command } from 'commander';
import { addBatchOption, addConfigOptions, addConnectionOption, type ConfigOptions } from './options.js';

export interface EnqueueCommandOptions extends ConfigOptions {
  pipeline?: string;
  batch?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud enqueue                              a job for each connection
  source-ovhcloud enqueue --pipeline billing           what this pipeline of the schedule loads
  source-ovhcloud enqueue --batch 2027-01-night
  source-ovhcloud work                                 on each machine: takes jobs and runs them

A connection whose job is queued or running already gets no second one. Needs Node 22.12 or newer and the package
pg-boss 12; nothing is called, and no keys are needed. Docs: docs/fleet.md`;

export function addEnqueue(program: Command): void {
  const command = program
    .command('enqueue')
    .description('put a job for each connection into the queue that workers take them from');
  addBatchOption(addConnectionOption(addConfigOptions(command)), 'name of the batch; default: one of its own')
    .option('--pipeline <name>', 'only what this pipeline of the schedule loads')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', EXAMPLES)
    .action(async (options: EnqueueCommandOptions) =>
      (await import('../actions/enqueue.js')).enqueueJobs(options),
    );
}

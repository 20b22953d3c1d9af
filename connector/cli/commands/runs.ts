// The command line of `runs`.
import type { Command } from 'commander';
import { addBatchOption, addConfigOptions, addConnectionOption, type ConfigOptions } from './options.js';

export interface RunsOptions extends ConfigOptions {
  json?: boolean;
}

export interface ShowRunOptions extends RunsOptions {
  batch?: string;
}

const EXAMPLES = `
Examples:
  source-ovhcloud runs                           the last 20 runs, and the last one of each connection
  source-ovhcloud runs --connection child        only of one connection
  source-ovhcloud runs show last                 one run: counts, reasons, warnings
  source-ovhcloud runs compare 20261120 last     whether two runs listed and loaded the same
  source-ovhcloud runs --to other.db

Name a run by its id, the beginning of its id, or \`last\`. Nothing is called, and no file is created.`;

const SHOW_EXAMPLES = `
Examples:
  source-ovhcloud runs show last
  source-ovhcloud runs show --batch 2027-01-night          of \`enqueue\` or \`load --batch\``;

export function addRuns(program: Command): void {
  const command = withOptions(
    program.command('runs').description('list, show and compare earlier runs of the destination'),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (options: RunsOptions) => (await import('../actions/runs.js')).listRuns(options));
  const show = withOptions(command.command('show').description('show one run, as in its report'));
  addBatchOption(show, 'all runs of a batch in one report, with the exit code of a load of them')
    .argument('[run]', 'id, the beginning of it, or last (default: last)')
    .addHelpText('after', SHOW_EXAMPLES)
    .action(async (wanted: string | undefined, _: ShowRunOptions, self: Command) =>
      (await import('../actions/runs.js')).showRun(wanted, self.optsWithGlobals()),
    );
  withOptions(command.command('compare').description('compare two runs'))
    .argument('<first>', 'id, the beginning of it, or last')
    .argument('<second>', 'id, the beginning of it, or last')
    .addHelpText('after', '\nExample:\n  source-ovhcloud runs compare 20261120T101500Z last')
    .action(async (first: string, second: string, _: RunsOptions, self: Command) =>
      (await import('../actions/runs.js')).compareTwoRuns([first, second], self.optsWithGlobals()),
    );
}

function withOptions(command: Command): Command {
  return addConnectionOption(addConfigOptions(command)).option('--json', 'as JSON');
}

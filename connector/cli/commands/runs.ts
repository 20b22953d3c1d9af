// runs: lists earlier runs of a destination, shows one, compares two.
import type { Command } from 'commander';
import { requireState } from '../../app/destination-fit.js';
import { createDestination } from '../../destinations/registry.js';
import type { Destination } from '../../model/destination.js';
import { compareRuns } from '../../state/history/compare-runs.js';
import { findRun, listRuns } from '../../state/history/stored-runs.js';
import { comparisonText, runsText, runText } from '../../text/runs-text.js';
import { printText, textColumns } from '../output.js';
import { addConfigOptions, type ConfigOptions, draftFrom } from './options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud runs                           the last 20 runs
  source-ovhcloud runs show last                 one run: counts, reasons, warnings
  source-ovhcloud runs compare 20261120 last     whether two runs listed and loaded the same
  source-ovhcloud runs --to other.db

Name a run by its id, the beginning of its id, or \`last\`. Nothing is called, and no file is created.`;

export function addRuns(program: Command): void {
  const command = addConfigOptions(
    program.command('runs').description('list, show and compare earlier runs of the destination'),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (options: ConfigOptions) => {
      printText(runsText(await listRuns(destinationOf(options)), textColumns()));
    });
  addConfigOptions(command.command('show').description('show one run, as in its report'))
    .argument('[run]', 'id, the beginning of it, or last', 'last')
    .addHelpText('after', '\nExample:\n  source-ovhcloud runs show last')
    .action(async (wanted: string, _: ConfigOptions, self: Command) => {
      printText(runText(await findRun(destinationOf(self.optsWithGlobals()), wanted), textColumns()));
    });
  addConfigOptions(command.command('compare').description('compare two runs'))
    .argument('<first>', 'id, the beginning of it, or last')
    .argument('<second>', 'id, the beginning of it, or last')
    .addHelpText('after', '\nExample:\n  source-ovhcloud runs compare 20261120T101500Z last')
    .action(async (first: string, second: string, _: ConfigOptions, self: Command) => {
      const destination = destinationOf(self.optsWithGlobals());
      const [before, after] = [await findRun(destination, first), await findRun(destination, second)];
      printText(comparisonText(compareRuns(before, after), textColumns()));
    });
}

function destinationOf(options: ConfigOptions): Destination {
  const destination = createDestination(draftFrom(options).config.destination);
  requireState(destination, 'runs');
  return destination;
}

// The command line of `fleet`.
import type { Command } from 'commander';
import { addConfigOptions, type ConfigOptions } from './options.js';

export interface FleetOptions extends ConfigOptions {
  json?: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud fleet status
  source-ovhcloud fleet status --json
  source-ovhcloud runs show --batch ID          the report of a batch

Needs Node 22.12 or newer and the package pg-boss 12. Nothing is called or changed. Docs: docs/fleet.md`;

export function addFleet(program: Command): void {
  const fleet = program
    .command('fleet')
    .description('workers on several machines that share a queue')
    .addHelpText('after', EXAMPLES);
  addConfigOptions(
    fleet.command('status').description('show the workers, the jobs of each batch, and those that are dead'),
  )
    .option('--json', 'as JSON, for programs')
    .action(async (_: FleetOptions, self: Command) =>
      (await import('../actions/fleet.js')).showFleet(self.optsWithGlobals()),
    );
}

// The command line of `demo`.
import type { Command } from 'commander';

export interface DemoOptions {
  to: string;
  months: string;
  day?: string;
  seed: string;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('load a made-up company from the sandbox, and write its report: no account, no keys')
    .option('--to <place>', 'destination: KIND:PLACE, a file, or an address', 'ovh-demo.db')
    .option('--months <number>', 'months of bills, this one included', '15')
    .option('--day <day>', 'the day on which it is played, YYYY-MM-DD (default: today)')
    .option('--seed <seed>', 'another seed is another account', 'demo')
    .addHelpText('after', '\nExample:\n  source-ovhcloud demo --months 36 --to demo.db')
    .action(async (options: DemoOptions) => (await import('../actions/demo.js')).demo(options));
}

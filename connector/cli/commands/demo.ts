// The command line of `demo`.
import type { Command } from 'commander';

export interface DemoOptions {
  to: string;
  bills: string;
  seed: string;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('load the billing example from the sandbox: no account, no keys, nothing to configure')
    .option('--to <place>', 'destination: KIND:PLACE, a file, or an address', 'ovh-demo.db')
    .option('--bills <number>', 'bills of the sandbox account', '40')
    .option('--seed <seed>', 'another seed is another account', 'demo')
    .addHelpText('after', '\nExample:\n  source-ovhcloud demo --bills 100 --to demo.db')
    .action(async (options: DemoOptions) => (await import('../actions/demo.js')).demo(options));
}

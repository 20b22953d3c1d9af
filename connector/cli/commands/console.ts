// The command line of `console`.
import { type Command, InvalidArgumentError } from 'commander';

export interface ConsoleCommandOptions {
  config?: string;
  profile?: string;
  baseUrl?: string;
  schemas?: string;
  demo?: boolean;
  port: number;
  open: boolean;
}

const EXAMPLES = `
Examples:
  source-ovhcloud console                        with source.yaml of this folder, or the keys of this machine
  source-ovhcloud console --config source.yaml
  source-ovhcloud console --demo                 with the sandbox: no account, no keys

It prints an address of this machine and opens it. The address works once; Enter prints another one. Nobody on the network
can reach it. Ctrl-C ends it.`;

export function addConsole(program: Command): void {
  program
    .command('console')
    .description('explore and call the API in a browser, on this machine alone')
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)')
    .option('--profile <name>', 'profile of an ovh.conf whose keys are used')
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--schemas <folder>', "read the API's documents from a folder (v1/*.json, v2/*.json)")
    .option('--demo', 'with the sandbox account, in a folder that is removed at the end')
    .option('--port <number>', 'port of this machine; 0 picks a free one', portOf, 0)
    .option('--no-open', 'do not open a browser')
    .addHelpText('after', EXAMPLES)
    .action(async (options: ConsoleCommandOptions) => (await import('../actions/console.js')).show(options));
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(port) || port > 65_535)
    throw new InvalidArgumentError('allowed: a whole number from 0 to 65535');
  return port;
}

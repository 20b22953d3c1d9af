// sandbox: a strict local stand-in for the OVHcloud API, in this process.
import { type Command, Option } from 'commander';
import { OptionError, runSandbox } from '../../../sandbox/main.js';
import { type OptionSpec, sandboxOptions } from '../../../sandbox/options.js';
import { ConfigError } from '../../model/errors.js';

const EXAMPLES = `
Examples:
  source-ovhcloud sandbox --port 8080 --bills 200
  source-ovhcloud sandbox --faults 429 500 reset --fault-rate 0.2
Then, in another shell, with the keys that it prints:
  source-ovhcloud load --config examples/billing/source.yaml --base-url http://127.0.0.1:8080`;

export function addSandbox(program: Command): void {
  const command = program
    .command('sandbox')
    .description('run a strict local stand-in for the OVHcloud API, with an account full of edge cases')
    .option('--json', 'print one line of JSON with the address and the keys')
    .addHelpText('after', EXAMPLES);
  for (const spec of sandboxOptions) command.addOption(toOption(spec));
  command.action(async (options: Record<string, unknown>) => {
    try {
      await runSandbox(options);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      throw new ConfigError([{ where: 'sandbox', message: error.message }]);
    }
  });
}

function toOption(spec: OptionSpec): Option {
  const name = spec.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (spec.kind === 'flag')
    return new Option(spec.default === true ? `--no-${name}` : `--${name}`, spec.description);
  const value = spec.kind === 'list' ? `<${spec.kind}...>` : `<${spec.kind}>`;
  const option = new Option(`--${name} ${value}`, spec.description);
  if (spec.choices) option.choices(spec.choices);
  return Array.isArray(spec.default) && spec.default.length === 0 ? option : option.default(spec.default);
}

// The command line of `sandbox`.
import { type Command, Option } from 'commander';
import { type OptionSpec, sandboxOptions } from '../../../sandbox/options/options.js';

const EXAMPLES = `
Examples:
  source-ovhcloud sandbox --port 8080 --bills 200
  source-ovhcloud sandbox --faults 429 500 reset --fault-rate 0.2
Then, in another shell, with the keys that it prints:
  source-ovhcloud load --config examples/billing/source.yaml --base-url http://127.0.0.1:8080`;

const VALUES: Partial<Record<OptionSpec['kind'], string>> = { whole: 'number', number: 'number' };

export function addSandbox(program: Command): void {
  const command = program
    .command('sandbox')
    .description('run a strict local stand-in for the OVHcloud API, with an account full of edge cases')
    .option('--json', 'print one line of JSON with the address and the keys')
    .addHelpText('after', EXAMPLES);
  for (const spec of sandboxOptions) command.addOption(toOption(spec));
  command.action(async (options: Record<string, unknown>) =>
    (await import('../actions/sandbox.js')).sandbox(options),
  );
}

function toOption(spec: OptionSpec): Option {
  const name = spec.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (spec.kind === 'flag')
    return spec.default === true
      ? new Option(`--no-${name}`, `Switch off: ${spec.description}`)
      : new Option(`--${name}`, spec.description);
  const value = spec.kind === 'list' ? '<item...>' : `<${VALUES[spec.kind] ?? 'text'}>`;
  const option = new Option(`--${name} ${value}`, spec.description);
  if (spec.choices) option.choices(spec.choices);
  return Array.isArray(spec.default) && spec.default.length === 0 ? option : option.default(spec.default);
}

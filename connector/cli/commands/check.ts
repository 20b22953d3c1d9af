// check: tests region, keys, clock, expiry, rights and deprecated routes, one line each.
import type { Command } from 'commander';
import { checkSource } from '../../app/check.js';
import type { ConfiguredSource } from '../../app/open.js';
import { print } from '../output.js';
import {
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  sourcesFrom,
} from './options.js';

const MARKS = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' };

export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .description('test region, keys, clock, expiry and rights for what the configuration needs');
  addOnlyOption(addConnectionOption(addConfigOptions(command)))
    .addHelpText(
      'after',
      '\nExample:\n  source-ovhcloud check --config source.yaml\n\nThe exit code is 1 if there is a problem.',
    )
    .action(async (options: ConfigOptions) => {
      for (const [index, source] of sourcesFrom(options).entries()) {
        const { connection } = source.config;
        if (connection !== undefined) if (index > 0) print();
        print(`connection ${connection}`);
        await check(source);
      }
    });
}

async function check(source: ConfiguredSource): Promise<void> {
  const lines = await checkSource(source);
  const width = Math.max(...lines.map((line) => line.subject.length));
  for (const line of lines) print(`${MARKS[line.state]}  ${line.subject.padEnd(width)}  ${line.text}`);
  if (lines.some((line) => line.state === 'problem')) process.exitCode = 1;
}

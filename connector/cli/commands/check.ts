// check: region, keys, clock, expiry, rights and routes that end, one line each.
import type { Command } from 'commander';
import { checkSource } from '../../source/check.js';
import { print } from '../output.js';
import { addConfigOptions, addOnlyOption, type ConfigOptions, sourceFrom } from './options.js';

const MARKS = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' };

export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .description('check region, keys, clock, expiry and rights against what the configuration needs');
  addOnlyOption(addConfigOptions(command))
    .addHelpText(
      'after',
      '\nExample:\n  source-ovhcloud check --config source.yaml\n\nEnds with 1 when there is a problem.',
    )
    .action(async (options: ConfigOptions) => {
      const lines = await checkSource(sourceFrom(options));
      const width = Math.max(...lines.map((line) => line.subject.length));
      for (const line of lines) print(`${MARKS[line.state]}  ${line.subject.padEnd(width)}  ${line.text}`);
      if (lines.some((line) => line.state === 'problem')) process.exitCode = 1;
    });
}

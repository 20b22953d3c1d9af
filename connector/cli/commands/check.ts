// check: tests region, keys, clock, expiry, rights and deprecated routes, one line each.
import type { Command } from 'commander';
import { checkSource } from '../../app/check.js';
import type { ConfiguredSource } from '../../app/open.js';
import { eventText } from '../../text/event-text.js';
import { note, print } from '../output.js';
import {
  addConfigOptions,
  addConnectionOption,
  addOnlyOption,
  type ConfigOptions,
  sourcesFrom,
} from './options.js';

/** The longest subject is `configuration`. */
const WIDTH = 13;

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
        if (index > 0) print();
        if (connection !== undefined) print(`connection ${connection}`);
        await check(source);
      }
    });
}

async function check(source: ConfiguredSource): Promise<void> {
  const lines = await checkSource(source, {
    onLine: ({ state, subject, text }) => {
      print(`${MARKS[state]}  ${subject.padEnd(WIDTH)}  ${text}`);
    },
    // A person who waits sees the reason.
    onEvent: (event) => {
      if (event.event !== 'call.retried' && event.event !== 'call.throttled') return;
      const line = eventText(event);
      note(line);
    },
  });
  if (lines.some((line) => line.state === 'problem')) process.exitCode = 1;
}

// Options that several commands share.
import { type Command, InvalidArgumentError } from 'commander';
import { holdsAKeyAsName } from '../../model/like-secrets.js';
import type { ShardOptions } from './shard-options.js';

export interface ConfigOptions extends ShardOptions {
  config?: string;
  baseUrl?: string;
  to?: string;
  only?: string[];
  preview?: boolean;
  alone?: boolean;
  scheduled?: boolean;
  connection?: string[];
  profile?: string;
}

export function addConfigOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration, YAML or JSON (default: source.yaml in this folder)')
    .option('--profile <name>', 'profile of an ovh.conf whose keys are used')
    .option('--base-url <origin>', 'call this origin instead of the region: a proxy, the sandbox')
    .option('--to <place>', 'another destination: KIND:PLACE, a file, or an address');
}

export function addOnlyOption(command: Command): Command {
  return addAloneOption(
    command.option('--only <name...>', 'only these source objects, and what belongs to the same trees'),
  );
}

/** For commands that take a part of a tree with the rest of it. */
export function addAloneOption(command: Command): Command {
  return command.option('--alone', 'without the rest of their trees: parents are read for their ids');
}

export function addConnectionOption(command: Command): Command {
  return command.option('--connection <name...>', 'only these connections of the configuration');
}

export function addBatchOption(command: Command, words: string): Command {
  return command.option('--batch <id>', words, batchOf);
}

function batchOf(text: string): string {
  if (holdsAKeyAsName(text))
    throw new InvalidArgumentError(
      'It looks like a key, and is recorded: choose another name for the batch.',
    );
  if (/^[\w.:-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError('Allowed are letters, digits, ".", ":", "_" and "-", at most 100.');
}

export function concurrencyOf(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 500) throw new InvalidArgumentError('Allowed is a whole number from 1 to 500.');
  return number;
}

export function secondsOf(text: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds) || seconds > 86_400)
    throw new InvalidArgumentError('allowed: a whole number of seconds, at most 86400');
  return seconds;
}

// The options of processes that share the connections of a configuration: `--shard` and `--of`.
import { type Command, InvalidArgumentError } from 'commander';
import { isShard, MOST_SHARDS, type Shard } from '../../config/connections/shard.js';
import { ConfigError } from '../../model/errors.js';

export interface ShardOptions {
  shard?: Shard;
  of?: number;
}

/** Kubernetes counts the pods of an Indexed Job from 0. */
const INDEX = 'JOB_COMPLETION_INDEX';

export function addShardOptions(command: Command): Command {
  return command
    .option('--shard <i/n>', 'only the connections of shard i of n, counted from 1', shardIn)
    .option('--of <n>', `the same, with i = ${INDEX} + 1: for the pods of a Kubernetes Indexed Job`, countIn);
}

/**
 * The shard of this process; undefined where none is asked for.
 *
 * @throws ConfigError where options and environment do not agree
 */
export function chosenShard(
  { shard, of, connection }: ShardOptions & { connection?: string[] },
  env: Record<string, string | undefined> = process.env,
): Shard | undefined {
  if (shard === undefined && of === undefined) return undefined;
  const where = shard === undefined ? '--of' : '--shard';
  if (connection !== undefined)
    throw refused('option-conflict', where, 'cannot be combined with --connection: choose by one of the two');
  const written = env[INDEX];
  if (written === undefined || written === '') {
    if (shard === undefined)
      throw refused(
        'option-value',
        where,
        `${INDEX} is not set: write --shard I/${of}, or run it in an Indexed Job`,
      );
    if (of !== undefined && of !== shard.of) throw contrary(shard, `--of ${of}`);
    return shard;
  }
  const own = ofIndex(written, of ?? (shard as Shard).of);
  if (shard && (shard.index !== own.index || shard.of !== own.of))
    throw contrary(shard, `${INDEX}=${written} is shard ${own.index}/${own.of}`);
  return own;
}

function ofIndex(written: string, of: number): Shard {
  const own = { index: /^\d{1,6}$/.test(written) ? Number(written) + 1 : 0, of };
  if (isShard(own)) return own;
  throw refused('option-value', INDEX, `"${written}": allowed is a whole number from 0 to ${of - 1}`);
}

function contrary({ index, of }: Shard, other: string): ConfigError {
  const message = `${index}/${of}, and ${other}: they do not agree. In an Indexed Job write \`--of N\` alone`;
  return refused('option-conflict', '--shard', message);
}

function refused(code: 'option-conflict' | 'option-value', where: string, message: string): ConfigError {
  return new ConfigError([{ code, where, message }]);
}

function shardIn(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index ?? 0), of: Number(of ?? 0) };
  if (isShard(shard)) return shard;
  throw new InvalidArgumentError(
    `Allowed is I/N, such as 2/3: I from 1 to N, and N at most ${MOST_SHARDS.toLocaleString('en')}.`,
  );
}

function countIn(text: string): number {
  const of = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (isShard({ index: 1, of })) return of;
  throw new InvalidArgumentError(`Allowed is a whole number from 1 to ${MOST_SHARDS.toLocaleString('en')}.`);
}

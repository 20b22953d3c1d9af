// Which connections are read: those that are named, or those of one shard, for processes that share a configuration.
import { createHash } from 'node:crypto';

/** A part of the connections. */
export interface Shard {
  /** From 1. */
  index: number;
  /** How many shards there are. */
  of: number;
}

/** More are a typing error. */
export const MOST_SHARDS = 10_000;

export function isShard({ index, of }: Shard): boolean {
  return [index, of].every(Number.isInteger) && index >= 1 && index <= of && of <= MOST_SHARDS;
}

/**
 * The shard of a connection, from 1: the first 8 hexadecimal digits of the SHA-256 of its name, modulo the number of
 * shards, plus 1. It depends on nothing else, so that a connection stays where it is when others come and go.
 */
export function shardOf(name: string, of: number): number {
  return (createHash('sha256').update(name, 'utf8').digest().readUInt32BE(0) % of) + 1;
}

export interface ConnectionChoice {
  /** Names; empty: all. */
  connections: readonly string[];
  /** Absent: all. */
  shard?: Shard;
}

export function isChosen(name: string, { connections, shard }: ConnectionChoice): boolean {
  if (shard && shardOf(name, shard.of) !== shard.index) return false;
  return connections.length === 0 || connections.includes(name);
}

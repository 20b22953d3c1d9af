// Remembers which strategies the API refused, by route and date: a file for each host, beside the schema documents.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigWithoutKeys } from '../config/config.js';
import { makeFolder } from '../disk/access.js';
import { replaceFile } from '../disk/whole-file.js';
import type { Refusal, RefusalMemory } from '../read/strategies/strategy-probes.js';

/** A server on this machine is not remembered: it is a sandbox or a proxy, another each time. */
export function refusalMemory({
  origin,
  schemas,
}: Pick<ConfigWithoutKeys, 'origin' | 'schemas'>): RefusalMemory {
  const { protocol, host } = new URL(origin);
  if (protocol === 'http:') return { read: () => [], write: () => undefined };
  const file = join(schemas.cache, host.replaceAll(':', '_'), 'strategies.json');
  return { read: () => readRefusals(file), write: (refusals) => writeRefusals(file, refusals) };
}

/** Empty for a broken or missing file: every strategy is tried again. */
export function readRefusals(file: string): Refusal[] {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    return Array.isArray(stored) ? stored.filter(isRefusal) : [];
  } catch {
    return [];
  }
}

/** A refusal that cannot be stored is found again: no reason to stop. */
export function writeRefusals(file: string, refusals: readonly Refusal[]): void {
  try {
    makeFolder(dirname(file));
    replaceFile(file, JSON.stringify(refusals, null, 1));
  } catch {
    // Read-only homes are common in containers.
  }
}

function isRefusal(value: unknown): value is Refusal {
  const { route, strategy, reason, at } = (value ?? {}) as Partial<Refusal>;
  const texts = [route, strategy, reason].every((text) => typeof text === 'string');
  return texts && typeof at === 'number';
}

// An entry by the four words that make it one, as the address has it.
import type { EntryRequest, LedgerLine } from '../../contract/ledger.js';

const BETWEEN = '~';

export const keyOf = ({ runId, reason, source, id }: LedgerLine): string =>
  [runId, reason, source, id].join(BETWEEN);

/** Undefined for a text that is no key. */
export function requestOf(key: string): EntryRequest | undefined {
  const [run, reason, source, ...id] = key.split(BETWEEN);
  return run && reason && source && id.length > 0 ? { run, reason, source, id: id.join(BETWEEN) } : undefined;
}

// What a configuration accepts as not loaded: it is listed, and makes no run incomplete.
import type { JsonValue } from './json.js';
import { isScalar } from './json.js';
import type { Partition } from './record.js';
import { partitionId } from './record-id.js';
import type { LedgerState } from './report.js';

/** States of the ledger that can be accepted. */
export const ACCEPTABLE = [
  'refused',
  'failed',
  'rejected',
  'absent',
  'gone',
  'expired',
] as const satisfies LedgerState[];
export type Acceptable = (typeof ACCEPTABLE)[number];

/**
 * By state: `true` for every object, or ids. An id is written as the ledger has it (`billId=FR1`), or as the value of the
 * last path parameter alone (`FR1`).
 */
export type Accept = Partial<Record<Acceptable, true | string[]>>;

/** How many objects of each state are accepted. */
export type AcceptedCounts = Partial<Record<Acceptable, number>>;

/** An id of `accept` with its state. */
export interface AcceptedId {
  reason: Acceptable;
  id: string;
}

export class Acceptance {
  readonly #ids: ReadonlyMap<Acceptable, ReadonlySet<string>>;

  constructor(private readonly accept: Accept = {}) {
    const lists = ACCEPTABLE.flatMap((reason): [Acceptable, Set<string>][] => {
      const ids = accept[reason];
      return Array.isArray(ids) ? [[reason, new Set(ids)]] : [];
    });
    this.#ids = new Map(lists);
  }

  /** The id by which an entry of the ledger is accepted; true: its state is. */
  accepts(entry: { reason: Acceptable; id: string; partition: Partition }): AcceptedId | true | undefined {
    const { reason } = entry;
    if (this.accept[reason] === true) return true;
    const id = idIn(this.#ids.get(reason), entry);
    return id === undefined ? undefined : { reason, id };
  }

  /** The ids that name the object with these path parameters. */
  idsOf(partition: Partition): AcceptedId[] {
    if (this.#ids.size === 0) return [];
    const named = { id: partitionId(partition), partition };
    return [...this.#ids].flatMap(([reason, ids]) => {
      const id = idIn(ids, named);
      return id === undefined ? [] : [{ reason, id }];
    });
  }
}

/** What either of two accepts. */
export function mergedAccept(one: Accept = {}, other: Accept = {}): Accept {
  const states = ACCEPTABLE.flatMap((state): [Acceptable, true | string[]][] => {
    const [a, b] = [one[state], other[state]];
    if (a === true || b === true) return [[state, true]];
    const ids = [...new Set([...(a ?? []), ...(b ?? [])])];
    return ids.length > 0 ? [[state, ids]] : [];
  });
  return Object.fromEntries(states);
}

function idIn(
  ids: ReadonlySet<string> | undefined,
  { id, partition }: { id: string; partition: Partition },
): string | undefined {
  if (!ids) return undefined;
  if (ids.has(id)) return id;
  const last: JsonValue | undefined = Object.values(partition).at(-1);
  const text = isScalar(last) ? String(last) : undefined;
  return text !== undefined && ids.has(text) ? text : undefined;
}

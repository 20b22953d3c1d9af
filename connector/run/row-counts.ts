// The ledger against the destination: as many objects as are loaded, so many rows of the account must be there.
import type { DestinationSession } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import type { Notice } from '../model/notice.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { SourceLedger } from '../state/history/source-ledger.js';
import type { RepeatedRows } from './repeated-rows.js';

/** Counts the rows of an account in a table: a session, or the run itself. */
export type RowCounter = Pick<DestinationSession, 'count'>;

/** Tables that merge, with the rows that the account had in them before the run. Rows of other accounts may come and go. */
export class RowCounts {
  readonly #before: { node: PlanNode; before: number }[] = [];

  private constructor(
    private readonly session: RowCounter,
    private readonly account: string,
    private readonly repeated: RepeatedRows,
  ) {}

  static async before(
    { plan, account }: { plan: Plan; account: string },
    session: RowCounter,
    repeated: RepeatedRows,
  ): Promise<RowCounts> {
    const counts = new RowCounts(session, account, repeated);
    for (const node of plan.nodes) {
      if (!node.load || node.table.writeDisposition !== 'merge') continue;
      const rows = (await session.count(node.table.table, account)) ?? 0;
      counts.#before.push({ node, before: rows });
      if (rows === 0) repeated.watch(node.name);
    }
    return counts;
  }

  /** One for each table that does not have the rows that the ledger counts. */
  async contradictions(ledgers: ReadonlyMap<string, SourceLedger>): Promise<Notice[]> {
    const found: Notice[] = [];
    try {
      for (const { node, before } of this.#before) {
        const { name: source, table } = node;
        const after = (await this.session.count(table.table, this.account)) ?? 0;
        const loaded = ledgers.get(source)?.counts.loaded ?? 0;
        const counts = { before, after, loaded, repeated: this.repeated.count(source) };
        const words = contradiction(table.table, counts);
        if (words) found.push({ code: 'rows-differ', source, message: words });
      }
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error;
      const message = `the rows could not be counted after the run: ${error.message}`;
      found.push({ code: 'rows-uncounted', message });
    }
    return found;
  }
}

export interface CountedRows {
  before: number;
  after: number;
  loaded: number;
  /** Rows with the key of another. */
  repeated: number;
}

/** Where an account had rows, loaded objects may be new or not: only bounds are known. */
export function contradiction(
  table: string,
  { before, after, loaded, repeated }: CountedRows,
): string | undefined {
  if (before === 0) {
    const expected = loaded - repeated;
    if (after === expected) return undefined;
    const same = repeated > 0 ? `, ${repeated} of them with the key of another` : '';
    return `${loaded} objects are loaded${same}, but the table "${table}", which had none of this account, has ${after} rows of it and not ${expected}`;
  }
  if (after < before)
    return `the table "${table}" had ${before} rows of this account before the run and has ${after} after it`;
  if (after - before <= loaded) return undefined;
  return `the table "${table}" has ${after - before} rows of this account more than the ${before} before the run, but only ${loaded} objects are loaded`;
}

// The ledger against the destination: as many objects as are loaded, so many rows must be there.
import type { DestinationSession } from '../model/destination.js';
import { DestinationError } from '../model/errors.js';
import type { Plan, PlanNode } from '../model/plan.js';
import type { SourceLedger } from '../state/ledger.js';
import type { RepeatedRows } from './repeated-rows.js';

/** Tables that merge, with the rows that they had before the run. */
export class RowCounts {
  readonly #before = new Map<PlanNode, number>();

  private constructor(
    private readonly session: DestinationSession,
    private readonly repeated: RepeatedRows,
  ) {}

  static async before(plan: Plan, session: DestinationSession, repeated: RepeatedRows): Promise<RowCounts> {
    const counts = new RowCounts(session, repeated);
    for (const node of plan.nodes) {
      if (!node.load || node.table.writeDisposition !== 'merge') continue;
      const rows = (await session.count(node.table.table)) ?? 0;
      counts.#before.set(node, rows);
      if (rows === 0) repeated.watch(node.name);
    }
    return counts;
  }

  /** One sentence for each table that has not the rows that the ledger tells. */
  async contradictions(ledgers: ReadonlyMap<string, SourceLedger>): Promise<string[]> {
    const found: string[] = [];
    try {
      for (const [node, before] of this.#before) {
        const after = (await this.session.count(node.table.table)) ?? 0;
        const loaded = ledgers.get(node.name)?.counts.loaded ?? 0;
        const words = contradiction(before, after, loaded, this.repeated.count(node.name));
        if (words) found.push(`${node.name}: ${words.replaceAll('TABLE', `table "${node.table.table}"`)}`);
      }
    } catch (error) {
      if (!(error instanceof DestinationError)) throw error;
      found.push(`the rows could not be counted after the run: ${error.message}`);
    }
    return found;
  }
}

/** Where rows were before, what is loaded may be new or not: only bounds can be told. */
export function contradiction(
  before: number,
  after: number,
  loaded: number,
  repeated: number,
): string | undefined {
  if (before === 0) {
    const expected = loaded - repeated;
    if (after === expected) return undefined;
    const same = repeated > 0 ? `, ${repeated} of them with the key of another` : '';
    return `${loaded} objects are loaded${same}, but the TABLE, which was empty, has ${after} rows and not ${expected}`;
  }
  if (after < before) return `the TABLE had ${before} rows before the run and has ${after} after it`;
  if (after - before <= loaded) return undefined;
  return `the TABLE has ${after - before} rows more than the ${before} before the run, but only ${loaded} objects are loaded`;
}

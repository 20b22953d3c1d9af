// What a case of the contract suite works with: a place of its own, a session on it, and the rows that others see.
import assert from 'node:assert/strict';
import type { DestinationCapabilities } from '../../model/capabilities.js';
import type { Destination, DestinationSession, TableSession } from '../../model/destination.js';
import { Decimal } from '../../model/json.js';
import { type Cell, type Column, type ColumnType, JsonText, type RowBatch } from '../../model/table.js';
import type { Stored } from '../kit/cells.js';
import type { Row } from './assertions.js';

/** An empty place for one test. */
export interface Fixture {
  /** A destination on this place; each call may make a new object for the same place. */
  destination(): Destination;
  /**
   * All rows of a table by column name, as another program finds them: booleans, integers as bigint, the rest as text.
   * Rows of a table without a key in the order of writing. Default: through a session that was opened to read.
   */
  read?(table: string): Promise<Row[]>;
  /** Called when the test has ended. */
  remove?(): Promise<void>;
}

export interface Context {
  session: DestinationSession;
  capabilities: DestinationCapabilities;
  destination(): Destination;
  read(table: string): Promise<Row[]>;
}

export interface ContractCase {
  name: string;
  /** The capabilities without which it is skipped. */
  needs?: readonly (keyof DestinationCapabilities)[];
  run(context: Context): Promise<void>;
}

/** Columns by name, in their order. */
export type Columns = Record<string, ColumnType>;

export function batch(table: string, columns: Columns, key: string[], rows: Cell[][]): RowBatch {
  const list = Object.entries(columns).map(([name, type]): Column => ({ name, type, path: `p.${name}` }));
  return { schema: { table, columns: list, primaryKey: key }, rows };
}

/** Rows of the table that most tests write to. */
export const bill = (...rows: Cell[][]): RowBatch => batch('bill', { id: 'text', n: 'bigint' }, ['id'], rows);

/** Commits batches as one slice; an error in their place is thrown while it is written. */
export function write(session: DestinationSession, ...batches: (RowBatch | Error)[]) {
  return session.commit({ runId: 'run-1', batches: stream(batches) });
}

async function* stream(batches: readonly (RowBatch | Error)[]): AsyncGenerator<RowBatch> {
  for (const one of batches) {
    await Promise.resolve();
    if (one instanceof Error) throw one;
    yield one;
  }
}

/** The session with what its capabilities promise. */
export function tableSession(session: DestinationSession): TableSession {
  assert(isTableSession(session), 'declares `replace` and `markDeleted`, but lacks a method of theirs');
  return session;
}

function isTableSession(session: DestinationSession): session is TableSession {
  return Boolean(session.swap && session.discard && session.markDeleted);
}

/** A text as the destination holds it. */
export function heldText({ capabilities }: Context, text: string): string {
  return capabilities.nulCharacters ? text : text.replaceAll('\0', '\ufffd');
}

/** The digits of a decimal column as the destination holds them. */
export function heldDecimal({ capabilities }: Context, text: string): string {
  return capabilities.trailingZeros ? text : withoutZeros(text);
}

/** The rows that a session finds which was opened to read, with decimals in the form of `heldDecimal`. */
export async function readBack(
  destination: Destination,
  { trailingZeros }: DestinationCapabilities,
  table: string,
): Promise<Row[]> {
  const session = await destination.open({ readOnly: true });
  try {
    const rows: Row[] = [];
    for await (const row of session.rows(table)) {
      const cells = Object.entries(row).map(([name, cell]) => [name, storedCell(cell, trailingZeros)]);
      rows.push(Object.fromEntries(cells));
    }
    return rows;
  } finally {
    await session.close();
  }
}

function storedCell(cell: Cell, trailingZeros: boolean): Stored {
  if (cell instanceof Decimal) return trailingZeros ? cell.text : withoutZeros(cell.text);
  if (cell instanceof JsonText) return cell.text;
  return typeof cell === 'number' ? BigInt(cell) : cell;
}

function withoutZeros(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}

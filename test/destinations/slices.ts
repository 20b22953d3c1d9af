// Batches and slices for the tests of destinations.
import { expect } from '@jest/globals';
import type { Stored } from '../../connector/destinations/kit/cells.js';
import type { Destination, DestinationSession } from '../../connector/model/destination.js';
import type { Cell, Column, ColumnType, RowBatch } from '../../connector/model/table.js';

/** One place that data goes to; each `open` is a new session on it. */
export interface Fixture {
  open(): Promise<DestinationSession>;
  destination(): Destination;
  /**
   * All rows by column name, in the order of writing (`anyOrder` where there is none); booleans as booleans, integers
   * as bigint.
   */
  read(table: string): Promise<Record<string, Stored>[]>;
  /** An instant keeps its moment, not its offset: it comes back as `toISOString` writes it. */
  timestampsAreUtc?: boolean;
  /** U+FFFD stands for NUL in texts. */
  cannotHoldNul?: boolean;
  /** Decimals have a scale: `read` gives them without zeros at their end. */
  decimalsHaveScale?: boolean;
  remove(): Promise<void>;
}

/** Rows that a destination keeps in no order: equal to a list of the same rows in any order. */
export function anyOrder<T>(rows: T[]): T[] {
  return Unordered.from(rows) as T[];
}

class Unordered extends Array<unknown> {
  // What is made of the rows is a list like any other.
  static override get [Symbol.species]() {
    return Array;
  }
}

type Testers = Parameters<typeof expect.addEqualityTesters>[0];

expect.addEqualityTesters([
  function (a: unknown, b: unknown, testers: Testers) {
    const [rows, list] = a instanceof Unordered ? [a, b] : [b, a];
    if (!(rows instanceof Unordered) || !Array.isArray(list)) return undefined;
    const left = [...list];
    for (const row of rows) {
      const index = left.findIndex((one) => this.equals(row, one, testers));
      if (index < 0) return false;
      left.splice(index, 1);
    }
    return left.length === 0;
  },
]);

/** An instant as the destination gives it back. */
export function instantOf(fixture: Fixture, text: string): string {
  return fixture.timestampsAreUtc ? new Date(text).toISOString() : text;
}

/** A text as the destination can hold it. */
export function textOf(fixture: Fixture, text: string): string {
  return fixture.cannotHoldNul ? text.replaceAll('\0', '\ufffd') : text;
}

/** A number of a decimal column as `read` gives it. */
export function decimalOf(fixture: Fixture, text: string): string {
  return fixture.decimalsHaveScale && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export type Columns = Record<string, ColumnType>;

export function batch(table: string, columns: Columns, key: string[], rows: Cell[][]): RowBatch {
  const list = Object.entries(columns).map(([name, type]): Column => ({ name, type, path: `p.${name}` }));
  return { schema: { table, columns: list, primaryKey: key }, rows };
}

export async function* stream(...batches: (RowBatch | Error)[]): AsyncGenerator<RowBatch> {
  for (const one of batches) {
    await Promise.resolve();
    if (one instanceof Error) throw one;
    yield one;
  }
}

export function write(session: DestinationSession, ...batches: (RowBatch | Error)[]) {
  return session.commit({ runId: 'run-1', batches: stream(...batches) });
}

export const bill = (...rows: Cell[][]) => batch('bill', { id: 'text', n: 'bigint' }, ['id'], rows);

/** The fixture and the session of the test that runs. */
export type Get = () => { fixture: Fixture; session: DestinationSession };

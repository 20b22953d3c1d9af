// Types of sqlite-reader.mjs.
import type { Database } from 'better-sqlite3';

export interface ReadRequest {
  sql: string;
  values?: readonly (null | string | bigint)[];
  limit?: number;
  maxCharacters?: number;
}

export type ReadAnswer =
  | { columns: { name: string; declared: string }[]; rows: unknown[][]; isCut: boolean; isTooLong?: true }
  | { refused: true }
  | { stopped: true };

export function readRows(db: Database, request: ReadRequest & { isStopped?: () => boolean }): ReadAnswer;

export function addFunctions(db: Database): void;

// What Tables knows of all tables and of the one that is open.
import { signal } from '@preact/signals';
import type { TableAbout, TablesAnswer } from '../../contract/tables.js';
import { notAsked, put } from '../state/asked.js';
import { ask } from '../state/server.js';

export const tables = notAsked<TablesAnswer>();
export const about = notAsked<TableAbout>();
const aboutOf = signal('');

export const loadTables = (): Promise<void> => put(tables, () => ask('GET /api/tables', {}));

/** Columns and relations of a table; those of another one are dropped. */
export function loadAbout(table: string): void {
  if (aboutOf.peek() === table && about.peek().state !== 'error') return;
  aboutOf.value = table;
  void put(about, () => ask('GET /api/tables/about', { table }), { keep: false });
}

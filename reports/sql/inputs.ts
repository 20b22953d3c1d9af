// The loaded tables that the views read: which columns, and where a table goes by another name.
import type { SqlType } from './dialect.js';
import { BILLING_INPUTS } from './input-billing.js';
import { HOLDINGS_INPUTS } from './input-holdings.js';
import { PRICE_INPUTS } from './input-prices.js';

export interface InputTable {
  /** Path of the route whose table it is: tables with another name are found by it. Child tables: of the parent. */
  path: string;
  /** For a child table: what its name adds to that of its parent. */
  child?: string;
  /** The preset that loads it. */
  preset: string;
  columns: Readonly<Record<string, SqlType>>;
}

const TABLES = { ...BILLING_INPUTS, ...HOLDINGS_INPUTS, ...PRICE_INPUTS } as const;

export type InputName = keyof typeof TABLES;
export const INPUTS: Readonly<Record<InputName, InputTable>> = TABLES;

/** Tables of the connector's own that the views read; they are in every destination that keeps state. */
export const OWN_INPUTS = {
  _ovh_run: {
    run_id: 'text',
    account: 'text',
    started_at: 'timestamp',
    kind: 'text',
    read_to_end: 'text',
    warnings: 'text',
  },
  _ovh_run_source: { run_id: 'text', source: 'text', path: 'text', listed: 'bigint' },
  _ovh_connection: { account: 'text', labels: 'text' },
  _ovh_ledger: {
    run_id: 'text',
    source: 'text',
    id: 'text',
    reason: 'text',
    code: 'text',
    message: 'text',
    root_item: 'text',
  },
} as const satisfies Record<string, Readonly<Record<string, SqlType>>>;
export type OwnInputName = keyof typeof OWN_INPUTS;

// A database with as many bills as wanted, in seconds: a small account of the sandbox is loaded, and the rows of its bills,
// refunds and orders are written again in SQL, with numbers of their own, each copy 27 days before the last.
import { dirname } from 'node:path';
import { createDestination } from '../../dist/connector/destinations/registry.js';
import { loadSource, openSource } from '../../dist/connector/index.js';
import { systemClock } from '../../dist/connector/model/clock.js';
import { DIALECTS, quote } from '../../dist/reports/sql/dialect.js';
import { INPUTS, OWN_INPUTS } from '../../dist/reports/sql/inputs.js';
import { startSandbox } from '../../dist/sandbox/main.js';

const PRESETS = [...new Set(Object.values(INPUTS).map(({ preset }) => preset))];
/** The ninth day of the month in which the sandbox's account stands. */
const TODAY = Date.UTC(2026, 6, 9, 10);
const DAYS = 27;
/** What is copied: tables whose rows are of a document or an order. */
const IDS = {
  bill_id: (at) => `bill_id || '-' || ${at}`,
  refund_id: (at) => `refund_id || '-' || ${at}`,
  original_bill_id: (at) => `original_bill_id || '-' || ${at}`,
  corrective_invoice_id: (at) => `corrective_invoice_id || '-' || ${at}`,
  corrected_invoice_id: (at) => `corrected_invoice_id || '-' || ${at}`,
  order_id: (at) => `order_id + 1000000000 * ${at}`,
};
const DAYS_OF_ROWS = ['date_day', 'period_start', 'period_end', 'payment_date_day'];
/** Every second copy has resources of its own: what has a number at its end gets another one. */
const NAMES = ['domain', 'resource'];

/** Loads the account that is multiplied into a SQLite file. */
export async function loadBase(path, { bills, lines = 6 }) {
  const sandbox = await startSandbox({ rate: 0, seed: '7', bills, lines });
  try {
    const folder = dirname(path);
    const source = openSource(
      {
        region: 'eu',
        baseUrl: sandbox.url,
        auth: { ...sandbox.keys },
        destination: { type: 'sqlite', path },
        budget: { callsPerSecond: 1000 },
        endpoints: PRESETS.map((preset) => ({ preset })),
      },
      { env: {}, home: folder, cwd: folder, clock: clockAt(TODAY) },
    );
    await loadSource(source);
  } finally {
    await sandbox.close();
  }
}

/** Writes what the views read of one destination into another. */
export async function copyInputs(from, to) {
  const source = await createDestination(from).open({ readOnly: true });
  const target = await createDestination(to).open();
  try {
    const schemas = (await source.tables()).filter(
      ({ table }) => isInput(table) || table.startsWith('_ovh_'),
    );
    await target.prepare(schemas);
    for (const schema of schemas) {
      const rows = [];
      for await (const row of source.rows(schema.table))
        rows.push(schema.columns.map(({ name }) => row[name] ?? null));
      await target.commit({ runId: 'copy', batches: one({ schema, rows }) });
    }
    await target.publish?.();
    return schemas;
  } finally {
    await source.close();
    await target.close();
  }
}

/** Statements that make `copies` more of each document and order. */
export function multiplied(dialect, schemas, copies, nameOf = quote) {
  const d = DIALECTS[dialect];
  const at = 'c.copy';
  const own = (name) => `CASE WHEN ${at} % 2 = 1 AND length(${name}) > 12
    THEN substr(${name}, 1, length(${name}) - 2) || ${d.cast(`10 + ${at} % 90`, 'text')} ELSE ${name} END`;
  const values = {
    ...Object.fromEntries(Object.entries(IDS).map(([name, value]) => [name, value(at)])),
    ...Object.fromEntries(DAYS_OF_ROWS.map((name) => [name, d.plusDays(name, `-${DAYS} * ${at}`)])),
    ...Object.fromEntries(NAMES.map((name) => [name, own(name)])),
  };
  return schemas
    .filter(({ table, primaryKey }) => isInput(table) && primaryKey?.some((name) => Object.hasOwn(IDS, name)))
    .map(({ table, columns }) => {
      const names = columns.map(({ name }) => quote(name));
      const list = columns.map(({ name }) => values[name] ?? quote(name));
      return `INSERT INTO ${nameOf(table)} (${names.join(', ')})
WITH RECURSIVE copies(copy) AS (SELECT ${d.cast('1', 'bigint')} UNION ALL SELECT copy + 1 FROM copies WHERE copy < ${copies})
SELECT ${list.join(', ')} FROM ${nameOf(table)} AS t CROSS JOIN copies AS c`;
    });
}

function isInput(table) {
  return Object.hasOwn(INPUTS, table) || Object.hasOwn(OWN_INPUTS, table);
}

async function* one(batch) {
  yield batch;
}

/** Time that goes on from an instant; calls are signed with the time of the server. */
function clockAt(start) {
  const began = systemClock.now();
  return { ...systemClock, now: () => start + systemClock.now() - began };
}

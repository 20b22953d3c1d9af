// How does a table of a million rows scroll? From a key to the rows that it leads to, in a real Chromium.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createDestination } from '../../dist/connector/destinations/registry.js';
import { withSandbox } from './measure.mjs';
import { withConsole } from './page.mjs';
import { atMost, number } from './sections.mjs';

const LINES = ['destination: { type: sqlite, path: million.db }', 'endpoints: [{ name: me, path: /me }]'];
const columns = [
  { name: 'id', type: 'bigint', path: 'id' },
  { name: 'amount', type: 'decimal', path: 'amount' },
  { name: 'note', type: 'text', path: 'note' },
];
/** Of the rows in view, those around them, the spaces and the head; far below what a table of so many rows would be. */
const MOST_ROWS = 120;

export function million({ shownRows, quick }) {
  return withSandbox({ bills: 0 }, ({ url }) =>
    withConsole({ url, lines: LINES }, async ({ page, origin, folder }) => {
      await fill(join(folder, 'million.db'), shownRows);
      return measured(page, `${origin}/tables/many`, shownRows, quick);
    }),
  );
}

/** One row as a load writes it, the others by SQL. */
async function fill(path, count) {
  const session = await createDestination({ type: 'sqlite', path }).open();
  const schema = { table: 'many', columns, primaryKey: ['id'] };
  async function* batches() {
    yield { schema, rows: [[1n, 1n, 'row 1']] };
  }
  await session.commit({ runId: 'run-1', batches: batches() });
  await session.close();
  const database = new Database(path);
  database
    .prepare(
      `WITH RECURSIVE n(id) AS (VALUES (2) UNION ALL SELECT id + 1 FROM n WHERE id < ?)
       INSERT INTO many SELECT id, id, 'row ' || id FROM n`,
    )
    .run(count);
  database.close();
}

async function measured(page, address, count, quick) {
  // The first time the server opens the destination and loads what reads it.
  const loads = [];
  const step = async (name, wanted, work) => {
    const started = performance.now();
    await work();
    await page.locator('.grid td', { hasText: new RegExp(`^row ${wanted}$`) }).waitFor();
    const milliseconds = performance.now() - started;
    loads.push({ name, milliseconds, rows: await page.locator('.grid tbody tr').count() });
  };
  const press = (key) => () => page.keyboard.press(key);
  await step('opened', 1, () => page.goto(address));
  await step('opened again', 1, () => page.goto(address));
  await page.getByRole('grid').focus();
  await step('End', count, press('End'));
  await step('Home', 1, press('Home'));
  await step('the middle, by the scroll bar', Math.round(count / 2), () =>
    page.locator('.gridbox').evaluate((it) => {
      it.scrollTop = (it.scrollHeight - it.clientHeight) / 2;
    }),
  );
  const most = Math.max(...loads.map(({ rows }) => rows));
  return {
    title: `A table of ${number(count)} rows in the page`,
    heads: ['to', 'ms', 'rows in the page'],
    rows: loads.map(({ name, milliseconds, rows }) => [name, number(Math.round(milliseconds)), String(rows)]),
    bars: [
      atMost('rows in the page', most, MOST_ROWS),
      ...(quick
        ? []
        : loads.slice(1).map(({ name, milliseconds }) => atMost(`${name}: ms`, milliseconds, 1_000))),
    ],
    loads,
  };
}

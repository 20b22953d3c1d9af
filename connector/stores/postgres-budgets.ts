// Budgets of many machines in a table of PostgreSQL: one statement for each look.
import type { OptionValue } from '../destinations/kit/kind.js';
import { Connection } from '../destinations/postgres/connection.js';
import { placeOf } from '../destinations/postgres/options.js';
import { transact } from '../destinations/postgres/transaction.js';
import type { BudgetEntry, BudgetLook, BudgetStore } from '../model/budget.js';
import { DestinationError } from '../model/errors.js';
import { slowdownIn } from './slowdown-text.js';

/** One schema for all that is loaded into a database: a key has one pace, whichever schema its rows go to. */
const SCHEMA = 'source_ovhcloud';
const TABLE = `${SCHEMA}.budget`;

/** Not in the log of the server's changes: after a crash of the server the processes note themselves again. */
const MAKE = `CREATE UNLOGGED TABLE IF NOT EXISTS ${TABLE} (
  budget text NOT NULL, process text NOT NULL, renewed_at timestamptz NOT NULL, slowdown text, PRIMARY KEY (budget, process))`;

/** The server's time counts, not that of the processes. What is read is as it was before this statement. */
const RENEW = `WITH own AS (
    INSERT INTO ${TABLE} (budget, process, renewed_at, slowdown) VALUES ($1, $2, clock_timestamp(), $3)
    ON CONFLICT (budget, process) DO UPDATE SET renewed_at = excluded.renewed_at, slowdown = excluded.slowdown),
  over AS (
    DELETE FROM ${TABLE} WHERE (budget, process) IN (
      SELECT budget, process FROM ${TABLE} WHERE renewed_at < clock_timestamp() - interval '10 minutes'
      LIMIT 100 FOR UPDATE SKIP LOCKED))
  SELECT extract(epoch FROM clock_timestamp()) * 1000, process, slowdown
  FROM (SELECT 1) one LEFT JOIN ${TABLE} b ON budget = $1 AND process <> $2
    AND renewed_at > clock_timestamp() - $4::float8 * interval '1 millisecond'`;

/** There is no such schema, or no such table. */
const NOT_MADE = new Set(['3F000', '42P01']);

export class PostgresBudgets implements BudgetStore {
  readonly where: string;
  readonly #connection: Connection;

  constructor(options: Record<string, OptionValue>, env: NodeJS.ProcessEnv) {
    const { location, reach } = placeOf(options, env);
    this.where = `PostgreSQL ${location.replace(/ schema .*$/s, '')}`;
    const config = () => reach('source-ovhcloud budget');
    this.#connection = new Connection(
      { where: this.where, config },
      "SET statement_timeout = '5s'; SET synchronous_commit = off",
    );
  }

  async renew(entry: BudgetEntry, lifeMs: number): Promise<BudgetLook> {
    try {
      return await this.#renew(entry, lifeMs);
    } catch (error) {
      if (!NOT_MADE.has(stateOf(error))) throw error;
      await this.#make();
      return this.#renew(entry, lifeMs);
    }
  }

  async remove({ budget, process }: BudgetEntry): Promise<void> {
    await this.#connection.run(`DELETE FROM ${TABLE} WHERE budget = $1 AND process = $2`, [budget, process]);
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  async #renew({ budget, process, slowdown }: BudgetEntry, lifeMs: number): Promise<BudgetLook> {
    const own = slowdown ? JSON.stringify(slowdown) : null;
    const rows = await this.#connection.query(RENEW, [budget, process, own, String(lifeMs)]);
    const others = rows.flatMap(([, name, text]) =>
      name == null ? [] : [{ process: name, ...slowdownIn(text) }],
    );
    return { others, nowMs: Number(rows[0]?.[0]) };
  }

  async #make(): Promise<void> {
    await transact(this.#connection, async () => {
      await this.#connection.run("SELECT pg_advisory_xact_lock(hashtext('source-ovhcloud budget'))");
      const there = await this.#connection.value('SELECT to_regnamespace($1)::text', [SCHEMA]);
      if (there === null) await this.#connection.run(`CREATE SCHEMA ${SCHEMA}`);
      await this.#connection.run(MAKE);
    });
  }
}

function stateOf(error: unknown): string {
  const cause = error instanceof DestinationError ? error.cause : error;
  return String((cause as { code?: unknown } | undefined)?.code ?? '');
}

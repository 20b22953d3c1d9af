// The temporary tables of a connection, made once for each declaration and emptied after each slice.
import type { ColumnType } from '../../model/table.js';
import type { Connection } from './database.js';
import { Stage } from './stage.js';
import type { Encoder } from './values.js';

/** Tables that wait for later slices, at most. */
const KEPT = 40;
/** A table with more columns takes too much memory to wait. */
const KEPT_COLUMNS = 60;
/** DuckDB keeps room for removed rows: after so many a table is made anew. */
const KEPT_ROWS = 50_000;

export class Stages {
  /** Empty tables, by their declaration. */
  readonly #free = new Map<string, Stage[]>();
  readonly #used = new Map<string, { stage: Stage; declaration: string; columns: number }>();
  #names = 0;

  constructor(
    private readonly connection: Connection,
    private readonly encoder: Encoder,
  ) {}

  /** An empty table for a group of the slice. */
  async take(prefix: string, types: readonly ColumnType[]): Promise<Stage> {
    const declaration = [prefix, ...types].join(' ');
    const stage =
      this.#free.get(declaration)?.pop() ??
      (await Stage.make(this.connection, this.encoder, {
        own: `_ovh_stage_${++this.#names}`,
        prefix,
        types,
      }));
    this.#used.set(stage.name, { stage, declaration, columns: types.length });
    return stage;
  }

  /** A table of the slice. */
  get(name: string): Stage {
    const used = this.#used.get(name);
    if (!used) throw new Error(`there is no table ${name}`);
    return used.stage;
  }

  get inUse(): Stage[] {
    return [...this.#used.values()].map(({ stage }) => stage);
  }

  /** The slice has ended. @param isWhole all of its rows are in the tables; else nobody knows what they hold */
  async release(isWhole: boolean): Promise<void> {
    const used = [...this.#used.values()];
    this.#used.clear();
    const waiting = [...this.#free.values()].reduce((sum, { length }) => sum + length, 0);
    if (waiting > KEPT) await this.#dropFree();
    for (const { stage, declaration, columns } of used) {
      if (!isWhole || columns > KEPT_COLUMNS || stage.sent > KEPT_ROWS) {
        await this.#drop(stage);
        continue;
      }
      await this.connection.run(`TRUNCATE ${stage.name}`);
      stage.reset();
      this.#free.set(declaration, [...(this.#free.get(declaration) ?? []), stage]);
    }
  }

  async #dropFree(): Promise<void> {
    const free = [...this.#free.values()].flat();
    this.#free.clear();
    for (const stage of free) await this.#drop(stage);
  }

  async #drop(stage: Stage): Promise<void> {
    await this.connection.words(() => stage.close());
    await this.connection.run(`DROP TABLE IF EXISTS ${stage.name}`);
  }
}

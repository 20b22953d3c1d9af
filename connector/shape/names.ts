// Which column a path has: columns of the existing table first, then first come, first served.
import type { Notice } from '../model/notice.js';
import type { TableSchema } from '../model/table.js';
import { META_COLUMNS, NAME_LIMIT, nameRank, naturalName, suffixed } from './paths.js';

/** Column names of one table by path. No two differ only in case. */
export class ColumnNames {
  readonly #byPath = new Map<string, string>();
  readonly #pathByName = new Map<string, string>();
  readonly #notes: Notice[] = [];

  constructor(existing: TableSchema | undefined) {
    for (const name of META_COLUMNS) this.#take(name, name);
    for (const column of existing?.columns ?? []) this.#take(column.path, column.name);
  }

  get(path: string): string | undefined {
    return this.#byPath.get(path);
  }

  /** The name of a path. A new path gets the wanted name, or a suffixed one when that is taken. */
  claim(path: string, wanted: string): string {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const owner = this.#pathByName.get(wanted.toLowerCase());
    const name = owner === undefined && wanted.length <= NAME_LIMIT ? wanted : this.#free(path, wanted);
    if (name !== wanted) {
      const why = owner === undefined ? `"${wanted}" is too long` : `"${owner}" has that name`;
      const message = `field "${path}" is in column "${name}": ${why}`;
      this.#notes.push({ code: 'column-renamed', message });
    }
    this.#take(path, name);
    return name;
  }

  /** Names new paths, those with the lower rank first. */
  claimAll(wanted: readonly { path: string; name: string }[]): void {
    const fresh = wanted.filter(({ path }) => !this.#byPath.has(path));
    if (fresh.length > 1) fresh.sort((a, b) => nameRank(a.path) - nameRank(b.path));
    for (const { path, name } of fresh) this.claim(path, name);
  }

  notes(): Notice[] {
    return [...this.#notes];
  }

  #free(path: string, wanted: string): string {
    let digits = 6;
    while (this.#pathByName.has(suffixed(wanted, path, digits)) && digits < 40) digits += 2;
    return suffixed(wanted, path, digits);
  }

  #take(path: string, name: string): void {
    this.#byPath.set(path, name);
    this.#pathByName.set(name.toLowerCase(), path);
  }
}

const CACHED_NAMES = 10_000;

/** Natural column names, computed once for each path. */
export class NaturalNames {
  readonly #names = new Map<string, string>();

  of({ path, name }: { path: string; name: readonly string[] }): string {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const natural = naturalName(name);
    if (this.#names.size >= CACHED_NAMES) this.#names.clear();
    this.#names.set(path, natural);
    return natural;
  }
}

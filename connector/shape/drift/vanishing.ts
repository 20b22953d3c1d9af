// Finds columns whose field is in no record any more, not even as null.
import { isObject, type JsonValue } from '../../model/json.js';
import type { TableSpec } from '../../model/plan.js';
import type { Column, TableSchema } from '../../model/table.js';
import { isMade, splitPath } from '../paths.js';
import { type FoundDrift, isField } from './drift-log.js';

/** Fewer objects prove nothing: many fields appear only where they apply. */
const LEAST_OBJECTS = 20;

export class Vanishing {
  /** Fields that no record has so far, by column path. */
  readonly #unmet: Map<string, string[]>;
  #objects = 0;

  constructor(
    { omit }: TableSpec,
    private readonly existing: TableSchema | undefined,
    /** Whether the documents allow a field to be missing. */
    isOptional: (path: string) => boolean,
  ) {
    const isLeftOut = (parts: readonly string[]) =>
      parts.some((name, index) => omit.includes(name) || omit.includes(parts.slice(0, index + 1).join('.')));
    this.#unmet = new Map(
      (existing?.columns ?? [])
        .filter(({ path }) => isField(path) && !isOptional(path))
        .map(({ path }): [string, string[]] => [path, splitPath(path).filter((part) => !isMade([part]))])
        .filter(([, parts]) => !isLeftOut(parts)),
    );
  }

  met(payload: JsonValue): void {
    this.#objects++;
    if (this.#unmet.size === 0 || !isObject(payload)) return;
    for (const [path, parts] of this.#unmet) if (isThere(payload, parts)) this.#unmet.delete(path);
  }

  /** @param unfilled columns without a value in any row */
  found(unfilled: readonly Column[]): FoundDrift[] {
    if (!this.existing || this.#objects < LEAST_OBJECTS) return [];
    const { table } = this.existing;
    return unfilled
      .filter(({ path }) => this.#unmet.has(path))
      .map(({ name, type }) => ({ table, column: name, kind: 'vanished', effect: 'taken', from: type }));
  }
}

/** Whether the payload has the member. Below null, every member counts as present. */
function isThere(payload: JsonValue, parts: readonly string[]): boolean {
  let value = payload;
  for (const part of parts) {
    if (value === null || Array.isArray(value)) return true;
    if (!isObject(value) || !Object.hasOwn(value, part)) return false;
    value = value[part] ?? null;
  }
  return true;
}

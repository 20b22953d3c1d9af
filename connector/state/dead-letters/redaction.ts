// Payloads as they may be stored: without the fields that tables leave out, and without known secrets.
import { isObject, type JsonObject, type JsonValue } from '../../model/json.js';
import type { TableSpec } from '../../model/plan.js';
import type { ApiRecord, Partition } from '../../model/record.js';
import { Cleaner } from '../../shape/clean.js';

type Scrub = (text: string) => string;

/** What shaping leaves out is left out here too; numbers keep their digits. */
export class Redaction {
  readonly #cleaner: Cleaner;

  constructor(
    { omit }: TableSpec,
    private readonly scrub: Scrub,
  ) {
    this.#cleaner = new Cleaner(omit);
  }

  payload({ kind, payload }: Pick<ApiRecord, 'kind' | 'payload'>): JsonValue {
    const isBare = kind === 'scalar';
    const clean = isBare
      ? (this.#cleaner.object({ value: payload }).value ?? null)
      : this.#cleaner.value(payload);
    return scrubbed(clean, this.scrub);
  }

  partition(partition: Partition): Partition {
    const entries = Object.entries(partition).map(([name, value]) => [
      name,
      scrubbed(this.#cleaner.value(value), this.scrub),
    ]);
    return Object.fromEntries(entries) as Partition;
  }
}

function scrubbed(value: JsonValue, scrub: Scrub): JsonValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map((item) => scrubbed(item, scrub));
  if (!isObject(value)) {
    const clean = scrub(String(value));
    return clean === String(value) ? value : clean;
  }
  const members = Object.entries(value).map(([name, member]): [string, JsonValue] => [
    scrub(name),
    scrubbed(member, scrub),
  ]);
  return Object.fromEntries(members) satisfies JsonObject;
}

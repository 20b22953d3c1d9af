// The items of a list in the order of one reading, and whether a later reading has them all again.
import { createHash } from 'node:crypto';
import { isObject, isScalar, type JsonValue, stringifyJson } from '../../model/json.js';

/** Fields that name an object, the likeliest first. */
const IDS = ['id', 'uuid', 'urn'];

interface Name {
  /** By the fields that name an object; undefined where one has no such value. */
  id: string | undefined;
  content: string;
}

/** How the items of a list are recognised: bare items by themselves, objects by fields that name them, or by all they have. */
export class ListOrder {
  readonly #names: Name[] = [];
  #fields: readonly string[] | undefined;

  /** @param key fields that make an object unique, where they are configured */
  constructor(private readonly key: readonly string[]) {}

  get length(): number {
    return this.#names.length;
  }

  /** Adds the next items of the reading. */
  add(items: readonly JsonValue[]): void {
    this.#fields ??= fieldsOf(items, this.key);
    for (const item of items) this.#names.push(nameOf(item, this.#fields));
  }

  /** Whether every item has an id of its own: an item that has changed is the same then. */
  get isById(): boolean {
    const ids = new Set(this.#names.map(({ id }) => id));
    return !ids.has(undefined) && ids.size === this.#names.length;
  }

  /** Names of the items, as `namer` gives them to those of other readings. */
  names(isById: boolean): string[] {
    return this.#names.map(({ id = '', content }) => (isById ? id : content));
  }

  namer(isById: boolean): (item: JsonValue) => string {
    return (item) => {
      const { id = '', content } = nameOf(item, this.#fields ?? []);
      return isById ? id : content;
    };
  }
}

/** Compares a reading with the one before. */
export class Comparison {
  readonly names: string[] = [];
  #inOrder = 0;
  readonly #rest: Set<string>;
  #hasNew = false;

  constructor(
    private readonly before: readonly string[],
    private readonly known: ReadonlySet<string>,
  ) {
    this.#rest = new Set(before);
  }

  add(name: string): void {
    this.names.push(name);
    if (this.before[this.#inOrder] === name) this.#inOrder++;
    this.#rest.delete(name);
    if (!this.known.has(name)) this.#hasNew = true;
  }

  /** All that the reading before had came again, in its order. */
  get isInOrder(): boolean {
    return this.#inOrder === this.before.length;
  }

  /** Something that the reading before had is gone. */
  get hasLost(): boolean {
    return this.#rest.size > 0;
  }

  /**
   * Nothing was missed before: an item is missed only where one that was read already is deleted, or where items change
   * places. Where they do, a reading that brings nothing new has them all.
   */
  get isProof(): boolean {
    return this.isInOrder || (!this.hasLost && !this.#hasNew);
  }
}

/** The first fields that all objects have, with other values in each. */
function fieldsOf(items: readonly JsonValue[], key: readonly string[]): string[] | undefined {
  const objects = items.filter(isObject);
  const [first] = objects;
  if (!first) return undefined;
  const others = Object.keys(first).filter((name) => /id$/i.test(name));
  const candidates = [[...key], ...[...IDS, ...others].map((name) => [name])];
  return candidates.find((fields) => {
    const ids = objects.map((object) => nameOf(object, fields).id);
    return fields.length > 0 && !ids.includes(undefined) && new Set(ids).size === ids.length;
  });
}

function nameOf(item: JsonValue, fields: readonly string[] = []): Name {
  const text = stringifyJson(item);
  if (!isObject(item)) return { id: text, content: text };
  const values = fields.map((field) => item[field]);
  const isNamed = values.length > 0 && values.every((value) => value !== undefined && isScalar(value));
  return {
    id: isNamed ? stringifyJson(values as JsonValue) : undefined,
    content: createHash('sha256').update(text).digest('base64'),
  };
}

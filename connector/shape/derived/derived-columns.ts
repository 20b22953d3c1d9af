// The derived columns of one table: computed for each row; values that cannot be derived are counted.
import type { DeclaredField } from '../../model/declared-table.js';
import type { DeriveSpec } from '../../model/derive.js';
import type { Notice } from '../../model/notice.js';
import type { Leaf } from '../leaf.js';
import { joinPath } from '../paths.js';
import { DERIVE, DERIVED_TYPES } from './derivations.js';

interface Rule {
  column: string;
  /** Path of the field that it derives from. */
  from: string;
  path: string;
  as: keyof typeof DERIVE;
  unreadable: number;
  /** The first value that could not be derived from. */
  example: string;
}

const EXAMPLE_LENGTH = 40;

export class DerivedColumns {
  readonly #rules: Rule[];

  constructor(private readonly spec: DeriveSpec = {}) {
    this.#rules = Object.entries(spec).map(([column, { from, as }]) => ({
      column,
      from: joinPath(from.split('.')),
      path: joinPath(derivedParts(from, as)),
      as,
      unreadable: 0,
      example: '',
    }));
  }

  /** As the documents would declare them: they are there before the first row. */
  fields(): DeclaredField[] {
    return Object.entries(this.spec).map(([column, { from, as }]) => ({
      parts: derivedParts(from, as),
      name: [column],
      type: DERIVED_TYPES[as],
      nullable: true,
    }));
  }

  /** The fields of a row, and what is derived of them. */
  with(fields: Leaf[]): Leaf[] {
    if (this.#rules.length === 0) return fields;
    return [...fields, ...this.#rules.flatMap((rule) => this.#derive(rule, fields) ?? [])];
  }

  notes(): Notice[] {
    return this.#rules
      .filter(({ unreadable }) => unreadable > 0)
      .map(({ column, from, unreadable, example }) => {
        const rows = unreadable === 1 ? '1 row' : `${unreadable} rows`;
        const message = `${column} is null in ${rows}: ${from} is no plain number there, such as ${JSON.stringify(example)}`;
        return { code: 'derived-null', count: unreadable, message };
      });
  }

  #derive(rule: Rule, fields: readonly Leaf[]): Leaf | undefined {
    const field = fields.find((leaf) => leaf.path === rule.from);
    const found = field ? DERIVE[rule.as](field.value) : 'none';
    if (field && found === 'unreadable') {
      if (rule.unreadable === 0) rule.example = String(field.value).slice(0, EXAMPLE_LENGTH);
      rule.unreadable++;
    }
    if (!field || typeof found === 'string') return undefined;
    return { path: rule.path, name: [rule.column], value: field.value, ...found };
  }
}

/** A path that no field can have, because a plain value has no members. */
function derivedParts(from: string, as: string): string[] {
  return [...from.split('.'), `=${as}`];
}

// The declared columns of lines: the union over all families of costs.
import type { DeclaredField, DeclaredList, DeclaredTable } from '../../model/declared-table.js';
import type { LinesSpec } from '../../model/lines.js';
import { type ColumnType, widen } from '../../model/table.js';
import { countParts } from '../flatten.js';
import { samePaths } from '../money.js';
import { joinPath } from '../paths.js';
import { LINES, LINES_GAP, LINES_TOTAL } from './collect.js';

const TEXTS = ['path', 'mode', 'family'];

/** The declared table, with its blocks as one list of lines. */
export function declaredLines(table: DeclaredTable, spec: LinesSpec): DeclaredTable {
  const isBlock = ({ parts: [first = ''] }: { parts: readonly string[] }) =>
    Object.hasOwn(spec.blocks, first);
  const { parts, name } = countParts([LINES]);
  const found = new LineFields(spec);
  found.add(table.fields.filter(isBlock), true);
  for (const list of table.lists.filter(isBlock)) found.addList(list);
  return {
    ...table,
    fields: [
      ...table.fields.filter((field) => !isBlock(field)),
      { parts: [LINES_TOTAL], type: 'decimal', description: 'The exact sum of the lines.' },
      { parts: [LINES_GAP], type: 'decimal', description: 'The total, less the sum of the lines.' },
      { parts, name, type: 'bigint' },
    ],
    lists: [
      ...table.lists.filter((list) => !isBlock(list)),
      { parts: [LINES], fields: found.list(), lists: [], json: found.json },
    ],
    json: table.json.filter((path) => !Object.hasOwn(spec.blocks, path.split('.')[0] ?? '')),
  };
}

/** The lines of a table without documents. */
export function undeclaredLines(spec: LinesSpec): DeclaredList {
  return { parts: [LINES], fields: new LineFields(spec).list(), lists: [], json: [] };
}

class LineFields {
  readonly json: string[] = [];
  readonly #fields = new Map<string, DeclaredField>();

  constructor(readonly spec: LinesSpec) {
    for (const text of TEXTS) this.#put({ parts: [text], type: 'text' });
    for (const first of Object.keys(spec.first ?? {})) this.#put({ parts: [first], type: 'text' });
  }

  list(): DeclaredField[] {
    const { amount } = this.spec;
    const money: [string, ColumnType][] = [
      ['value', 'decimal'],
      ['currencyCode', 'text'],
    ];
    for (const [member, type] of money) this.#put({ parts: [amount, member], type });
    this.#put({ parts: [amount, 'value', '=ucents'], name: [amount, 'ucents'], type: 'bigint' });
    return [...this.#fields.values()];
  }

  addList(list: DeclaredList): void {
    this.add(list.fields, false);
    this.json.push(...list.json);
    for (const inner of list.lists) this.addList(inner);
  }

  /** @param inBlock whether these are fields of a block itself: then only those below an object with an amount belong to a line */
  add(fields: readonly DeclaredField[], inBlock: boolean): void {
    const billed = fields.filter(({ parts }) => parts.includes(this.spec.amount));
    const objects = billed
      .map(({ parts }) => parts.slice(0, parts.indexOf(this.spec.amount)))
      .filter((parts) => parts.length > 0);
    for (const field of fields) {
      if (field.parts.at(-1) === '#') continue;
      const prefixes = objects.filter((object) => object.every((part, at) => field.parts[at] === part));
      const depth = Math.max(0, ...prefixes.map((prefix) => prefix.length));
      if (depth === 0 && inBlock) continue;
      const parts = field.parts.slice(depth);
      const isOfAmount = parts.length === 2 || parts.at(-1) === '=ucents';
      if (parts[0] === this.spec.amount && !isOfAmount) continue;
      this.#put({ ...field, parts, name: field.name?.slice(depth) });
    }
  }

  #put(field: DeclaredField): void {
    const paths = samePaths({ path: joinPath(field.parts), name: field.name ?? field.parts });
    const path = paths.find((one) => this.#fields.has(one)) ?? joinPath(field.parts);
    const known = this.#fields.get(path);
    this.#fields.set(
      path,
      known ? { ...known, type: widen(known.type, field.type), values: undefined } : field,
    );
  }
}

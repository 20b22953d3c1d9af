// What an operation's response type makes of a table: columns, child tables, secrets.
import type { ApiOperation, TypeShape } from '../model/api-schema.js';
import type { DeclaredField, DeclaredList, DeclaredTable } from '../model/declared.js';
import type { ColumnType } from '../model/table.js';
import type { ApiDocument } from './document.js';
import { resolveType } from './type-shape.js';

export interface Declaration {
  table: DeclaredTable;
  /** Dotted paths of fields that the document types as passwords. */
  secrets: string[];
}

/** Undefined where the response tells nothing of a table: `void`, a free map, a list of lists. */
export function declareTable(operation: ApiOperation, document: ApiDocument): Declaration | undefined {
  const shape = resolveType(operation.responseType, document);
  const parameters = Object.fromEntries(
    operation.parameters
      .filter((parameter) => parameter.in === 'path')
      .map((parameter): [string, ColumnType] => [
        parameter.name,
        columnOf(resolveType(parameter.type, document)),
      ]),
  );
  const inList = shape.kind === 'array';
  const inner = inList ? shape.of : shape;
  if (inner.kind === 'scalar') {
    const field: DeclaredField = { parts: ['value'], type: inner.column, values: inner.values };
    const fields = inList ? [] : [field];
    const kind = inList ? 'item' : 'scalar';
    return { table: { kind, fields, lists: [], json: [], parameters, item: inner.column }, secrets: [] };
  }
  const found = new Members();
  if (inner.kind === 'object') found.addFields([], inner);
  else if (inner.kind === 'money') found.addMoney([], inner.ucents, '');
  else return undefined;
  const { fields, lists, json, secrets } = found;
  return { table: { kind: inList ? 'element' : 'object', fields, lists, json, parameters }, secrets };
}

function columnOf(shape: TypeShape): ColumnType {
  return shape.kind === 'scalar' && shape.column === 'bigint' ? 'bigint' : 'text';
}

/** The members of one object, flattened as shaping flattens data. */
class Members {
  readonly fields: DeclaredField[] = [];
  readonly lists: DeclaredList[] = [];
  readonly json: string[] = [];
  readonly secrets: string[] = [];

  addFields(parts: readonly string[], { fields }: Extract<TypeShape, { kind: 'object' }>): void {
    for (const { name, shape, secret, description } of fields) {
      const at = [...parts, name];
      if (secret) this.secrets.push(at.join('.'));
      else this.#add(at, shape, description);
    }
  }

  #add(parts: readonly string[], shape: TypeShape, description: string): void {
    switch (shape.kind) {
      case 'scalar':
        this.fields.push({ parts, type: shape.column, description, values: shape.values });
        break;
      case 'money':
        this.addMoney(parts, shape.ucents, description);
        break;
      case 'object':
        this.addFields(parts, shape);
        break;
      case 'map':
        this.json.push(parts.join('.'));
        this.fields.push({ parts, type: 'json', description });
        break;
      case 'array':
        this.#addList(parts, shape.of, description);
        break;
      case 'any':
        // A model inside itself, or one that the document does not have: the data tells.
        break;
    }
  }

  addMoney(
    parts: readonly string[],
    ucents: 'priceInUcents' | 'valueInUcents' | undefined,
    description: string,
  ): void {
    this.fields.push({ parts: [...parts, 'value'], type: 'decimal', description });
    this.fields.push({ parts: [...parts, 'currencyCode'], type: 'text' });
    if (ucents)
      this.fields.push({ parts: [...parts, 'priceInUcents'], name: [...parts, 'ucents'], type: 'bigint' });
  }

  #addList(parts: readonly string[], of: TypeShape, description: string): void {
    if (of.kind !== 'object') {
      this.fields.push({ parts, type: 'json', description });
      return;
    }
    const inner = new Members();
    inner.addFields([], of);
    this.secrets.push(...inner.secrets.map((secret) => [...parts, secret].join('.')));
    this.lists.push({ parts, fields: inner.fields, lists: inner.lists, json: inner.json });
    this.fields.push({ parts: [...parts, '#'], name: [...parts, 'count'], type: 'bigint' });
  }
}

// The table that an operation's response type declares: columns, child tables, secrets.
import type { ApiOperation, TypeShape } from '../model/api-schema.js';
import type { DeclaredField, DeclaredList, DeclaredTable } from '../model/declared-table.js';
import type { ColumnType } from '../model/table.js';
import type { ApiDocument } from './document.js';
import { resolved, resolveType } from './type-shape.js';

export interface Declaration {
  table: DeclaredTable;
  /** Dotted paths of fields that the document types as passwords. */
  secrets: string[];
}

/** Undefined where the response declares no table: `void`, a free map, a list of lists. */
export function declareTable(
  operation: ApiOperation,
  document: ApiDocument,
  shape: TypeShape = resolveType(operation.responseType, document),
): Declaration | undefined {
  const parameters = Object.fromEntries(
    operation.parameters
      .filter(({ in: place, name }) => place === 'path' && operation.path.includes(`{${name}}`))
      .map(({ name, type }): [string, ColumnType] => [name, columnOf(resolved(type, document, 0).shape)]),
  );
  const about = describedAs(operation);
  const inList = shape.kind === 'array';
  const inner = inList ? shape.of : shape;
  if (inner.kind === 'scalar') {
    const field: DeclaredField = { parts: ['value'], type: inner.column, values: inner.values };
    const fields = inList ? [] : [field];
    const kind = inList ? 'item' : 'scalar';
    return {
      table: { kind, ...about, fields, lists: [], json: [], parameters, item: columnOf(inner) },
      secrets: [],
    };
  }
  const found = new Members();
  if (inner.kind === 'object') found.addFields([], inner);
  else if (inner.kind === 'money') found.addMoney([], inner.ucents, { description: '' });
  else return undefined;
  const { fields, lists, json, secrets } = found;
  return {
    table: { kind: inList ? 'element' : 'object', ...about, fields, lists, json, parameters },
    secrets,
  };
}

/** `GET /me/bill/{billId}: Get this object properties`. */
function describedAs({ method, path, description }: ApiOperation): Pick<DeclaredTable, 'description'> {
  return { description: description === '' ? `${method} ${path}` : `${method} ${path}: ${description}` };
}

function columnOf(shape: TypeShape): ColumnType {
  return shape.kind === 'scalar' && shape.column === 'bigint' ? 'bigint' : 'text';
}

/** What a document says about a member besides its type. */
interface About {
  description: string;
  nullable?: true;
}

/** The members of one object, flattened in the same way as data. */
class Members {
  readonly fields: DeclaredField[] = [];
  readonly lists: DeclaredList[] = [];
  readonly json: string[] = [];
  readonly secrets: string[] = [];

  addFields(
    parts: readonly string[],
    { fields }: Extract<TypeShape, { kind: 'object' }>,
    above?: true,
  ): void {
    for (const { name, shape, secret, description, nullable } of fields) {
      const at = [...parts, name];
      if (secret) this.secrets.push(at.join('.'));
      else this.#add(at, shape, { description, ...(nullable || above ? { nullable: true } : {}) });
    }
  }

  #add(parts: readonly string[], shape: TypeShape, about: About): void {
    switch (shape.kind) {
      case 'scalar':
        this.fields.push({ parts, type: shape.column, ...about, values: shape.values });
        break;
      case 'money':
        this.addMoney(parts, shape.ucents, about);
        break;
      case 'object':
        this.addFields(parts, shape, about.nullable);
        break;
      case 'map':
        this.json.push(parts.join('.'));
        this.fields.push({ parts, type: 'json', ...about });
        break;
      case 'array':
        this.#addList(parts, shape.of, about);
        break;
      case 'any':
        // A recursive model, or one that the document lacks: the type comes from the data.
        break;
    }
  }

  addMoney(
    parts: readonly string[],
    ucents: 'priceInUcents' | 'valueInUcents' | undefined,
    about: About,
  ): void {
    const { description: _, ...maybe } = about;
    this.fields.push({ parts: [...parts, 'value'], type: 'decimal', ...about });
    this.fields.push({ parts: [...parts, 'currencyCode'], type: 'text', ...maybe });
    const name = [...parts, 'ucents'];
    const from = ucents ? [ucents] : ['value', '=ucents'];
    this.fields.push({ parts: [...parts, ...from], name, type: 'bigint', ...maybe });
  }

  #addList(parts: readonly string[], of: TypeShape, about: About): void {
    if (of.kind !== 'object') {
      this.fields.push({ parts, type: 'json', ...about });
      return;
    }
    const inner = new Members();
    inner.addFields([], of);
    this.secrets.push(...inner.secrets.map((secret) => [...parts, secret].join('.')));
    const { description, ...maybe } = about;
    this.lists.push({
      parts,
      ...(description !== '' && { description }),
      fields: inner.fields,
      lists: inner.lists,
      json: inner.json,
    });
    this.fields.push({ parts: [...parts, '#'], name: [...parts, 'count'], type: 'bigint', ...maybe });
  }
}

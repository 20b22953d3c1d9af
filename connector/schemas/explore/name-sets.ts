// Sets of names in the index of the search: of parameters, and of the fields of bodies and responses at any depth.
import type { ApiOperation, TypeShape } from '../../model/api-schema.js';
import type { ApiDocuments } from '../api-documents.js';
import type { Distinct } from './distinct.js';

export class NameSets {
  readonly values: number[][] = [];
  readonly #places = new Map<string, number>();
  /** Sets by what they were made of: many operations have the same types. */
  readonly #known = new Map<string, number>();

  constructor(
    private readonly documents: ApiDocuments,
    private readonly names: Distinct,
  ) {}

  ofParameters({ parameters }: ApiOperation): number {
    return this.#place(parameters.filter((each) => each.in !== 'body').map(({ name }) => name));
  }

  ofBody(operation: ApiOperation): number {
    const members = operation.parameters.filter((each) => each.in === 'body');
    const key = members.map(({ name, type }) => `${name} ${type}`).join('\n');
    return this.#once('body', operation, key, () =>
      members.flatMap(({ name, type }) => [name, ...fieldNames(this.documents.typeOf(operation, type))]),
    );
  }

  ofResponse(operation: ApiOperation): number {
    const { responseType } = operation;
    return this.#once('response', operation, responseType, () => [
      responseType,
      ...fieldNames(this.documents.response(operation)),
    ]);
  }

  /** One type may have different content in another document. */
  #once(use: string, operation: ApiOperation, key: string, names: () => string[]): number {
    const whole = `${use}\n${this.documents.placeOfDocument(operation)}\n${key}`;
    const known = this.#known.get(whole) ?? this.#place(names());
    this.#known.set(whole, known);
    return known;
  }

  #place(names: readonly string[]): number {
    const set = [...new Set(names.map((name) => this.names.placeOf(name)))].sort((a, b) => a - b);
    const key = set.join();
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.values.push(set) - 1;
    this.#places.set(key, place);
    return place;
  }
}

/** Names of models and fields, at any depth. */
export function fieldNames(shape: TypeShape): string[] {
  const found = new Set<string>();
  const visit = (each: TypeShape): void => {
    if (each.kind === 'array' || each.kind === 'map') visit(each.of);
    if (each.kind === 'object') {
      found.add(each.model);
      for (const field of each.fields) {
        found.add(field.name);
        visit(field.shape);
      }
    }
    if (each.kind === 'money')
      for (const name of [each.model, 'currencyCode', 'text', 'value', each.ucents])
        if (name !== undefined) found.add(name);
  };
  visit(shape);
  return [...found];
}

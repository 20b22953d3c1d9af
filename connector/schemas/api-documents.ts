// The loaded schema documents, and what they say about a route.
import type { ApiOperation, TypeShape } from '../model/api-schema.js';
import type { EndpointDefinition, Pagination } from '../model/definition.js';
import { type Declaration, declareTable } from './declared-tables.js';
import type { ApiDocument } from './document.js';
import { matchRoute, plainPath } from './explore/route-match.js';
import { declaredPagination } from './pagination.js';
import { resolveType } from './type-shape.js';

export class ApiDocuments {
  readonly #operations = new Map<string, { operation: ApiOperation; document: ApiDocument }>();

  constructor(
    readonly documents: readonly ApiDocument[],
    /** Which documents are old, missing or unreadable. */
    readonly notes: readonly string[] = [],
  ) {
    for (const document of documents) {
      for (const operation of document.operations) {
        this.#operations.set(keyOf(operation.method, operation.path), { operation, document });
      }
    }
  }

  get size(): number {
    return this.#operations.size;
  }

  operations(): ApiOperation[] {
    return [...this.#operations.values()].map(({ operation }) => operation);
  }

  /** `path` has no prefix on v1 and `/v2` on v2; names of path parameters do not matter. */
  route(method: string, path: string): ApiOperation | undefined {
    return this.#operations.get(keyOf(method, path))?.operation;
  }

  /** The route of a template or a concrete path: `/me/bill/FR123` finds `/me/bill/{billId}`. */
  find(method: string, path: string): ApiOperation | undefined {
    const plain = plainPath(path);
    return (
      this.route(method, plain) ??
      matchRoute(
        this.operations().filter((operation) => operation.method === method),
        plain,
      )
    );
  }

  /** Values of an enum type, by the document of a route. */
  enumValues(method: string, path: string, type: string): readonly string[] | undefined {
    const found = this.#operations.get(keyOf(method, path));
    const shape = found && resolveType(type, found.document);
    return shape?.kind === 'scalar' ? shape.values : undefined;
  }

  /** The response type of a route, resolved to any depth. */
  response(operation: ApiOperation): TypeShape {
    const found = this.#operations.get(keyOf(operation.method, operation.path));
    return found ? resolveType(operation.responseType, found.document) : { kind: 'any' };
  }

  /** Any type that the document of a route uses. */
  typeOf(operation: ApiOperation, type: string): TypeShape {
    const found = this.#operations.get(keyOf(operation.method, operation.path));
    return found ? resolveType(type, found.document) : { kind: 'any' };
  }

  /** How the list of a definition pages by its query string, if its document declares it. */
  pagination(
    { method, query }: Pick<EndpointDefinition, 'method' | 'query'>,
    path: string,
  ): Pagination | undefined {
    const operation = method === 'GET' ? this.route(method, path) : undefined;
    return operation && declaredPagination(operation, this.response(operation), Object.keys(query));
  }

  declare(method: string, path: string): Declaration | undefined {
    const found = this.#operations.get(keyOf(method, path));
    return found && declareTable(found.operation, found.document);
  }
}

function keyOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

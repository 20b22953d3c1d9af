// The loaded schema documents, and what they say about a route.
import type { ApiOperation, TypeShape } from '../model/api-schema.js';
import type { EndpointDefinition, Pagination } from '../model/definition.js';
import { type Declaration, declareTable } from './declared-tables.js';
import type { ApiDocument } from './document.js';
import { Freshness, ROOTS } from './document-cache.js';
import { matchRoute, plainPath } from './explore/route-match.js';
import { branchOf, sectionOf } from './index-page.js';
import { declaredPagination } from './pagination.js';
import { type ResolvedType, resolved, resolveType } from './type-shape.js';

export class ApiDocuments {
  readonly #responses = new Map<string, ResolvedType>();
  readonly #operations = new Map<string, { operation: ApiOperation; document: ApiDocument }>();

  constructor(
    readonly documents: readonly ApiDocument[],
    readonly freshness: Freshness = new Freshness(),
    /** Sections that the API lists, with `/v2` on v2; empty where there is no index. */
    readonly sections: readonly string[] = [],
  ) {
    for (const document of documents) {
      for (const operation of document.operations) {
        this.#operations.set(keyOf(operation.method, operation.path), { operation, document });
      }
    }
  }

  /** Which documents are old, missing or unreadable. */
  get notes(): readonly string[] {
    return this.freshness.notes;
  }

  /** The addresses of the documents that describe a route: the index, and that of its section. */
  addressesOf(route: string): string[] {
    const { branch, path } = branchOf(route);
    const sections = this.sections.filter((each) => branchOf(each).branch === branch);
    const section = sectionOf(
      path,
      sections.map((each) => branchOf(each).path),
    );
    return [`${ROOTS[branch]}/`, ...(section === undefined ? [] : [`${ROOTS[branch]}${section}.json`])];
  }

  /** These documents with newer ones in place of those of the same sections. */
  renewedBy(newer: ApiDocuments): ApiDocuments {
    const isOld = (old: ApiDocument) =>
      !newer.documents.some(({ branch, section }) => branch === old.branch && section === old.section);
    const branches = new Set(newer.sections.map((each) => branchOf(each).branch));
    const sections = this.sections.filter((each) => !branches.has(branchOf(each).branch));
    return new ApiDocuments(
      [...this.documents.filter(isOld), ...newer.documents],
      this.freshness.renewedBy(newer.freshness),
      [...sections, ...newer.sections],
    );
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
    return this.#responseOf(operation).shape;
  }

  /** What of the response of a route the document describes beyond what is understood. */
  responseProblem(method: string, path: string): string | undefined {
    const operation = this.route(method, path);
    return operation && this.#responseOf(operation).problem;
  }

  #responseOf(operation: ApiOperation): ResolvedType {
    const key = keyOf(operation.method, operation.path);
    const known = this.#responses.get(key);
    if (known) return known;
    const document = this.#operations.get(key)?.document;
    const made: ResolvedType = document
      ? resolved(operation.responseType, document)
      : { shape: { kind: 'any' } };
    this.#responses.set(key, made);
    return made;
  }

  /** The place of the document of a route in `documents`; -1 for a route that is not theirs. */
  placeOfDocument(operation: ApiOperation): number {
    const found = this.#operations.get(keyOf(operation.method, operation.path));
    return found ? this.documents.indexOf(found.document) : -1;
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
    return found && declareTable(found.operation, found.document, this.response(found.operation));
  }
}

function keyOf(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}

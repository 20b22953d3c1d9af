// A route becomes definitions: itself, and the lists from which its path parameters are mapped.
import type { ApiOperation } from '../model/api-schema.js';
import { snakeCase } from '../model/names.js';
import type { BindingInput, EndpointInput } from '../model/preset.js';
import type { Catalogue } from './catalogue.js';

export type Derived = { definitions: EndpointInput[]; notes: string[] } | { reason: string };

/** Names longer than this lose their beginning. */
const NAME_LENGTH = 60;

/**
 * Definitions that load a GET route with no further word: parents first. Or why there are none: a parameter
 * that nothing lists, a query-string parameter that must be given.
 */
export function deriveDefinitions(catalogue: Catalogue, route: string): Derived {
  const derivation = new Derivation(catalogue);
  try {
    derivation.add(route);
    return { definitions: derivation.definitions, notes: derivation.notes };
  } catch (error) {
    if (error instanceof NotDerivable) return { reason: error.message };
    throw error;
  }
}

class NotDerivable extends Error {}

const PARAMETER = /^\{(.+)\}$/;

class Derivation {
  readonly #byPath = new Map<string, EndpointInput>();
  readonly notes: string[] = [];

  constructor(private readonly catalogue: Catalogue) {}

  get definitions(): EndpointInput[] {
    return [...this.#byPath.values()];
  }

  add(path: string): EndpointInput {
    const known = this.#byPath.get(path);
    if (known) return known;
    const operation = this.catalogue.find('GET', path);
    if (!operation) throw new NotDerivable(`there is no route GET ${path}`);
    refuseRequired(operation);
    const parameters = this.#parameters(operation);
    const declared = this.catalogue.declare('GET', operation.path)?.table;
    const parts = operation.path.split('/').slice(1);
    const names = parts.flatMap((part) => PARAMETER.exec(part)?.[1] ?? []);
    const options: NonNullable<EndpointInput['options']> = {};
    if (declared?.kind === 'item') options.item = itemName(names, this.#childParameter(operation.path));
    const id = declared?.kind === 'element' ? this.#idField(operation.path) : undefined;
    if (id) options.primaryKey = [...names.filter((name) => name !== id), id];
    const definition: EndpointInput = {
      name: this.#name(parts, declared?.kind === 'item'),
      path: operation.path,
      ...(names.length > 0 ? { parameters } : {}),
      ...(Object.keys(options).length > 0 ? { options } : {}),
    };
    this.#byPath.set(operation.path, definition);
    if (path !== operation.path) this.#byPath.set(path, definition);
    return definition;
  }

  #parameters({ path, parameters: declared }: ApiOperation): Record<string, BindingInput> {
    const parts = path.split('/');
    const bindings: [string, BindingInput][] = [];
    let deepest: EndpointInput | undefined;
    for (let at = parts.length - 1; at > 0; at--) {
      const name = PARAMETER.exec(parts[at] ?? '')?.[1];
      if (name === undefined) continue;
      const above = deepest;
      if (above?.path.split('/').includes(`{${name}}`)) {
        bindings.unshift([name, { from: above.name, parameter: name }]);
        continue;
      }
      const values = this.catalogue.enumValues(
        'GET',
        path,
        declared.find((each) => each.name === name)?.type ?? '',
      );
      const prefix = parts.slice(0, at).join('/');
      if (values) bindings.unshift([name, [...values]]);
      else {
        const { list, binding } = this.#listed(prefix, name);
        bindings.unshift([name, binding]);
        deepest = list;
      }
    }
    return Object.fromEntries(bindings);
  }

  /** The list that stands before a parameter, and how its items give the value. */
  #listed(prefix: string, name: string): { list: EndpointInput; binding: BindingInput } {
    const operation = this.catalogue.find('GET', prefix);
    const declared = operation && this.catalogue.declare('GET', operation.path)?.table;
    if (!operation || !declared || (declared.kind !== 'item' && declared.kind !== 'element')) {
      throw new NotDerivable(
        `nothing lists {${name}}: ${operation ? `GET ${prefix} is no list` : `there is no GET ${prefix}`}`,
      );
    }
    const field = declared.kind === 'element' ? this.#idField(operation.path, name) : undefined;
    if (declared.kind === 'element' && field === undefined) {
      throw new NotDerivable(`GET ${prefix} lists objects, and none of their fields is {${name}}`);
    }
    const list = this.add(operation.path);
    return { list, binding: field === undefined ? { from: list.name } : { from: list.name, field } };
  }

  /** The field that tells the objects of a list apart: as the parameter below is called, or `id`, or near it. */
  #idField(path: string, parameter = this.#childParameter(path)): string | undefined {
    const fields = this.catalogue.declare('GET', path)?.table.fields ?? [];
    const top = fields.filter(({ parts }) => parts.length === 1).map(({ parts }) => parts[0] ?? '');
    const wanted = [
      parameter,
      'id',
      'uuid',
      'urn',
      parameter?.replace(/Id$|ID$/, ''),
      'name',
      'key',
      'code',
      'number',
    ];
    for (const name of wanted) {
      const found = name && top.find((field) => field.toLowerCase() === name.toLowerCase());
      if (found) return found;
    }
    return undefined;
  }

  /** `{billId}` for `/me/bill`, where `/me/bill/{billId}` exists. */
  #childParameter(path: string): string | undefined {
    return PARAMETER.exec(this.catalogue.find('GET', `${path}/{}`)?.path.split('/').at(-1) ?? '')?.[1];
  }

  #name(parts: readonly string[], isIds: boolean): string {
    const words = parts.filter((part) => !PARAMETER.test(part)).map(snakeCase);
    const plain = `${words.join('_')}${isIds ? '_ids' : ''}`;
    const short = plain.length > NAME_LENGTH ? plain.slice(-NAME_LENGTH).replace(/^[^a-z]*/, '') : plain;
    const taken = new Set(this.definitions.map((definition) => definition.name));
    const last = PARAMETER.exec(parts.at(-1) ?? '')?.[1];
    const safe = RESERVED.test(short) ? `${short}_items` : short;
    if (!taken.has(safe)) return safe;
    return unused(`${safe.slice(0, 40)}_by_${snakeCase(last ?? 'path')}`, taken);
  }
}

/** Sections of one word that are words of SQL. */
const RESERVED = /^(order|service|group|user|key|range|index|table)$/;

function unused(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) {
    const candidate = number === 2 ? name.slice(0, 63) : `${name.slice(0, 60)}_${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** A list's items are called as the parameter below it, unless a parameter above has that name. */
function itemName(above: readonly string[], child = 'id'): string {
  const clashes = above.some((name) => snakeCase(name) === snakeCase(child));
  return clashes ? `${child}Item` : child;
}

function refuseRequired({ parameters, path }: ApiOperation): void {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  if (required.length === 0) return;
  throw new NotDerivable(
    `GET ${path} needs ${required.map((parameter) => parameter.name).join(', ')} in its query`,
  );
}

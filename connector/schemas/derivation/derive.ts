// Derives definitions from a route: itself, and the lists from which its path parameters are mapped.
import type { ApiOperation } from '../../model/api-schema.js';
import type { TableOptions } from '../../model/definition.js';
import type { BindingInput, EndpointInput } from '../../model/preset.js';
import type { ApiDocuments } from '../api-documents.js';
import { deprecationText } from '../deprecation.js';
import { dateFilter } from './date-filter.js';
import { elementFields, fieldForParameter, keyField } from './key-field.js';
import { type Need, needsWords, type ParameterValues, type QueryValue, requiredQuery } from './query.js';
import { itemName, technicalName } from './technical-name.js';

/** `needs`: the values with which the definitions could be derived. */
export type Derived = { definitions: EndpointInput[]; notes: string[] } | { reason: string; needs?: Need[] };

/** Values from the user: path parameters as constants, query-string parameters by name. */
export interface DerivationInput {
  parameters?: ParameterValues;
  query?: Readonly<Record<string, QueryValue>>;
}

/**
 * Definitions that load a GET route, parents first. Or the reason why there are none: a parameter that no route lists,
 * a query-string parameter that needs a value.
 */
export function deriveDefinitions(
  documents: ApiDocuments,
  route: string,
  input: DerivationInput = {},
): Derived {
  const derivation = new Derivation(documents, input);
  try {
    derivation.add(route);
    return { definitions: derivation.definitions, notes: derivation.notes };
  } catch (error) {
    if (error instanceof NotDerivable) {
      return { reason: error.message, ...(error.needs.length > 0 ? { needs: error.needs } : {}) };
    }
    throw error;
  }
}

class NotDerivable extends Error {
  constructor(
    reason: string,
    readonly needs: Need[] = [],
  ) {
    super(reason);
  }
}

const PARAMETER = /^\{(.+)\}$/;

interface DerivedOptions extends Pick<EndpointInput, 'read' | 'sync'> {
  table?: TableOptions;
}

interface ListedBinding {
  list: EndpointInput;
  binding: BindingInput;
}

class Derivation {
  readonly #byPath = new Map<string, EndpointInput>();
  readonly notes: string[] = [];

  constructor(
    private readonly documents: ApiDocuments,
    private readonly input: DerivationInput,
  ) {}

  get definitions(): EndpointInput[] {
    return [...this.#byPath.values()];
  }

  /** @param isForItems others are mapped from it: a list of bare items needs no table */
  add(route: string, isForItems = false): EndpointInput {
    const operation = this.documents.find('GET', route);
    if (!operation) throw new NotDerivable(`there is no route GET ${route}`);
    const { path } = operation;
    const known = this.#byPath.get(path);
    if (known) return known;
    if (operation.responseType === 'void') throw new NotDerivable(`GET ${path} has no response`);
    const { query, headers, needs, notes } = requiredQuery(this.documents, operation, this.input.query ?? {});
    if (needs.length > 0) throw new NotDerivable(needsWords(needs), needs);
    const { parameters, isGuessed } = this.#parameters(operation);
    const options = this.#options(operation);
    const read = { ...options.read, ...(isGuessed ? { absent: [404] } : {}) };
    const taken = new Set(this.definitions.map((definition) => definition.name));
    const definition: EndpointInput = {
      name: technicalName(path, read.item !== undefined, taken),
      path,
      ...whereAny('parameters', parameters),
      ...whereAny('query', query),
      ...whereAny('headers', headers),
      ...(isForItems && read.item !== undefined ? { table: false } : whereAny('table', options.table)),
      ...whereAny('read', read),
      ...whereAny('sync', options.sync),
    };
    this.notes.push(...notes, ...statusNotes(operation));
    this.#byPath.set(path, definition);
    return definition;
  }

  #options({ path, ...operation }: ApiOperation): DerivedOptions {
    const above = parametersOf(path);
    const response = this.documents.response({ path, ...operation });
    const filter = dateFilter({ path, ...operation });
    const sync = filter ? { window: filter } : {};
    if (response.kind === 'array' && response.of.kind === 'scalar') {
      return { read: { item: itemName(above, this.#childParameter(path)) }, sync };
    }
    const fields = elementFields(response);
    const key = fields && keyField(fields, this.#childParameter(path), above, path);
    const isList = response.kind === 'array';
    return { table: key === undefined ? {} : { primaryKey: [...above, key] }, sync: isList ? sync : {} };
  }

  /** From the last parameter to the first: the deepest list has the parameters with which it was read. */
  #parameters(operation: ApiOperation) {
    const parts = operation.path.split('/');
    const bindings: [string, BindingInput][] = [];
    let deepest: EndpointInput | undefined;
    let isGuessed = false;
    for (let at = parts.length - 1; at > 0; at--) {
      const name = PARAMETER.exec(parts[at] ?? '')?.[1];
      if (name === undefined) continue;
      const constant = this.input.parameters?.[name];
      if (deepest) bindings.unshift([name, { from: deepest.name, parameter: name }]);
      else if (constant !== undefined) bindings.unshift([name, constant]);
      else {
        const values = this.#enumValues(operation, name);
        const prefix = parts.slice(0, at).join('/');
        const listed = values ? this.#listedEnum(operation, prefix, name) : this.#listed(prefix, name);
        bindings.unshift([name, listed?.binding ?? [...(values ?? [])]]);
        deepest = listed?.list;
        isGuessed ||= listed === undefined;
      }
    }
    return { parameters: Object.fromEntries(bindings), isGuessed };
  }

  #enumValues(operation: ApiOperation, name: string): readonly string[] | undefined {
    const type = operation.parameters.find((each) => each.in === 'path' && each.name === name)?.type;
    return this.documents.enumValues('GET', operation.path, type ?? '');
  }

  /** A list of an enum's values, if the API has one; otherwise every value is a constant. */
  #listedEnum(operation: ApiOperation, prefix: string, name: string): ListedBinding | undefined {
    const type = operation.parameters.find((each) => each.name === name)?.type;
    const list = this.documents.route('GET', prefix);
    if (list?.responseType !== `${type}[]`) return undefined;
    const isFree = requiredQuery(this.documents, list, this.input.query ?? {}).needs.length === 0;
    return isFree ? this.#listed(prefix, name) : undefined;
  }

  /** The list before a parameter, and the part of its items that is the value. */
  #listed(prefix: string, name: string): ListedBinding {
    const operation = this.documents.route('GET', prefix);
    const need: Need = { route: prefix, name, in: 'path', type: 'string', description: '' };
    const refused = (words: string) => new NotDerivable(`nothing lists {${name}}: ${words}`, [need]);
    if (!operation) throw refused(`there is no GET ${prefix}`);
    const response = this.documents.response(operation);
    if (response.kind === 'array' && response.of.kind === 'scalar') {
      const list = this.add(operation.path, true);
      return { list, binding: { from: list.name } };
    }
    const fields = elementFields(response);
    if (!fields) throw refused(`GET ${prefix} is not a list`);
    const field = fieldForParameter(fields, name, operation.path);
    if (field === undefined) {
      throw refused(`GET ${prefix} lists objects, and none of their fields is {${name}}`);
    }
    if (field.toLowerCase() !== name.toLowerCase() && field !== 'id') {
      this.notes.push(
        `{${name}} is taken from the field "${field}" of ${operation.path}: no field has its name`,
      );
    }
    const list = this.add(operation.path);
    return { list, binding: { from: list.name, field } };
  }

  /** `{billId}` for `/me/bill`, where `/me/bill/{billId}` exists. */
  #childParameter(path: string): string | undefined {
    return PARAMETER.exec(this.documents.route('GET', `${path}/{}`)?.path.split('/').at(-1) ?? '')?.[1];
  }
}

function parametersOf(path: string): string[] {
  return path.split('/').flatMap((part) => PARAMETER.exec(part)?.[1] ?? []);
}

function whereAny<K extends string, V extends object>(name: K, members?: V): { [P in K]?: V } {
  return Object.keys(members ?? {}).length > 0 ? ({ [name]: members } as { [P in K]: V }) : {};
}

function statusNotes({ method, path, status }: ApiOperation): string[] {
  const text = deprecationText(method, path, status);
  return text === undefined ? [] : [text];
}

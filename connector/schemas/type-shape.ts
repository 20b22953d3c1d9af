// Types as documents write them, resolved to any depth within one document.
import type { FieldShape, TypeShape } from '../model/api-schema.js';
import type { ColumnType } from '../model/table.js';
import { type ApiDocument, type ApiModel, UNREADABLE_TYPE } from './document.js';

const COLUMNS: Readonly<Record<string, ColumnType>> = {
  boolean: 'boolean',
  long: 'bigint',
  int: 'bigint',
  double: 'decimal',
  float: 'decimal',
  datetime: 'timestamp',
  date: 'date',
};

/** Scalars that stay text: ids, addresses, durations, times. */
const TEXTS = new Set(
  'string text uuid password ip ipv4 ipv6 ipBlock ipv4Block ipv6Block ipInterface macAddress phoneNumber internationalPhoneNumber time duration'.split(
    ' ',
  ),
);

const MONEY_MEMBERS = new Set(['currencyCode', 'text', 'value', 'priceInUcents', 'valueInUcents']);

/**
 * Most members of one type, at all depths together; the largest type of the API has 858. A type that has more is not
 * resolved at all: which of its members would be left is chance.
 */
export const MOST_FIELDS = 10_000;
/** Deepest nesting of objects, lists and maps; the deepest of the API is 13. */
const DEEPEST = 32;

export interface ResolvedType {
  shape: TypeShape;
  /** What of it is beyond what is resolved; types come from the data there. */
  problem?: string;
}

/** Resolves a type within its own document, because one model name may have different content in another. */
export function resolveType(written: string, document: ApiDocument): TypeShape {
  return resolved(written, document).shape;
}

/** The same, with what is wrong. Never throws, whatever the document contains, and does a bounded amount of work. */
export function resolved(written: string, document: ApiDocument, mostFields = MOST_FIELDS): ResolvedType {
  const resolver = new Resolver(document, mostFields);
  const shape = resolver.resolve(written, []);
  const { problem } = resolver;
  if (resolver.isTooLarge) return { shape: { kind: 'any', note: problem }, problem };
  return { shape, ...(problem !== undefined && { problem }) };
}

class Resolver {
  #fields = 0;
  problem: string | undefined;

  constructor(
    private readonly document: ApiDocument,
    private readonly mostFields: number,
  ) {}

  get isTooLarge(): boolean {
    return this.#fields > this.mostFields;
  }

  /** @param above the models around it, and a name for each list or map around it */
  resolve(written: string, above: readonly string[]): TypeShape {
    const type = written.trim();
    if (type === UNREADABLE_TYPE) return this.#beyond('its type is no type of the API');
    if (above.length >= DEEPEST) return this.#beyond(`it is nested deeper than ${DEEPEST} levels`);
    const inside = (text: string) => this.resolve(text, [...above, '']);
    if (type.endsWith('[]')) return { kind: 'array', of: inside(type.slice(0, -2)) };
    // After a map, the array sign comes first: `map[string][]iam.resource.TagFilter`.
    if (type.startsWith('[]')) return { kind: 'array', of: inside(type.slice(2)) };
    const map = /^map\[[^\]]*\](.+)$/.exec(type);
    if (map) return { kind: 'map', of: inside(map[1] ?? '') };
    const scalar = scalarShape(type);
    if (scalar) return scalar;
    // An alias names its base type after the colon: `coreTypes.AccountId:string`.
    const alias = /^[\w.[\]]+:([\w.]+)$/.exec(type);
    if (alias) return inside(alias[1] ?? '');
    return this.#model(type, above);
  }

  #model(type: string, above: readonly string[]): TypeShape {
    const generic = /^([\w.]+)<(.+)>$/.exec(type);
    const model = this.document.models.get(type) ?? genericModel(generic?.[1], this.document);
    if (!model) return { kind: 'any', note: `the document has no model ${type}` };
    if (above.some((outer) => isGrowing(outer, type))) return { kind: 'any', note: `${type} inside itself` };
    if (model.values) return enumShape(type, model);
    if (isMoney(model)) return moneyShape(type, model);
    this.#fields += model.properties.length;
    if (this.isTooLarge) {
      // It decides about the whole type, whatever else is wrong with a part of it.
      this.problem = undefined;
      return this.#beyond(`it has more than ${this.mostFields.toLocaleString('en')} fields`);
    }
    return this.#object(type, generic?.[2], model, [...above, type]);
  }

  #object(type: string, argument: string | undefined, model: ApiModel, above: readonly string[]): TypeShape {
    const [parameter = 'T'] = model.generics;
    const fields: FieldShape[] = [];
    for (const property of model.properties) {
      if (this.isTooLarge) break;
      // The documents leave the literal parameter in a generic's entry: it is substituted here.
      const filled =
        argument === undefined ? property.type : replaceParameter(property.type, parameter, argument);
      fields.push({
        name: property.name,
        shape: this.resolve(filled, above),
        nullable: property.nullable,
        secret: /\bpassword(\[\])*$/.test(property.type),
        readOnly: property.readOnly,
        description: property.description,
      });
    }
    return { kind: 'object', model: type, fields };
  }

  #beyond(problem: string): TypeShape {
    this.problem ??= problem;
    return { kind: 'any', note: problem };
  }
}

/** The entry of a generic model itself: `complexType.Range` or `complexType.Range<T>`. */
function genericModel(base: string | undefined, document: ApiDocument): ApiModel | undefined {
  return base === undefined ? undefined : (document.models.get(base) ?? document.models.get(`${base}<T>`));
}

function scalarShape(type: string): TypeShape | undefined {
  const column = COLUMNS[type];
  if (column) return { kind: 'scalar', type, column };
  return TEXTS.has(type) ? { kind: 'scalar', type, column: 'text' } : undefined;
}

function enumShape(type: string, model: ApiModel): TypeShape {
  return { kind: 'scalar', type, column: COLUMNS[model.valueType ?? ''] ?? 'text', values: model.values };
}

/** A model inside itself: a generic one has a longer argument each time. `R<long>` in `R<R<long>>` is none. */
function isGrowing(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const isSame = inner.includes('<') && outer.split('<')[0] === inner.split('<')[0];
  return isSame && inner.length > outer.length;
}

function isMoney({ properties }: ApiModel): boolean {
  const names = properties.map((property) => property.name);
  return (
    names.includes('currencyCode') &&
    names.includes('value') &&
    names.every((name) => MONEY_MEMBERS.has(name))
  );
}

function moneyShape(type: string, { properties }: ApiModel): TypeShape {
  const ucents = (['priceInUcents', 'valueInUcents'] as const).find((name) =>
    properties.some((property) => property.name === name),
  );
  return { kind: 'money', model: type, ucents };
}

/** `T` in `T`, `X<T>`, `T[]` and `map[string]T`. What is no word is no parameter. */
function replaceParameter(type: string, parameter: string, argument: string): string {
  if (!/^\w+$/.test(parameter)) return type;
  const pattern = new RegExp(`(^|[<\\]])${parameter}(?=$|[>\\[])`);
  return type.replace(pattern, (_, before: string) => before + argument);
}

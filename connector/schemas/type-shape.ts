// Types as documents write them, resolved to any depth within one document.
import type { FieldShape, TypeShape } from '../model/api-schema.js';
import type { ColumnType } from '../model/table.js';
import type { ApiDocument, ApiModel } from './document.js';

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

/** Resolves a type within its own document, because one model name may have different content in another. */
export function resolveType(
  written: string,
  document: ApiDocument,
  above: readonly string[] = [],
): TypeShape {
  const type = written.trim();
  if (type.endsWith('[]')) return { kind: 'array', of: resolveType(type.slice(0, -2), document, above) };
  // After a map, the array sign comes first: `map[string][]iam.resource.TagFilter`.
  if (type.startsWith('[]')) return { kind: 'array', of: resolveType(type.slice(2), document, above) };
  const map = /^map\[[^\]]*\](.+)$/.exec(type);
  if (map) return { kind: 'map', of: resolveType(map[1] ?? '', document, above) };
  const scalar = scalarShape(type);
  if (scalar) return scalar;
  // An alias names its base type after the colon: `coreTypes.AccountId:string`.
  const alias = /^[\w.[\]]+:([\w.]+)$/.exec(type);
  if (alias) return resolveType(alias[1] ?? '', document, above);
  const generic = /^([\w.]+)<(.+)>$/.exec(type);
  const model = document.models.get(type) ?? genericModel(generic?.[1], document);
  if (!model) return { kind: 'any', note: `the document has no model ${type}` };
  if (above.includes(type)) return { kind: 'any', note: `${type} inside itself` };
  if (model.values) return enumShape(type, model);
  return objectShape(type, generic?.[2], model, document, [...above, type]);
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

function objectShape(
  type: string,
  argument: string | undefined,
  model: ApiModel,
  document: ApiDocument,
  above: readonly string[],
): TypeShape {
  const names = model.properties.map((property) => property.name);
  const isMoney =
    names.includes('currencyCode') &&
    names.includes('value') &&
    names.every((name) => MONEY_MEMBERS.has(name));
  if (isMoney) {
    const ucents = (['priceInUcents', 'valueInUcents'] as const).find((name) => names.includes(name));
    return { kind: 'money', model: type, ucents };
  }
  const [parameter = 'T'] = model.generics;
  const fields = model.properties.map((property): FieldShape => {
    // The documents leave the literal parameter in a generic's entry: it is substituted here.
    const filled =
      argument === undefined ? property.type : replaceParameter(property.type, parameter, argument);
    return {
      name: property.name,
      shape: resolveType(filled, document, above),
      nullable: property.nullable,
      secret: /\bpassword(\[\])*$/.test(property.type),
      readOnly: property.readOnly,
      description: property.description,
    };
  });
  return { kind: 'object', model: type, fields };
}

function replaceParameter(type: string, parameter: string, argument: string): string {
  return type.replace(new RegExp(`(^|[<\\]])${parameter}(?=$|[>\\[])`), `$1${argument}`);
}

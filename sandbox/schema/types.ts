/** The short notation for types, and its reader. */

/**
 * The schema documents of some routes in short: the fields of a model as `name:type`, with `?` where null is allowed;
 * the values of an enum; the response type of a route, where v2 routes start with `/v2/`.
 */
export interface Part {
  readonly models: Readonly<Record<string, string>>;
  readonly enums: Readonly<Record<string, string>>;
  readonly routes: Readonly<Record<string, string>>;
}

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** The fields of a model as written; in `complexType.UnitAndValue<long>` they still have the type `T`. */
export function readFields(written: string): Field[] {
  return written.split(' ').map((field) => {
    const cut = field.indexOf(':');
    const type = field.slice(cut + 1);
    return { name: field.slice(0, cut), type: type.replace(/\?$/, ''), nullable: type.endsWith('?') };
  });
}

/** `string[]` is a list of `string`; undefined for any other type. */
export function elementOf(type: string): string | undefined {
  return type.endsWith('[]') ? type.slice(0, -2) : undefined;
}

/** `map[string]long` is a map of `long` by `string`. */
export function mapOf(type: string): { readonly key: string; readonly value: string } | undefined {
  const [, key, value] = /^map\[([^\]]*)\](.*)$/.exec(type) ?? [];
  return key === undefined || value === undefined ? undefined : { key, value };
}

/** `coreTypes.AccountId:string` travels as `string`. */
export function plainType(type: string): string {
  return type.slice(type.lastIndexOf(':') + 1);
}

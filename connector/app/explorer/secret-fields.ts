// Masks secrets in shown values: fields by name and route, and fields that a document types as passwords.
import { SECRET_FIELDS } from '../../../endpoints/secrets.js';
import type { ApiRequest } from '../../model/api.js';
import type { TypeShape } from '../../model/api-schema.js';
import { isObject, type JsonValue } from '../../model/json.js';
import { isSecretName } from '../../model/secret-names.js';

export const HIDDEN = '********';

export interface SecretRules {
  /** Route or concrete path, without `/1.0` or `/v1`: `/me/bill/{billId}`. */
  route: string;
  shape?: TypeShape;
}

/** The value with every secret masked. */
export function hideSecretFields(value: JsonValue, rules: SecretRules): JsonValue {
  return maskedFields(value, rules).shown;
}

/** The same, and whether something is masked. */
export function maskedFields(
  value: JsonValue,
  { route, shape }: SecretRules,
): { shown: JsonValue; hidden: boolean } {
  const fields = SECRET_FIELDS.filter(({ path }) => path === undefined || isOf(path, route));
  const hiding = new Hiding(new Set(fields.flatMap((rule) => rule.fields)));
  const shown = hiding.hide(value, shape);
  return { shown, hidden: hiding.masked > 0 };
}

/** The request with every secret masked, so that it can be shown: in its query, its headers and its body. */
export function hideSecretsOf(request: ApiRequest, rules: SecretRules): ApiRequest {
  const { query, headers, body } = request;
  const { route } = rules;
  return {
    ...request,
    ...(query && { query: hideSecretFields(query, { route }) as typeof query }),
    ...(headers && { headers: hideSecretFields(headers, { route }) as typeof headers }),
    ...(body !== undefined && { body: hideSecretFields(body, rules) }),
  };
}

function isOf(template: string, route: string): boolean {
  const parts = route.split('/');
  const wanted = template.split('/');
  return wanted.length === parts.length && wanted.every((part, at) => part === '{}' || part === parts[at]);
}

class Hiding {
  /** Values that were masked. */
  masked = 0;

  constructor(private readonly fields: ReadonlySet<string>) {}

  hide(value: JsonValue, shape: TypeShape | undefined): JsonValue {
    if (shape?.kind === 'scalar' && shape.type === 'password') return this.#mask(value);
    if (Array.isArray(value)) {
      const of = shape?.kind === 'array' ? shape.of : undefined;
      return value.map((item) => this.hide(item, of));
    }
    if (!isObject(value)) return value;
    const members = Object.entries(value).map(([name, member]): [string, JsonValue] => {
      if (this.fields.has(name)) return [name, this.#mask(member)];
      if (isSecretName(name) && typeof member === 'string') return [name, this.#mask(member)];
      return [name, this.hide(member, memberShape(shape, name))];
    });
    return Object.fromEntries(members);
  }

  /** An empty value is not masked: that there is no password is worth knowing. */
  #mask(value: JsonValue): JsonValue {
    if (value === null || value === '' || typeof value === 'boolean') return value;
    this.masked++;
    return HIDDEN;
  }
}

function memberShape(shape: TypeShape | undefined, name: string): TypeShape | undefined {
  if (shape?.kind === 'map') return shape.of;
  return shape?.kind === 'object' ? shape.fields.find((field) => field.name === name)?.shape : undefined;
}

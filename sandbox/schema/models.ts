/** The types that the sandbox's schema documents describe, and the response types of its routes. */
import { account } from './sections/account.js';
import { audit } from './sections/audit.js';
import { billing } from './sections/billing.js';
import { catalog } from './sections/catalog.js';
import { cloud } from './sections/cloud.js';
import { cloudKube } from './sections/cloud-kube.js';
import { cloudUsage } from './sections/cloud-usage.js';
import { machines } from './sections/machines.js';
import { managedRancher } from './sections/managed-rancher.js';
import { network } from './sections/network.js';
import { services } from './sections/services.js';
import { support } from './sections/support.js';
import { web } from './sections/web.js';
import type { Field } from './types.js';
import { readFields } from './types.js';

const parts = [
  account,
  audit,
  billing,
  catalog,
  cloud,
  cloudKube,
  cloudUsage,
  machines,
  managedRancher,
  network,
  services,
  support,
  web,
];

type Texts = Readonly<Record<string, string>>;

export const models: Texts = Object.assign({}, ...parts.map((part) => part.models));
export const enums: Texts = Object.assign({}, ...parts.map((part) => part.enums));
export const responseTypes: Texts = Object.assign({}, ...parts.map((part) => part.routes));

/** Enums whose values are numbers. */
export const longEnums: readonly string[] = [
  'ip.IpVersionEnum',
  'sms.PackQuantityAutomaticRecreditEnum',
  'telephony.NumberCountryCodeEnum',
];

const read = new Map<string, readonly Field[] | undefined>();

/** The fields of a model by its full name, with generics substituted; undefined if there is no such model. */
export function fieldsOf(type: string): readonly Field[] | undefined {
  if (!read.has(type)) read.set(type, writtenFieldsOf(type));
  return read.get(type);
}

function writtenFieldsOf(type: string): Field[] | undefined {
  const written = Object.hasOwn(models, type) ? models[type] : undefined;
  const argument = /<(.*)>$/.exec(type)?.[1] ?? 'T';
  return written === undefined
    ? undefined
    : readFields(written).map((field) => ({ ...field, type: field.type.replace(/^T\b/, argument) }));
}

export function valuesOf(type: string): string[] | undefined {
  return Object.hasOwn(enums, type) ? enums[type]?.split(' ') : undefined;
}

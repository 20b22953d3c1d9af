// What a person typed into the form of an operation. Path and query values are in the address too, secrets never.
import { type Signal, signal } from '@preact/signals';
import type { CallRequest } from '../../contract/call.js';
import type { OperationPage, ParameterEntry } from '../../contract/operation.js';
import { type OperationId, query, setQuery } from '../state/address.js';

export interface FormValues {
  parameters: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** JSON text; undefined: the example as it is. */
  body?: string | undefined;
}

/** Where a parameter stands in the address: `p.billId`, `s.date.from`. */
const MARKS = { path: 'p.', query: 's.' } as const;
const GROUPS = { path: 'parameters', query: 'query', header: 'headers' } as const;

export type Place = keyof typeof GROUPS;

const forms = new Map<string, Signal<FormValues>>();

const keyOf = ({ method, path }: OperationId): string => `${method} ${path}`;

export function formOf(operation: OperationId): Signal<FormValues> {
  const key = keyOf(operation);
  const known = forms.get(key);
  if (known) return known;
  const made = signal<FormValues>({ parameters: inAddress('path'), query: inAddress('query'), headers: {} });
  forms.set(key, made);
  return made;
}

function inAddress(place: keyof typeof MARKS): Record<string, string> {
  const mark = MARKS[place];
  const entries = [...query.peek()].filter(([name]) => name.startsWith(mark));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(mark.length), value]));
}

/** Values from a pasted call, before its operation opens. */
export function seed(operation: OperationId, values: Partial<FormValues>): void {
  const old = forms.get(keyOf(operation))?.peek();
  const next = { parameters: {}, query: {}, headers: {}, ...old, ...values };
  const known = forms.get(keyOf(operation));
  if (known) known.value = next;
  else forms.set(keyOf(operation), signal(next));
}

export function setValue(
  operation: OperationId,
  place: Place,
  name: string,
  value: string,
  { secret = false } = {},
): void {
  const form = formOf(operation);
  const group = GROUPS[place];
  form.value = { ...form.value, [group]: { ...form.value[group], [name]: value } };
  if (place !== 'header' && !secret) setQuery({ [MARKS[place] + name]: value });
}

export function setBody(operation: OperationId, body: string | undefined): void {
  const form = formOf(operation);
  form.value = { ...form.value, body };
}

/** What will be asked: fields that are empty are left out. */
export function requestOf(operation: OperationId, example: string | undefined): CallRequest {
  const { parameters, query: asked, headers, body = example } = formOf(operation).value;
  return {
    method: operation.method,
    path: operation.path,
    parameters: given(parameters),
    query: given(asked),
    headers: given(headers),
    ...(body !== undefined && body.trim() !== '' && { body }),
  };
}

/** Required parameters without a value. */
export function missingIn(page: OperationPage): ParameterEntry[] {
  const form = formOf(page).value;
  return page.parameters.filter(({ in: place, name, required }) => required && !form[GROUPS[place]][name]);
}

/** The field of a parameter in the page. */
export const fieldId = ({ in: place, name }: Pick<ParameterEntry, 'in' | 'name'>): string =>
  `parameter-${place}-${name}`;

const given = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

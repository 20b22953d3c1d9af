// What the page may ask with, checked as it comes.
import { z } from 'zod';
import type { KeyRequest, KeySaveRequest } from '../contract/access.js';
import type { CallRequest, SendRequest } from '../contract/call.js';
import type { ResolveRequest, SearchRequest } from '../contract/catalogue.js';
import type { ValuesRequest } from '../contract/operation.js';
import type { DeriveRequest } from '../contract/source.js';
import { Refused } from './failure.js';

const word = z.string().max(2_000);
const values = z.record(word, z.string().max(100_000));

const call = z.strictObject({
  method: word,
  path: word,
  parameters: values,
  query: values,
  headers: values,
  body: z.string().optional(),
  connection: word.optional(),
});
const agreed = z.strictObject({ draft: word, consent: z.boolean() });

export const REQUESTS = {
  none: z.strictObject({}),
  index: z.strictObject({ v: word.optional() }),
  search: z.strictObject({
    q: word.optional(),
    path: word.optional(),
    description: word.optional(),
    parameter: word.optional(),
    body: word.optional(),
    response: word.optional(),
    state: word.optional(),
    method: word.optional(),
    branch: z.enum(['v1', 'v2']).optional(),
    section: word.optional(),
  }) satisfies z.ZodType<SearchRequest>,
  resolve: z.strictObject({ text: z.string().max(500_000) }) satisfies z.ZodType<ResolveRequest>,
  operation: z.strictObject({ method: word, path: word }),
  values: z.strictObject({
    path: word,
    parameter: word,
    parameters: values,
    connection: word.optional(),
    from: z.enum(['api', 'tables']),
  }) satisfies z.ZodType<ValuesRequest>,
  call: call satisfies z.ZodType<CallRequest>,
  send: z.union([agreed, call]) as z.ZodType<SendRequest>,
  lines: z.strictObject({
    id: word,
    from: z.coerce.number().int().min(0),
    count: z.coerce.number().int().min(1).max(20_000),
  }),
  answer: z.strictObject({ id: word }),
  month: z.strictObject({
    month: z
      .string()
      .regex(/^\d{4}-\d\d$/)
      .optional(),
  }),
  account: z.strictObject({ connection: word.optional() }),
  keyRequest: z.strictObject({
    connection: word.optional(),
    rules: z
      .array(z.strictObject({ method: word, path: word }))
      .min(1)
      .max(500)
      .optional(),
    minutes: z.number().min(0.1).max(1440),
  }) satisfies z.ZodType<KeyRequest>,
  keySave: z.strictObject({ id: word, consent: z.boolean() }) satisfies z.ZodType<KeySaveRequest>,
  derive: z.strictObject({
    method: word,
    path: word,
    parameters: values,
    query: values,
  }) satisfies z.ZodType<DeriveRequest>,
};

/** Throws `Refused` with what is wrong. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const where = issue?.path.map(String).join('.') || 'the request';
  throw new Refused(400, 'request', `${where}: ${issue?.message}`);
}

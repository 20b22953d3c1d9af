// How the server answers an address of the agreement.
import type { Context, Hono } from 'hono';
import type { z } from 'zod';
import type { ConsoleAddress, ConsoleApi } from '../contract/api.js';
import { Refused } from './failure.js';
import { checked } from './requests.js';

export const JSON_TYPE = { 'content-type': 'application/json' };

type Takes<A extends ConsoleAddress> = ConsoleApi[A]['takes'];
type Answers<A extends ConsoleAddress> = ConsoleApi[A]['answers'];

/** An address of the agreement: its request is checked, and its answer has the form that is agreed. */
export function answer<A extends ConsoleAddress>(
  app: Hono,
  address: A,
  schema: z.ZodType<Takes<A>>,
  handle: (request: Takes<A>, signal: AbortSignal) => Answers<A> | Promise<Answers<A>>,
): void {
  const [method = '', path = ''] = address.split(' ');
  app.on(method, path, async (c) => {
    const request = checked(schema, method === 'GET' ? c.req.query() : await jsonOf(c));
    return c.body(JSON.stringify(await handle(request, c.req.raw.signal)), 200, JSON_TYPE);
  });
}

async function jsonOf(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, 'request', 'the request is not JSON');
  }
}

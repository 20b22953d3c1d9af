// Calls of the console's own server, by the agreement. No other address is ever asked.
import type { ConsoleAddress, ConsoleApi, ConsoleError } from '../../contract/api.js';
import type { Issue } from '../../contract/source.js';

/** The server answered with an error, or not at all (`code` is `no-server`). */
export class ServerError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly issues: Issue[] = [],
  ) {
    super(message);
  }
}

export async function ask<A extends ConsoleAddress>(
  address: A,
  input: ConsoleApi[A]['takes'],
  signal?: AbortSignal,
): Promise<ConsoleApi[A]['answers']> {
  const [method = 'GET', path = ''] = address.split(' ');
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)]));
  const response = await fetch(method === 'GET' && search.size > 0 ? `${path}?${search}` : path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: signal ?? null,
    ...(method === 'POST' && {
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json' },
    }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ServerError('no-server', '');
  });
  if (!response.ok) throw await errorOf(response);
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return (await (isJson ? response.json() : response.text())) as ConsoleApi[A]['answers'];
}

async function errorOf(response: Response): Promise<ServerError> {
  const body = (await response.json().catch(() => ({}))) as Partial<ConsoleError>;
  const { code = 'internal', message = `HTTP ${response.status}`, issues } = body.error ?? {};
  return new ServerError(code, message, issues);
}

/** Where an address of the server is a link, such as the whole answer as a file. */
export function linkTo(address: 'GET /api/answer/text', { id }: { id: string }): string {
  return `${address.slice(4)}?id=${encodeURIComponent(id)}`;
}

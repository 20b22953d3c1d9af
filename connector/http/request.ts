// What of a request goes on the wire: its target and its own headers.
import type { ApiRequest } from '../model/api.js';

export function needsCredentials(request: ApiRequest): boolean {
  return request.authenticated !== false;
}

/** Path and query, percent-encoded: signed and sent byte for byte. */
export function requestTarget({ path, query = {} }: ApiRequest): string {
  const pairs = Object.entries(query).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`,
  );
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/** Names in lower case: a definition cannot send one of our headers a second time. */
export function requestHeaders(request: ApiRequest, userAgent: string): Record<string, string> {
  const own = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...Object.fromEntries(own),
    accept: 'application/json',
    'user-agent': userAgent,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json;charset=utf-8' }),
  };
}

// Addresses for keys: https, or http on this machine.
import { isConfidential } from '../../network/loopback.js';

/** The words for a `baseUrl`. */
export const ORIGIN_ALLOWED =
  'an origin such as https://eu.api.ovh.com, without path, query or credentials (http only for 127.0.0.0/8, ::1, localhost)';

/** The words for a `tokenUrl`. */
export const ADDRESS_ALLOWED =
  'an https address without query or credentials (http only for 127.0.0.0/8, ::1, localhost)';

/** True for scheme, host and port alone. */
export function isOrigin(text: string): boolean {
  return isAddress(text) && new URL(text).pathname === '/';
}

/** True for an address to which keys may be sent. */
export function isAddress(text: string): boolean {
  if (/[\s\\?#@]/.test(text) || !/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return isConfidential(url);
}

// Links of OVHcloud's console, curl lines and `GET /me/bill`: the server reads them, and the operation opens with their values.

import { seed } from '../operation/form-state.js';
import { go, operationAddress } from '../state/address.js';
import { ask } from '../state/server.js';

/** Whether a text may be one of these, rather than words to search for. */
export function isPasted(text: string): boolean {
  const trimmed = text.trim();
  return /^(https?:\/\/|curl\s|(GET|POST|PUT|DELETE|PATCH)\s+\/)/i.test(trimmed);
}

/** Whether an operation was found, and is open now. */
export async function openPasted(text: string): Promise<boolean> {
  const { found } = await ask('POST /api/resolve', { text }).catch(() => ({ found: null }));
  if (found === null) return false;
  const { method, path, ...values } = found;
  seed({ method, path }, values);
  go(operationAddress({ method, path }));
  return true;
}

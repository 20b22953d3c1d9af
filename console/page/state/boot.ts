// What the server wrote into the page.
import type { Boot } from '../../contract/api.js';

/** For style elements that a part of the page makes. */
export function styleNonce(): string {
  const text = document.getElementById('boot')?.textContent ?? '{}';
  return (JSON.parse(text) as Partial<Boot>).styleNonce ?? '';
}

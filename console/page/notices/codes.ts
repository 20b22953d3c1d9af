// What a code means, in the language of the page. English has the library's own text, which says more.
import { signal } from '@preact/signals';

type Words = Readonly<Record<string, string | ((count: string) => string)>>;

const words = signal<Words | undefined>(undefined);

export function useCodes(own: Words | undefined): void {
  words.value = own;
}

/** Undefined where the text of the library stands alone. */
export function codeWords(code: string, count?: string): string | undefined {
  const own = words.value;
  const found = own && Object.hasOwn(own, code) ? own[code] : undefined;
  if (typeof found !== 'function') return found;
  return count === undefined ? undefined : found(count);
}

// A notice of the library: by its code in the words of the page, and the library's text with its details.
import type { ComponentChildren } from 'preact';
import { f } from '../state/language.js';
import { codeWords } from './codes.js';

interface SaidProps {
  code: string;
  message: string;
  count?: number | undefined;
  /** Where the text is shown in another form. */
  children?: ComponentChildren;
}

export function Said({ code, message, count, children }: SaidProps) {
  const own = codeWords(code, count === undefined ? undefined : f.value.count(count));
  if (own === undefined) return <>{children ?? message}</>;
  return (
    <>
      {own}{' '}
      <small class="muted said" lang="en">
        {children ?? message}
      </small>
    </>
  );
}

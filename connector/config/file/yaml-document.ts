// YAML text into the document of the yaml package, with bounds, so that no text of a person ends the process.
import { type Document, Lexer, type LineCounter, parseDocument } from 'yaml';

export const DEEPEST = 50;
export const WIDEST_INDENT = 200;

/** With its errors; call it only for a text that is shallow. `keepSourceTokens`: for those who splice the text. */
export function parseYaml(
  text: string,
  options: { lineCounter?: LineCounter; keepSourceTokens?: boolean } = {},
): Document.Parsed {
  return withoutStacks(() =>
    parseDocument(text, {
      version: '1.2',
      schema: 'core',
      intAsBigInt: true,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      ...options,
    }),
  );
}

/** The yaml package makes an error for each thing that is wrong, and the stack of an error costs more than the parsing. */
function withoutStacks<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

// The yaml package (2.9) recurses: at some thousand levels it ends the whole process, not with an exception.
export function isShallow(text: string): boolean {
  if (new RegExp(`^(?:[ \\t]|[-?](?=[ \\t])){${WIDEST_INDENT + 1}}`, 'm').test(text)) return false;
  let depth = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > DEEPEST) return false;
  }
  return true;
}

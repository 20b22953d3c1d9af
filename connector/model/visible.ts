// Makes control characters of a text visible, so that a terminal or a log shows them and does not obey them: escape
// sequences, C1 controls, characters that reorder text, line breaks.

/** Controls apart from tab and line feed, line and paragraph separators, bidirectional controls, halves of characters. */
const UNSAFE = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu;

/** Keeps line breaks and tabs. The escapes are those of JSON, so that JSON keeps its values. */
export function visible(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** One line, whatever the text contains: line breaks become `\n`. */
export function visibleLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n');
}

/** `\r`, `\u001b` */
function escaped(character: string): string {
  if (character === '\r') return '\\r';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

// Texts that a spreadsheet would run as a formula when it opens a file.

/** Also the full-width forms, and a byte order mark, which hides the sign behind it. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\ufeff]/;

/** The text, with an apostrophe before it where a spreadsheet would run it. */
export function harmless(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

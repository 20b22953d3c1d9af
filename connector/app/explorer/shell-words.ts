// A command line as a shell reads it: words, with quotes and continued lines.

/** Undefined for a quote that does not end. Variables stay as they are written. */
export function shellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (sign === '\\') {
      at++;
      // A line that ends with it goes on in the next one.
      if (line[at] === '\r') at++;
      if (line[at] !== '\n') word = (word ?? '') + (line[at] ?? '');
      continue;
    }
    if (sign !== "'" && sign !== '"') {
      word = (word ?? '') + sign;
      continue;
    }
    const quoted = quotedText(line, at + 1, sign);
    if (quoted === undefined) return undefined;
    word = (word ?? '') + quoted.text;
    at = quoted.end;
  }
  return word === undefined ? words : [...words, word];
}

/** The text up to the closing quote, and where that is. Within double quotes a backslash takes the next sign as it is. */
function quotedText(line: string, start: number, quote: string): { text: string; end: number } | undefined {
  let text = '';
  for (let at = start; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (sign === quote) return { text, end: at };
    const isEscape = quote === '"' && sign === '\\' && /["\\$`\n]/.test(line[at + 1] ?? '');
    if (isEscape) at++;
    text += isEscape ? (line[at] === '\n' ? '' : (line[at] ?? '')) : sign;
  }
  return undefined;
}

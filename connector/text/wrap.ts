// Breaks lines at words, for people with narrow windows.

/** Lines of at most `width` characters; the ones after the first begin with `indent` spaces. A longer word stays whole. */
export function wrap(text: string, width: number, indent = 2): string {
  const lines: string[] = [];
  const start = /^ */.exec(text)?.[0] ?? '';
  let line = start;
  for (const word of text.trim().split(/ +/)) {
    const isFirst = line.trim() === '';
    if (!isFirst && [...line].length + 1 + [...word].length > width) {
      lines.push(line);
      line = start + ' '.repeat(indent) + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}

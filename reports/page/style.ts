// The style of a report: tokens, shared parts, the report's own, and what names the account on printed pages.
import { readFileSync } from 'node:fs';

const FILES = ['../../console/ui/tokens.css', '../../console/ui/ui.css', './report.css'];

/** @param foot what stands at the foot of each printed page */
export function styleText(foot: string): string {
  const sheets = FILES.map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'));
  return [...sheets.map(compact), pageFoot(foot)].join('\n');
}

/** Without comments and what only indents. Strings in the sheets hold no double spaces. */
function compact(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/([{,;])\n/g, '$1')
    .replace(/;?\n?\}\n?/g, '}\n')
    .trim();
}

function pageFoot(text: string): string {
  const font = 'font: 8pt sans-serif; color: #545d6b;';
  return `@page { size: A4; margin: 15mm 13mm 17mm; @bottom-left { content: ${cssString(text)}; ${font} } @bottom-right { content: counter(page) " / " counter(pages); ${font} } }`;
}

/** Whatever is no letter, digit or plain sign is escaped, so that no text can end the string or the element. */
export function cssString(text: string): string {
  const escaped = Array.from(text, (char) =>
    /[\p{L}\p{N} .,_·-]/u.test(char) ? char : `\\${(char.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped.join('')}"`;
}

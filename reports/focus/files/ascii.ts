// Text in ASCII, for readers that know nothing else. What has no like in ASCII becomes `?`.
import { domainToASCII } from 'node:url';

const LIKE: Readonly<Record<string, string>> = {
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‹': "'",
  '›': "'",
  '•': '-',
  '·': '-',
  '…': '...',
  '€': 'EUR',
  '£': 'GBP',
  '×': 'x',
  ß: 'ss',
  Æ: 'AE',
  æ: 'ae',
  Œ: 'OE',
  œ: 'oe',
  Ø: 'O',
  ø: 'o',
  Đ: 'D',
  đ: 'd',
  Ł: 'L',
  ł: 'l',
  ı: 'i',
};

const ASCII = /^[\0-\x7f]*$/;

export function isAscii(text: string): boolean {
  return ASCII.test(text);
}

/** Letters without their accents, other signs by what they are like. */
export function folded(text: string): string {
  if (isAscii(text)) return text;
  let out = '';
  for (const char of text) {
    const like = LIKE[char] ?? withoutMarks(char);
    out += isAscii(like)
      ? like
      : Array.from(like, (part) => LIKE[part] ?? (isAscii(part) ? part : '?')).join('');
  }
  return out;
}

/** A mark by itself, an invisible sign or a lone half of a pair is nothing; a space of any width is a space. */
function withoutMarks(char: string): string {
  return char
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}\p{Cs}]/gu, '')
    .replace(/\p{Z}/gu, ' ');
}

/** The name of a machine or a domain in the form `xn--`; other text is folded. */
export function foldedId(text: string): string {
  if (isAscii(text)) return text;
  const name = /^[\p{L}\p{M}\p{N}.-]+$/u.test(text) ? domainToASCII(text) : '';
  return name || folded(text);
}

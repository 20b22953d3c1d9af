// How well a word fits a path, a text or a name: 0 is not at all. Words and texts are in lower case.

/** A path as it is compared: as written, and its segments without braces between slashes. */
export interface ComparedPath {
  lower: string;
  /** `//me/bill/billid/`. */
  segments: string;
}

export function comparedPath(path: string): ComparedPath {
  const lower = path.toLowerCase();
  return { lower, segments: `/${lower.replace(/[{}]/g, '')}/` };
}

/** The whole path, then a whole segment, then the beginning of one, then any part. */
export function pathScore(word: string): (path: ComparedPath) => number {
  const begun = `/${word}`;
  const whole = `/${word}/`;
  const isSegment = !word.includes('/');
  return ({ lower, segments }) => {
    if (isSegment && segments.includes(begun)) {
      if (lower === word) return 8;
      return segments.includes(whole) ? 4 : 3;
    }
    if (!lower.includes(word)) return 0;
    return lower === word ? 8 : 2;
  };
}

/** A whole word of the text, then any part. */
export function textScore(word: string): (text: string) => number {
  if (word === '') return (text) => (text.split(/\W+/).includes('') ? 2 : 1);
  if (/\W/.test(word)) return (text) => (text.includes(word) ? 1 : 0);
  return (text) => {
    let at = text.indexOf(word);
    if (at < 0) return 0;
    for (; at >= 0; at = text.indexOf(word, at + 1))
      if (!isLetter(text.charCodeAt(at - 1)) && !isLetter(text.charCodeAt(at + word.length))) return 2;
    return 1;
  };
}

/** As `\w`: a digit, a letter or `_`. Beyond the ends of a text there is none. */
function isLetter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95
  );
}

/** The whole name, then any part. */
export function nameScore(word: string): (name: string) => number {
  return (name) => (name === word ? 4 : name.includes(word) ? 2 : 0);
}

// A path in one line: it gives way in the middle, its last segment stays whole, and hits stand out.
import type { ComponentChild } from 'preact';

/** No component: dozens of paths are made anew at each key stroke. */
export function pathText(path: string, words: readonly string[], old: boolean) {
  const cut = tailStart(path);
  return (
    <span class={old ? 'path old' : 'path'}>
      <span class="h">{marked(path.slice(0, cut), words)}</span>
      <span class="t">{marked(path.slice(cut), words)}</span>
    </span>
  );
}

/** Where the last segment begins; a parameter alone says little, so the one before it stays with it. */
function tailStart(path: string): number {
  const last = path.lastIndexOf('/');
  if (last <= 0) return 0;
  const before = path.lastIndexOf('/', last - 1);
  const lone = path.startsWith('{', last + 1) && path.length - before < 34;
  return (lone && before > 0 ? before : last) + 1;
}

function marked(text: string, words: readonly string[]): ComponentChild {
  if (words.length === 0) return text;
  const lower = text.toLowerCase();
  const pieces: ComponentChild[] = [];
  let done = 0;
  for (let hit = nextHit(lower, words, 0); hit; hit = nextHit(lower, words, done)) {
    pieces.push(text.slice(done, hit.from), <mark>{text.slice(hit.from, hit.to)}</mark>);
    done = hit.to;
  }
  return done === 0 ? text : [...pieces, text.slice(done)];
}

/** @param words lower case, none empty */
function nextHit(
  lower: string,
  words: readonly string[],
  start: number,
): { from: number; to: number } | undefined {
  let best: { from: number; to: number } | undefined;
  for (const word of words) {
    const from = lower.indexOf(word, start);
    if (from >= 0 && (best === undefined || from < best.from)) best = { from, to: from + word.length };
  }
  return best;
}

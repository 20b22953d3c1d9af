// A path in one line: it gives way in the middle, its last segment stays whole, and hits stand out.

export function PathText({ path, words, old = false }: { path: string; words: string[]; old?: boolean }) {
  const cut = tailStart(path);
  return (
    <span class={old ? 'path old' : 'path'}>
      <span class="h">
        <Marked text={path.slice(0, cut)} words={words} />
      </span>
      <span class="t">
        <Marked text={path.slice(cut)} words={words} />
      </span>
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

function Marked({ text, words }: { text: string; words: string[] }) {
  const [from, to] = firstHit(text.toLowerCase(), words);
  if (from < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, from)}
      <mark>{text.slice(from, to)}</mark>
      <Marked text={text.slice(to)} words={words} />
    </>
  );
}

function firstHit(lower: string, words: string[]): [from: number, to: number] {
  let best: [number, number] = [-1, -1];
  for (const word of words) {
    const at = lower.indexOf(word.toLowerCase());
    if (word !== '' && at >= 0 && (best[0] < 0 || at < best[0])) best = [at, at + word.length];
  }
  return best;
}

// What differs between file and draft, line by line; what is the same is folded.
import type { DiffAnswer, DiffLine } from '../../contract/draft.js';
import { CodeBox } from '../shell/code-box.js';
import { f, t } from '../state/language.js';

/** Lines around a change that are shown. */
const AROUND = 3;

export function DiffLines({ difference }: { difference: DiffAnswer }) {
  const { lines } = difference;
  const words = t.value.source;
  const near = (place: number): boolean =>
    lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(({ kind }) => kind !== 'same');
  const shown: (DiffLine | number)[] = [];
  for (const [place, line] of lines.entries()) {
    if (near(place)) shown.push(line);
    else if (typeof shown.at(-1) === 'number') shown[shown.length - 1] = Number(shown.at(-1)) + 1;
    else shown.push(1);
  }
  return (
    <CodeBox class="diff" label={words.diff}>
      {shown.map((line, place) =>
        typeof line === 'number' ? (
          <span key={place} class="c">
            {words.sameLines(f.value.count(line))}
          </span>
        ) : (
          <span key={place} class={{ same: '', added: 'add', removed: 'del' }[line.kind]}>
            <span class="no" aria-hidden="true">
              {line.after ?? line.before}
            </span>
            <span class="sign">{{ same: ' ', added: '+', removed: '−' }[line.kind]}</span>
            {line.text}
          </span>
        ),
      )}
    </CodeBox>
  );
}

/** Changes in a row are one. */
export function changeCount({ lines }: DiffAnswer): number {
  return lines.filter(({ kind }, place) => kind !== 'same' && (lines[place - 1]?.kind ?? 'same') === 'same')
    .length;
}

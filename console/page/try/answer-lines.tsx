// An answer of any size: the lines in view are in the page. Parts fold, and a text is found.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { JsonLine } from '../operation/json-text.js';
import { CodeBox } from '../shell/code-box.js';
import { Problem } from '../shell/problem.js';
import { f, t } from '../state/language.js';
import { ServerError } from '../state/server.js';
import { useWindow } from '../windowed/window-of-list.js';
import { AnswerText, type ShownAnswer } from './answer-text.js';

const LINE = 19;

/** So many lines are found by eye. */
const SHORT = 30;

/** Browsers lay out no more pixels than this; longer answers scroll in proportion. */
const HIGHEST = 10_000_000;

export function AnswerLines({ answer }: { answer: ShownAnswer }) {
  const scroller = useRef<HTMLElement>(null);
  const kept = useRef<{ id: string; text: AnswerText } | undefined>(undefined);
  const [, again] = useState(0);
  const [hit, setHit] = useState(-1);
  const [error, setError] = useState<ServerError | undefined>(undefined);
  const paint = () => again((count) => count + 1);
  if (kept.current?.id !== answer.id) kept.current = { id: answer.id, text: new AnswerText(answer) };
  const { text } = kept.current;
  const total = text.shown;
  const height = Math.min(HIGHEST, total * LINE);
  // Pixels of the scroll bar for each line.
  const step = height / total;
  const { first, last } = useWindow(scroller, total, step);
  const count = Math.min(200, last - first);
  useEffect(() => text.need(text.placeOf(first), text.placeOf(first + count), paint));
  const digits = String(answer.lines).length;

  const fail = (failure: unknown) => setError(failure instanceof ServerError ? failure : undefined);
  const show = (place: number) => {
    text.unfold(place);
    setHit(place);
    const element = scroller.current;
    if (element) element.scrollTop = Math.max(0, text.rowOf(place) * step - element.clientHeight / 2);
  };
  return (
    <>
      {error && <Problem error={error} />}
      {answer.lines > SHORT && <Find key={answer.id} text={text} show={show} fail={fail} />}
      <CodeBox class="lines" box={scroller} label={t.value.try.answer}>
        <div class="all" style={{ height: `${height}px` }}>
          {Array.from({ length: count }, (_, offset) => {
            const place = text.placeOf(first + offset);
            return (
              <Line
                key={place}
                text={text}
                place={place}
                top={first * step + offset * LINE}
                digits={digits}
                isHit={place === hit}
                toggle={() => void text.toggle(place).then(paint).catch(fail)}
              />
            );
          })}
        </div>
      </CodeBox>
    </>
  );
}

interface LineProps {
  text: AnswerText;
  place: number;
  top: number;
  digits: number;
  isHit: boolean;
  toggle: () => void;
}

function Line({ text, place, top, digits, isHit, toggle }: LineProps) {
  const line = text.line(place);
  const folded = text.isFolded(place);
  return (
    <div class={isHit ? 'ln at' : 'ln'} style={{ top: `${top}px` }}>
      <span class="no" aria-hidden="true" style={{ width: `${digits}ch` }}>
        {place + 1}
      </span>
      {AnswerText.opens(line) ? (
        <button
          type="button"
          class="fold"
          aria-expanded={!folded}
          aria-label={t.value.try.foldLine(f.value.count(place + 1))}
          onClick={toggle}
        >
          <Icon name={folded ? 'right' : 'down'} />
        </button>
      ) : (
        <span class="fold" />
      )}
      {line === undefined ? <span class="c">…</span> : <JsonLine text={line} />}
      {folded && <span class="c"> … {line?.endsWith('[') ? ']' : '}'}</span>}
    </div>
  );
}

interface FindProps {
  text: AnswerText;
  show: (place: number) => void;
  fail: (error: unknown) => void;
}

/** Enter goes to the next hit, Shift Enter to the one before. */
function Find({ text, show, fail }: FindProps) {
  const words = t.value.try;
  const [hits, setHits] = useState<{ typed: string; places: number[]; at: number } | undefined>(undefined);
  const find = async (typed: string) => {
    const places = typed === '' ? [] : await text.find(typed);
    setHits(typed === '' ? undefined : { typed, places, at: 0 });
    if (places[0] !== undefined) show(places[0]);
  };
  const step = (by: number) => {
    if (!hits || hits.places.length === 0) return;
    const at = (hits.at + by + hits.places.length) % hits.places.length;
    setHits({ ...hits, at });
    show(hits.places[at] ?? 0);
  };
  const place = f.value.count(hits && hits.places.length > 0 ? hits.at + 1 : 0);
  return (
    <div class="row findbar">
      <input
        class="in grow"
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        autocomplete="off"
        spellcheck={false}
        onInput={({ currentTarget }) => void find(currentTarget.value).catch(fail)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          step(event.shiftKey ? -1 : 1);
        }}
      />
      <span class="small muted" role="status">
        {hits && words.hits(place, f.value.count(hits.places.length))}
      </span>
    </div>
  );
}

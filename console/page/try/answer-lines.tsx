// An answer of any size in lines: those in view are in the page, the others come from the server when they are scrolled to.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerOk, CallAnswer } from '../../contract/call.js';
import { useWindow } from '../explore/window-of-list.js';
import { JsonLine } from '../operation/json-text.js';
import { CodeBox } from '../shell/code-box.js';
import { t } from '../state/language.js';
import { ask } from '../state/server.js';

const LINE = 19;
const CHUNK = 1000;

/** Browsers lay out no more pixels than this; longer answers scroll in proportion. */
const HIGHEST = 10_000_000;

export function AnswerLines({ answer }: { answer: CallAnswer & AnswerOk }) {
  const scroller = useRef<HTMLElement>(null);
  const total = Math.max(1, answer.lines);
  const height = Math.min(HIGHEST, total * LINE);
  // Pixels of the scroll bar for each line.
  const step = height / total;
  const { first, last } = useWindow(scroller, total, step);
  const lines = useLines(answer, first, Math.min(last, first + 200));
  const digits = String(total).length;
  return (
    <CodeBox class="lines" box={scroller} label={t.value.try.answer}>
      <div class="all" style={{ height: `${height}px` }}>
        {lines.map((text, offset) => (
          <div key={first + offset} class="ln" style={{ top: `${first * step + offset * LINE}px` }}>
            <span class="no" aria-hidden="true" style={{ width: `${digits}ch` }}>
              {first + offset + 1}
            </span>
            {text === undefined ? <span class="c">…</span> : <JsonLine text={text} />}
          </div>
        ))}
      </div>
    </CodeBox>
  );
}

/** Lines of the window; undefined while they are on their way. */
function useLines(answer: CallAnswer & AnswerOk, first: number, last: number): (string | undefined)[] {
  const chunks = useRef({ id: '', lines: new Map<number, string[]>(), asked: new Set<number>() });
  const [, again] = useState(0);
  if (chunks.current.id !== answer.id)
    chunks.current = { id: answer.id, lines: chunked(answer.text.split('\n')), asked: new Set() };
  const { lines, asked } = chunks.current;
  const wanted = [...new Set([Math.floor(first / CHUNK), Math.floor(Math.max(first, last - 1) / CHUNK)])];
  useEffect(() => {
    for (const chunk of wanted) {
      if (lines.has(chunk) || asked.has(chunk) || answer.isWhole) continue;
      asked.add(chunk);
      ask('GET /api/answer/lines', { id: answer.id, from: chunk * CHUNK, count: CHUNK })
        .then((page) => lines.set(chunk, page.lines))
        .catch(() => asked.delete(chunk))
        .finally(() => again((count) => count + 1));
    }
  });
  return Array.from({ length: Math.max(0, last - first) }, (_, offset) => {
    const place = first + offset;
    return lines.get(Math.floor(place / CHUNK))?.[place % CHUNK];
  });
}

function chunked(lines: string[]): Map<number, string[]> {
  const chunks = new Map<number, string[]>();
  for (let from = 0; from < lines.length; from += CHUNK)
    chunks.set(from / CHUNK, lines.slice(from, from + CHUNK));
  return chunks;
}

// Entries of the ledger: those in view are in the page. Arrows and letters move, Enter opens.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { LedgerLine } from '../../contract/ledger.js';
import { Icon } from '../../ui/icons.js';
import { dayOf, timeOf } from '../runs/times.js';
import { Problem } from '../shell/problem.js';
import { useShortcut } from '../shell/shortcuts.js';
import { query, setQuery } from '../state/address.js';
import { t } from '../state/language.js';
import { reveal, useRowHeight, useWindow } from '../windowed/window-of-list.js';
import { keyOf } from './entry-key.js';
import type { EntryPages } from './pages.js';
import { ReasonChip } from './reason-chip.js';

interface ListProps {
  pages: EntryPages;
  /** Entries of several runs. */
  several: boolean;
  fixed: { source?: string };
}

export function EntryList({ pages, several, fixed }: ListProps) {
  const { ledger: words } = t.value;
  const scroller = useRef<HTMLDivElement>(null);
  const height = useRowHeight('--line-row');
  const total = pages.total.value;
  // Painted again when a page has come.
  void pages.version.value;
  const { first, last } = useWindow(scroller, total, height);
  const [active, setActive] = useState(0);
  const open = query.value.get('entry') ?? '';
  useEffect(() => pages.need(first, last), [pages, first, last]);
  useLayoutEffect(() => {
    setActive(0);
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [pages]);
  const move = (step: number) => {
    const next = Math.max(0, Math.min(total - 1, active + step));
    setActive(next);
    reveal(scroller.current, next, height);
  };
  const show = (line: LedgerLine | undefined) => {
    if (line) setQuery({ entry: keyOf(line) }, { replace: false });
  };
  useShortcut('next', () => move(1));
  useShortcut('previous', () => move(-1));
  useShortcut('open', () => show(pages.at(active)));
  useShortcut('back', () => {
    setQuery({ entry: '' });
    scroller.current?.focus();
  });
  if (pages.problem.value)
    return <Problem error={pages.problem.value} again={() => pages.need(first, last)} />;
  const id = (place: number) => `entry-${place}`;
  return (
    <div
      class="gbody entries"
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={words.list}
      aria-activedescendant={pages.at(active) ? id(active) : undefined}
      onKeyDown={(event) => {
        const steps: Record<string, number> = {
          ...{ ArrowDown: 1, ArrowUp: -1, Home: -total, End: total },
          ...{ PageDown: 15, PageUp: -15 },
        };
        const step = steps[event.key];
        if (step !== undefined) move(step);
        else if (event.key === 'Enter' || event.key === ' ') show(pages.at(active));
        else return;
        event.preventDefault();
      }}
    >
      <div class="all" role="presentation" style={{ height: `${total * height}px` }}>
        {Array.from({ length: Math.max(0, last - first) }, (_, offset) => {
          const place = first + offset;
          const line = pages.at(place);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the list
            <div
              key={place}
              id={id(place)}
              role="option"
              class={place === active ? 'grow-row on' : 'grow-row'}
              tabIndex={-1}
              aria-label={line ? undefined : t.value.waiting}
              aria-selected={line !== undefined && keyOf(line) === open}
              aria-setsize={total}
              aria-posinset={place + 1}
              style={{ top: `${place * height}px` }}
              onClick={() => {
                setActive(place);
                show(line);
              }}
            >
              {line ? (
                <Line line={line} several={several} hasSource={fixed.source === undefined} />
              ) : (
                <span class="bone" aria-hidden="true" />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Line({ line, several, hasSource }: { line: LedgerLine; several: boolean; hasSource: boolean }) {
  const { reason, id, source, status, at, accepted, runId } = line;
  return (
    <>
      <span class="reason">
        <ReasonChip reason={reason} />
        {accepted && <Icon name="check" small />}
      </span>
      <span class="mono trunc grow" title={id}>
        {id}
      </span>
      {hasSource && <span class="mono trunc no-m">{source}</span>}
      <span class="n no-m">{status ?? '–'}</span>
      <span class="muted no-m" title={several ? runId : undefined}>
        {dayOf(at)}, {timeOf(at)}
      </span>
    </>
  );
}

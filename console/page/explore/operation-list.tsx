// The list of operations: thousands of rows, of which those in view are in the page.
import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { useShortcut } from '../shell/shortcuts.js';
import { go, openOperation, operationAddress } from '../state/address.js';
import { catalogue, fold, type Operation, operationAt, rowOf } from '../state/catalogue.js';
import { f, t } from '../state/language.js';
import { reveal, useRowHeight, useWindow } from '../windowed/window-of-list.js';
import { type Line, lines, words } from './found.js';
import { pathText } from './path-text.js';
import { stateTag } from './state-tag.js';

/** The place that keys act on. */
const active = signal(0);

export const listElement = { current: null as HTMLDivElement | null };

const keyOfLine = (line: Line | undefined): string =>
  line === undefined ? '' : line.kind === 'section' ? `s${line.section}` : `o${line.row}`;

const isSame = (a: Line, b: Line): boolean =>
  a.kind === 'section' ? b.kind === a.kind && a.section === b.section : b.kind === a.kind && a.row === b.row;

export function moveInList(step: number): void {
  const count = lines.value.length;
  if (count === 0) return;
  active.value = Math.max(0, Math.min(count - 1, active.value + step));
  isScrolled = true;
  reveal(listElement.current, active.value, heightNow);
}

let heightNow = 28;

/** Told by events: to ask for `scrollTop`, or to set it, lays the whole page out at once. */
let isScrolled = false;

export function openActive(): void {
  const line = lines.value[active.value];
  if (line?.kind === 'section') fold(line.section, line.open);
  else if (line) go(operationAddress(operationAt(line.row)));
}

export function OperationList() {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight();
  heightNow = rowHeight;
  const all = lines.value;
  const { first, last } = useWindow(scroller, all.length, rowHeight);
  const open = openOperation.value;
  const openRow = open ? rowOf(open.method, open.path) : -1;
  listElement.current = scroller.current;

  useShortcut('next', () => moveInList(1));
  useShortcut('previous', () => moveInList(-1));
  useShortcut('open', openActive);
  useNewList(all, openRow, rowHeight);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -all.length,
      End: all.length,
    };
    const line = all[active.value];
    const step = steps[event.key];
    if (step !== undefined) moveInList(step);
    else if (event.key === 'Enter' || event.key === ' ') openActive();
    else if (event.key === 'ArrowLeft' && line) foldAt(all, line, true);
    else if (event.key === 'ArrowRight' && line?.kind === 'section') fold(line.section, false);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={(element) => {
        scroller.current = element;
        listElement.current = element;
      }}
      class="list"
      role="tree"
      tabIndex={0}
      aria-label={t.value.operations}
      aria-activedescendant={all.length > 0 ? `line-${keyOfLine(all[active.value])}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => {
        isScrolled = currentTarget.scrollTop > 0;
      }}
    >
      <div class="all" role="presentation" style={{ height: `${all.length * rowHeight}px` }}>
        {all.slice(first, last).map((line, offset) =>
          lineView({
            line,
            top: (first + offset) * rowHeight,
            place: first + offset,
            count: all.length,
            isActive: first + offset === active.value,
            isOpen: line.kind === 'operation' && line.row === openRow,
          }),
        )}
      </div>
    </div>
  );
}

/** To the head of the section, and from there closed. */
function foldAt(all: readonly Line[], line: Line, closed: boolean): void {
  if (line.kind === 'section') {
    fold(line.section, closed);
    return;
  }
  for (let place = active.value; place >= 0; place--)
    if (all[place]?.kind === 'section') {
      moveInList(place - active.value);
      return;
    }
}

/** A new list begins at its first row; the operation that is open stays in view. */
function useNewList(all: readonly Line[], openRow: number, rowHeight: number): void {
  const before = useRef<{ all: readonly Line[]; line?: Line | undefined }>({ all: [] });
  useLayoutEffect(() => {
    if (before.current.all !== all) {
      const { line } = before.current;
      // Hits are best first, so the first one is next; sections that fold leave the line where it is.
      const kept =
        line === undefined || all[0]?.kind !== 'section' ? -1 : all.findIndex((each) => isSame(each, line));
      active.value = Math.max(0, kept);
      before.current.all = all;
      if (kept < 0 && isScrolled && listElement.current) listElement.current.scrollTop = 0;
    }
    before.current.line = all[active.value];
  });
  useEffect(() => {
    const place = all.findIndex((line) => line.kind === 'operation' && line.row === openRow);
    if (place < 0) return;
    active.value = place;
    reveal(listElement.current, place, rowHeight);
  }, [openRow, all.length > 0]);
}

interface LineProps {
  line: Line;
  top: number;
  place: number;
  count: number;
  isActive: boolean;
  isOpen: boolean;
}

/**
 * No component, and of its place rather than of what it shows: a key stroke changes dozens of lines, and to change one costs less than
 * to make one.
 */
function lineView({ line, top, place, count, isActive, isOpen }: LineProps) {
  const shared = {
    id: `line-${keyOfLine(line)}`,
    'aria-setsize': count,
    'aria-posinset': place + 1,
    style: { top: `${top}px` },
  };
  if (line.kind === 'section') {
    const { path = '', description = '' } = catalogue.value.answer?.sections[line.section] ?? {};
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the list
      <div
        key={place}
        {...shared}
        role="treeitem"
        tabIndex={-1}
        class={isActive ? 'line head active' : 'line head'}
        aria-level={1}
        aria-expanded={line.open}
        aria-selected={isActive}
        title={description}
        onClick={() => {
          active.value = place;
          fold(line.section, line.open);
        }}
      >
        <Icon name={line.open ? 'down' : 'right'} />
        {path}
        <small>{f.value.count(line.count)}</small>
      </div>
    );
  }
  return operationLine(operationAt(line.row), place, shared, isActive, isOpen);
}

function operationLine(
  operation: Operation,
  place: number,
  shared: object,
  isActive: boolean,
  isOpen: boolean,
) {
  const { method, path, state, ending } = operation;
  const old = state === 'DEPRECATED';
  const replaced = ending?.replacedBy === undefined ? undefined : operationAt(ending.replacedBy);
  const classes = ['line', 'op', old && 'dep', isActive && 'active', isOpen && 'open']
    .filter(Boolean)
    .join(' ');
  return (
    <a
      key={place}
      {...shared}
      role="treeitem"
      tabIndex={-1}
      class={classes}
      href={operationAddress(operation)}
      aria-level={2}
      aria-selected={isActive}
      aria-current={isOpen ? 'true' : undefined}
      title={replaced ? `${method} ${path} → ${replaced.method} ${replaced.path}` : `${method} ${path}`}
    >
      <span class={`verb ${method}`}>{method === 'DELETE' ? 'DEL' : method}</span>
      {pathText(path, words.value, old)}
      {stateTag({ state, ...ending })}
      {replaced && (
        <span class="rep" aria-hidden="true">
          <Icon name="right" small />
        </span>
      )}
    </a>
  );
}

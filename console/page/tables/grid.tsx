// The rows of a table: thousands or millions, of which those in view are in the page.
import { signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { TableColumn } from '../../contract/tables.js';
import { Icon } from '../../ui/icons.js';
import { useShortcut } from '../shell/shortcuts.js';
import { query } from '../state/address.js';
import { f, t } from '../state/language.js';
import { useScrolled } from '../windowed/scrolled-table.js';
import { useRowHeight } from '../windowed/window-of-list.js';
import { setView, sort } from './address.js';
import { isNumber, Value, widthOf } from './cell.js';
import { FilterField, focusFilter } from './filter-field.js';
import { counted, isOld, need, pages, rowAt, rowsError, total } from './rows.js';

/** The place that keys act on. */
const active = signal(0);

export const gridElement = { current: null as HTMLElement | null };

interface GridProps {
  table: string;
  columns: readonly TableColumn[];
  /** Of the cells of a row, in their order. */
  all: readonly TableColumn[];
}

export function Grid({ table, columns, all }: GridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLTableSectionElement>(null);
  const rowHeight = useRowHeight();
  // Rows of before do not meet a filter that is refused.
  const count = rowsError.value ? 0 : total.value.rows;
  const { first, last, above, below, reveal } = useScrolled(
    scroller,
    count,
    rowHeight,
    head.current?.offsetHeight ?? 64,
  );
  const { tables: words } = t.value;
  const open = query.value.get('row') ?? '';
  useEffect(() => need(first, last), [first, last, pages.value, isOld.value]);
  useLayoutEffect(() => {
    active.value = 0;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [table, query.value.get('where'), query.value.get('sort'), query.value.get('after')]);
  /** The last row was asked for while the rows were still being counted. */
  const waitsForEnd = useRef(false);
  useEffect(() => {
    if (waitsForEnd.current) move(count);
    waitsForEnd.current = false;
  }, [counted.value]);
  const move = (step: number) => {
    waitsForEnd.current = step >= count && counted.value === undefined && total.value.atLeast;
    active.value = Math.max(0, Math.min(count - 1, active.value + step));
    reveal(active.value);
  };
  const openAt = (place: number) => {
    const id = rowAt(place)?.id;
    active.value = place;
    if (id !== undefined) setView({ row: id });
  };
  useShortcut('next', () => move(1));
  useShortcut('previous', () => move(-1));
  useShortcut('open', () => openAt(active.value));
  useShortcut('search', () => focusFilter(scroller.current));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 3);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -count,
      End: count,
    };
    const step = steps[event.key];
    if (step !== undefined) move(step);
    else if (event.key === 'Enter' || event.key === ' ') openAt(active.value);
    else return;
    event.preventDefault();
  };
  const places = columns.map(({ name }) => all.findIndex((column) => column.name === name));
  const sample = pages.value.get(0)?.rows.slice(0, 40) ?? [];
  const widths = columns.map(({ name, type }, at) => {
    const characters = widthOf(
      name,
      type,
      sample.map((row) => row[places[at] ?? -1]),
    );
    return Math.round(characters * 7.4 + 16);
  });
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  return (
    <div class="gridbox" ref={scroller}>
      <table
        ref={(element) => {
          gridElement.current = element;
        }}
        class={isOld.value ? 'grid old' : 'grid'}
        // Without a width of its own a table is not laid out by those of its columns.
        style={{ width: `${widths.reduce((sum, width) => sum + width, 0)}px` }}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid by the pattern, whose cells are those of a table
        role="grid"
        tabIndex={0}
        aria-label={words.grid(table)}
        aria-rowcount={total.value.atLeast ? -1 : count + 1}
        aria-activedescendant={count > 0 ? `row-${active.value}` : undefined}
        onKeyDown={onKeyDown}
      >
        <colgroup>
          {widths.map((width, at) => (
            <col key={columns[at]?.name} style={{ width: `${width}px` }} />
          ))}
        </colgroup>
        <thead ref={head}>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column.name} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Space height={above} />}
          {shown.map((place) => {
            const row = rowAt(place);
            const classes = [place === active.value && 'active', row?.id === open && open !== '' && 'open'];
            return (
              <tr
                key={place}
                id={`row-${place}`}
                class={classes.filter(Boolean).join(' ')}
                aria-rowindex={place + 2}
                aria-selected={row?.id === open && open !== ''}
                onClick={() => {
                  if (getSelection()?.isCollapsed !== false) openAt(place);
                }}
              >
                {columns.map(({ name, type, key }, at) => (
                  <td key={name} class={isNumber(type) ? 'n' : key ? 'mono' : undefined}>
                    <Value text={row?.cells[places[at] ?? -1]} type={type} />
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <Space height={below} />}
        </tbody>
      </table>
    </div>
  );
}

const HIDDEN = { 'aria-hidden': true } as const;

function Space({ height }: { height: number }) {
  return (
    <tr {...HIDDEN} class="space">
      <td style={{ height: `${height}px` }} />
    </tr>
  );
}

function Head({ column }: { column: TableColumn }) {
  const { name, type, key, about } = column;
  const { tables: words } = t.value;
  const direction = sort.value.includes(name) ? 'up' : sort.value.includes(`-${name}`) ? 'down' : undefined;
  const next = direction === undefined ? [`-${name}`] : direction === 'down' ? [name] : [];
  const what = direction === undefined ? words.sortDown : direction === 'down' ? words.sortUp : words.sortOff;
  return (
    <th
      scope="col"
      class={isNumber(type) ? 'n' : undefined}
      aria-sort={direction === undefined ? undefined : direction === 'up' ? 'ascending' : 'descending'}
    >
      <button
        type="button"
        class="sorter"
        title={what(name)}
        aria-label={`${name}: ${what(name)}`}
        onClick={(event) => {
          // With the shift key it is sorted by this one, too.
          const others = event.shiftKey ? sort.value.filter((each) => each.replace(/^-/, '') !== name) : [];
          setView({ sort: [...others, ...next] });
        }}
      >
        {key && <Icon name="key" small />}
        <span class="mono">{name}</span>
        {direction && <span aria-hidden="true">{direction === 'up' ? '↑' : '↓'}</span>}
      </button>
      <span class="ty">{type}</span>
      <span class="ab" title={about}>
        {about ?? ''}
      </span>
      <FilterField column={column} />
    </th>
  );
}

/** `33 rows`, read aloud when it changes. */
export function rowsText(): string {
  const { rows, atLeast } = total.value;
  return t.value.tables.shown(f.value.count(rows), atLeast);
}

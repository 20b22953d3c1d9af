// One table: its rows, and beside them the record that is open.
import { useEffect } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { announce } from '../shell/announcer.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { query } from '../state/address.js';
import { f, t } from '../state/language.js';
import { cols, selectionOf, setView, sort, where } from './address.js';
import { NotLoaded, TableList } from './all-tables.js';
import { ColumnChooser, Files, Filters, filterText } from './filters.js';
import { Grid, rowsText } from './grid.js';
import { Record } from './record.js';
import { again, isOld, pages, rowsError, select, total } from './rows.js';
import { fewOf, inReadingOrder, useNarrow } from './shown-columns.js';
import { about, loadAbout, tables } from './state.js';
import { Sum } from './sum.js';

export function TablePage({ table }: { table: string }) {
  const { tables: words } = t.value;
  const after = query.value.get('after') ?? undefined;
  const row = query.value.get('row');
  const search = query.value.toString();
  useEffect(() => loadAbout(table), [table]);
  useEffect(() => select(selectionOf(table), after), [table, search]);
  const { answer } = about.value;
  const columns = inReadingOrder(answer?.columns ?? []);
  const isNarrow = useNarrow();
  const shown =
    cols.value.length === 0
      ? isNarrow
        ? fewOf(columns)
        : columns
      : cols.value.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  const entry = tables.value.answer?.tables.find(({ name }) => name === table);
  const first = pages.value.get(0);
  const isReady = answer?.name === table && (first !== undefined || pages.value.size > 0);
  const found = rowsText();
  useEffect(() => {
    if (isReady && !isOld.value) announce(found);
  }, [found, isReady, isOld.value]);
  return (
    <div class={row ? 'data with-record' : 'data'}>
      <TableList />
      <div class="rowspane">
        <div class="datahead">
          <div class="row wrap">
            <a class="btn quiet icon only-m" href="/tables" aria-label={words.all}>
              <Icon name="left" />
            </a>
            <h2 class="mono">{table}</h2>
            <span class="muted small">
              {entry?.rows !== undefined && `${words.rowsOf(f.value.count(entry.rows))}, `}
              {columns.length > 0 && words.columnsOf(f.value.count(columns.length))}
            </span>
            {entry?.notLoaded && (
              <span class="small">
                <NotLoaded entry={entry} />
              </span>
            )}
            <span class="grow" />
            <CopyButton text={() => location.href} label={t.value.operation.copyLink} />
            <ColumnChooser columns={columns} />
            <Files table={table} />
          </div>
          {entry?.about && <p class="muted small">{entry.about}</p>}
          <div class="row wrap">
            <Filters columns={columns} />
          </div>
          {after !== undefined && (
            <Band tone="plain" icon="info">
              {words.fromHere} <a href={`?${withoutAfter(search)}`}>{words.fromBeginning}</a>
            </Band>
          )}
        </div>
        {about.value.error && <Problem error={about.value.error} />}
        {rowsError.value && <Problem error={rowsError.value} again={again} />}
        {!isReady && !rowsError.value && !about.value.error && <Waiting lines={14} />}
        {isReady && !rowsError.value && total.value.rows === 0 && !total.value.atLeast && (
          <p class="pad">
            {where.value.length === 0
              ? words.noRows
              : `${words.nothing} ${where.value.map(filterText).join('; ')}. `}
            {where.value.length > 0 && (
              <button type="button" class="linklike" onClick={() => setView({ where: [] })}>
                {words.clear}
              </button>
            )}
          </p>
        )}
        {isReady && (where.value.length > 0 || (!rowsError.value && total.value.rows > 0)) && (
          <Grid table={table} columns={shown} all={first?.columns ?? []} />
        )}
        <div class="datafoot">
          <span class="strong">{isReady ? found : ''}</span>
          {first && <span class="muted no-m">{words.took(f.value.count(first.milliseconds))}</span>}
          <Sum table={table} columns={columns} />
          <span class="grow" />
          <span class="muted no-m">{sortText()}</span>
        </div>
      </div>
      {row && <Record table={table} id={row} />}
    </div>
  );
}

function sortText(): string {
  const { tables: words } = t.value;
  if (sort.value.length === 0) return words.byKey;
  const list = sort.value.map((name) => (name.startsWith('-') ? `${name.slice(1)}, ${words.down}` : name));
  return words.sortedBy(list.join('; '));
}

function withoutAfter(search: string): string {
  const next = new URLSearchParams(search);
  next.delete('after');
  return next.toString();
}

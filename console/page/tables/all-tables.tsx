// All tables at a glance, and the list of them beside an open one.
import { signal } from '@preact/signals';
import type { TableEntry } from '../../contract/tables.js';
import { Head, Num, NumHead, Wide } from '../../ui/parts/parts.js';
import { f, t } from '../state/language.js';
import { openTable, tableAddress } from './address.js';
import { tables } from './state.js';

/** Of the connector's own and the views: folded until they are asked for. */
const unfolded = signal<ReadonlySet<string>>(new Set());
const typed = signal('');

export function AllTables() {
  const { tables: words } = t.value;
  const { answer } = tables.value;
  if (!answer) return null;
  const isMet = ({ name, about = '' }: TableEntry) =>
    `${name} ${about}`.toLowerCase().includes(typed.value.trim().toLowerCase());
  const met = answer.tables.filter(isMet);
  const own = answer.tables.filter(({ kind }) => kind === 'table');
  const newest = own
    .flatMap(({ lastChange }) => lastChange ?? [])
    .sort()
    .at(-1);
  return (
    <div class="page wide tables">
      <div class="row wrap head">
        <div class="grow">
          <h2>{words.count(f.value.count(own.length))}</h2>
          <p class="muted small">
            <code>{answer.location}</code>
            {newest !== undefined && <>, {words.written(instantText(newest))}</>}
          </p>
        </div>
        <input
          class="in"
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
        <a class="btn" href="/tables/sql">
          {words.sql}
        </a>
      </div>
      {met.length === 0 && <p>{words.none}</p>}
      {met.length > 0 && (
        <Wide label={words.all}>
          <table class="tl">
            <thead>
              <tr>
                <Head>{words.table}</Head>
                <NumHead>{words.rows}</NumHead>
                <Head class="no-m">{words.lastChange}</Head>
                <Head>{words.notLoaded}</Head>
                <NumHead class="no-m">{words.columns}</NumHead>
                <Head class="no-m">{words.parent}</Head>
                <Head class="no-m">{words.children}</Head>
              </tr>
            </thead>
            <tbody>
              {met
                .filter(({ kind }) => kind === 'table')
                .map((entry) => (
                  <Line key={entry.name} entry={entry} />
                ))}
            </tbody>
            <Folded kind="view" entries={met} />
            <Folded kind="own" entries={met} />
          </table>
        </Wide>
      )}
    </div>
  );
}

function Folded({ kind, entries }: { kind: 'view' | 'own'; entries: readonly TableEntry[] }) {
  const { tables: words } = t.value;
  const found = entries.filter((entry) => entry.kind === kind);
  if (found.length === 0) return null;
  const isOpen = unfolded.value.has(kind) || typed.value !== '';
  const toggle = () => {
    const next = new Set(unfolded.value);
    if (isOpen) next.delete(kind);
    else next.add(kind);
    unfolded.value = next;
  };
  const count = f.value.count(found.length);
  return (
    <tbody>
      <tr class="folded">
        <th scope="rowgroup" colSpan={7}>
          <button type="button" class="linklike" aria-expanded={isOpen} onClick={toggle}>
            {kind === 'view' ? words.views(count) : words.own(count)}
          </button>
        </th>
      </tr>
      {isOpen && found.map((entry) => <Line key={entry.name} entry={entry} />)}
    </tbody>
  );
}

function Line({ entry }: { entry: TableEntry }) {
  const { name, rows, lastChange, columns, parent, children, depth, about, kind } = entry;
  const { tables: words } = t.value;
  return (
    <tr class="hit">
      <th scope="row" class={`d${Math.min(depth, 4)}`} title={about}>
        <a class="mono" href={tableAddress(name)}>
          {name}
        </a>
      </th>
      <Num>{rows === undefined ? (kind === 'view' ? '' : words.unknownCount) : f.value.count(rows)}</Num>
      <td class="nw muted no-m">{lastChange === undefined ? '–' : instantText(lastChange)}</td>
      <td>
        <NotLoaded entry={entry} />
      </td>
      <Num class="no-m muted">{columns === 0 ? '–' : f.value.count(columns)}</Num>
      <td class="no-m mono">{parent ?? <span class="muted">–</span>}</td>
      <td class="no-m mono trunc kids" title={children.join(', ')}>
        {children.length === 0 ? <span class="muted">–</span> : children.join(', ')}
      </td>
    </tr>
  );
}

/** What is missing stands out; what is absent or gone is only said. */
export function NotLoaded({ entry: { notLoaded } }: { entry: TableEntry }) {
  if (!notLoaded) return <span class="muted">–</span>;
  const { counts, missing, runId, source } = notLoaded;
  const parts = Object.entries(counts)
    .map(([state, count]) => t.value.runs.inState(f.value.count(count), state))
    .join(', ');
  const tone = missing === 0 ? 'muted' : counts.failed ? 'strong bad' : 'strong warn';
  return (
    <a class={tone} href={`/runs/${encodeURIComponent(runId)}/${encodeURIComponent(source)}`}>
      {parts}
    </a>
  );
}

/** Beside the rows of one of them. */
export function TableList() {
  const { tables: words } = t.value;
  const { answer } = tables.value;
  const open = openTable.value;
  return (
    <nav class="tlist" aria-label={words.all}>
      <a href="/tables/sql" aria-current={open === undefined ? 'page' : undefined}>
        {words.sql}
      </a>
      <a href="/tables">{words.all}</a>
      <hr />
      {answer?.tables
        .filter(({ kind, name }) => kind === 'table' || name === open)
        .map(({ name, depth, rows }) => (
          <a
            key={name}
            class={`mono d${Math.min(depth, 4)}`}
            href={tableAddress(name)}
            aria-current={name === open ? 'page' : undefined}
          >
            <span class="trunc">{name}</span>
            <small>{rows === undefined ? '' : f.value.count(rows)}</small>
          </a>
        ))}
    </nav>
  );
}

/** Of UTC, in the words of the language. */
export function instantText(instant: string): string {
  return `${f.value.day(instant.slice(0, 10))}, ${f.value.time(instant)} UTC`;
}

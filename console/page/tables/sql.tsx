// SQL that a person types: one statement that reads, stopped at its time limit.
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { QueryAnswer } from '../../contract/tables.js';
import { announce } from '../shell/announcer.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { useShortcut } from '../shell/shortcuts.js';
import { Waiting } from '../shell/waiting.js';
import { query, setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { TableList } from './all-tables.js';
import { isNumber, Value } from './cell.js';
import { FileLinks } from './filters.js';
import { about, loadAbout, tables } from './state.js';

const answer = notAsked<QueryAnswer>();
/** What was run last: an address that is opened shows its statement and runs nothing by itself. */
const ran = signal('');
const LIMITS = ['2', '10', '30'];

export function Sql() {
  const { tables: words } = t.value;
  const [text, setText] = useState(query.value.get('q') ?? '');
  const [seconds, setSeconds] = useState('2');
  useEffect(() => setText(query.value.get('q') ?? ''), [query.value.get('q')]);
  const run = async () => {
    if (text.trim() === '' || answer.value.state === 'waiting') return;
    setQuery({ q: text });
    ran.value = text;
    await put(answer, () => ask('POST /api/tables/query', { sql: text, seconds: Number(seconds) }), {
      keep: false,
    });
    const found = answer.peek().answer;
    if (found) announce(words.shown(f.peek().count(found.rows.length), found.isCut));
  };
  useShortcut('send', () => void run());
  const { answer: found, error, state } = answer.value;
  const isShown = ran.value === text || state === 'waiting';
  return (
    <div class="data">
      <TableList />
      <div class="rowspane">
        <div class="datahead">
          <div class="row wrap">
            <h2>{words.sql}</h2>
            <span class="muted small">
              {words.reading}, <code>{tables.value.answer?.dialect}</code>
            </span>
            <span class="grow" />
            <CopyButton text={() => location.href} label={t.value.operation.copyLink} />
            <label class="row">
              <span class="muted small nw">{words.atMost}</span>
              <select
                class="in"
                value={seconds}
                onChange={({ currentTarget }) => setSeconds(currentTarget.value)}
              >
                {LIMITS.map((limit) => (
                  <option key={limit} value={limit}>
                    {words.seconds(limit)}
                  </option>
                ))}
              </select>
            </label>
            <button type="button" class="btn primary" onClick={() => void run()}>
              {words.run} <kbd class="no-m">Ctrl ↵</kbd>
            </button>
          </div>
          <textarea
            class="in mono sqltext"
            aria-label={words.statement}
            rows={8}
            spellcheck={false}
            autocomplete="off"
            value={text}
            placeholder="SELECT …"
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Columns />
        </div>
        {error && isShown && <Problem error={error} />}
        {state === 'waiting' && <Waiting lines={8} />}
        {found && isShown && <Answer found={found} sql={ran.value} seconds={seconds} />}
      </div>
    </div>
  );
}

/** Which columns a table has, for who writes a statement. */
function Columns() {
  const { tables: words } = t.value;
  const [table, setTable] = useState('');
  const all = tables.value.answer?.tables ?? [];
  const { answer: found } = about.value;
  return (
    <details class="columns">
      <summary>{words.columns}</summary>
      <select
        class="in mono"
        aria-label={words.pickTable}
        value={table}
        onChange={({ currentTarget }) => {
          setTable(currentTarget.value);
          if (currentTarget.value !== '') loadAbout(currentTarget.value);
        }}
      >
        <option value="">–</option>
        {all.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      {found?.name === table && (
        <ul class="collist">
          {found.columns.map(({ name, type, about: meaning }) => (
            <li key={name} title={meaning}>
              <code>{name}</code> <span class="muted">{type}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function Answer({ found, sql, seconds }: { found: QueryAnswer; sql: string; seconds: string }) {
  const { tables: words } = t.value;
  const { columns, rows, isCut, milliseconds } = found;
  const link = (more: Record<string, string>) =>
    `/api/tables/query/export?${new URLSearchParams({ sql, seconds, ...more })}`;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: no fieldset, since nothing is filled in */}
      <div class="gridbox" tabIndex={0} role="group" aria-label={words.rows}>
        <table class="grid free">
          <thead>
            <tr>
              {columns.map(({ name, type }, at) => (
                <th key={`${at} ${name}`} scope="col" class={isNumber(type) ? 'n' : undefined}>
                  <span class="mono">{name}</span>
                  <span class="ty">{type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, place) => (
              <tr key={place}>
                {columns.map(({ name, type }, at) => (
                  <td key={`${at} ${name}`} class={isNumber(type) ? 'n' : undefined}>
                    <Value text={row[at] ?? null} type={type} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="datafoot">
        <span class="strong">{words.shown(f.value.count(rows.length), isCut)}</span>
        <span class="muted">{words.took(f.value.count(milliseconds))}</span>
        {isCut && <span class="muted">{words.firstRows(f.value.count(rows.length))}</span>}
        <span class="grow" />
        <FileLinks label={words.download} link={link} />
      </div>
    </>
  );
}

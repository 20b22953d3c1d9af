// One record: its columns and where they come from, what it hangs on, and what hangs on it.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { LinkedRows, RecordAnswer, TableColumn } from '../../contract/tables.js';
import { Icon } from '../../ui/icons.js';
import { isZero } from '../../ui/numbers.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { useShortcut } from '../shell/shortcuts.js';
import { Waiting } from '../shell/waiting.js';
import { operationAddress } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { setView, tableAddress } from './address.js';
import { Value } from './cell.js';
import { gridElement } from './grid.js';

const record = notAsked<RecordAnswer>();
const shownJson = signal<ReadonlySet<string>>(new Set());

export function Record({ table, id }: { table: string; id: string }) {
  const { tables: words } = t.value;
  useEffect(() => {
    shownJson.value = new Set();
    void put(record, () => ask('GET /api/tables/row', { table, id }), { keep: false });
  }, [table, id]);
  const close = () => {
    setView({ row: '' }, { replace: true });
    gridElement.current?.focus();
  };
  useShortcut('back', close);
  const { answer, error, state } = record.value;
  const name = (JSON.parse(id) as (string | null)[]).slice(-1)[0] ?? '';
  return (
    <aside class="record" aria-label={`${words.record} ${name}`}>
      <div class="row">
        <h2 class="mono trunc grow">{name}</h2>
        <CopyButton text={() => location.href} label={t.value.operation.copyLink} />
        <button type="button" class="btn quiet icon" aria-label={words.closeRecord} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {error && <Problem error={error} />}
      {state === 'waiting' && !answer && <Waiting lines={12} />}
      {answer && <Content table={table} answer={answer} />}
    </aside>
  );
}

function Content({ table, answer }: { table: string; answer: RecordAnswer }) {
  const { tables: words } = t.value;
  const { columns, values, parents, children, operation } = answer;
  return (
    <>
      {(parents.length > 0 || children.length > 0) && (
        <dl class="links">
          {parents.length > 0 && <dt>{parents.length === 1 ? words.parent : words.parents}</dt>}
          {parents.map((each) => (
            <Linked key={each.table} linked={each} table={table} />
          ))}
          {children.length > 0 && <dt>{words.children}</dt>}
          {children.map((each) => (
            <Linked key={each.table} linked={each} table={table} />
          ))}
        </dl>
      )}
      {operation && (
        <p>
          <a
            href={operationAddress(
              operation,
              operation.parameters.map(([parameter, value]) => [`p.${parameter}`, value]),
            )}
          >
            {words.inExplore}
          </a>
        </p>
      )}
      <table class="values">
        <thead>
          <tr>
            <th scope="col">{words.comesFrom}</th>
            <th scope="col">{words.value}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => (
            <tr key={column.name}>
              <th scope="row" title={column.about}>
                <code>{column.name}</code>
                <span class="src">{sourceText(column)}</span>
              </th>
              <td>
                <Whole column={column} text={values[at] ?? null} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted small">{words.raw}</p>
    </>
  );
}

function sourceText({ path }: TableColumn): string {
  const { ofSource } = t.value.tables;
  const own: { [path: string]: string } = {
    _account: ofSource.account,
    _run_id: ofSource.run,
    _loaded_at: ofSource.loaded,
    _deleted_at: ofSource.deleted,
    _snapshot_at: ofSource.snapshot,
  };
  return own[path] ?? path;
}

function Whole({ column, text }: { column: TableColumn; text: string | null }) {
  const { tables: words } = t.value;
  if (text === null || text.length < 60 || column.type !== 'json')
    return text === null || text === '' ? <Value text={text} type={column.type} /> : <span>{text}</span>;
  const isOpen = shownJson.value.has(column.name);
  const toggle = () => {
    const next = new Set(shownJson.value);
    if (isOpen) next.delete(column.name);
    else next.add(column.name);
    shownJson.value = next;
  };
  return (
    <>
      <button type="button" class="linklike" aria-expanded={isOpen} onClick={toggle}>
        {isOpen ? words.opened : words.openLater} · JSON, {f.value.count(text.length)}
      </button>
      {isOpen && <pre class="code whole">{indented(text)}</pre>}
    </>
  );
}

/** With line breaks; digits stay as they are, since no number is read. */
export function indented(json: string): string {
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  return json.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]|\s+/g, (token) => {
    if (/^\s/.test(token)) return '';
    if (token === '{' || token === '[') {
      depth++;
      return token + line();
    }
    if (token === '}' || token === ']') {
      depth--;
      return line() + token;
    }
    if (token === ',') return token + line();
    return token === ':' ? ': ' : token;
  });
}

function Linked({ linked, table }: { linked: LinkedRows; table: string }) {
  const { tables: words } = t.value;
  const { rows, sum } = linked;
  return (
    <dd>
      <a class="mono" href={tableAddress(linked.table, { where: linked.where })}>
        {linked.table}
      </a>
      <span class="muted">{rows === undefined ? words.unknownCount : words.rowsOf(f.value.count(rows))}</span>
      {sum && (
        <span class={isZero(sum.gap) ? 'sums' : 'sums warn'} title={words.linesOf(table)}>
          Σ {f.value.digits(sum.amount)}
          {isZero(sum.gap) ? ' = ' : ' ≠ '}
          {f.value.digits(sum.says)}
          {!isZero(sum.gap) && `, ${words.gap} ${f.value.digits(sum.gap)}`}
        </span>
      )}
    </dd>
  );
}

// Filters of the rows: those in use, a dialog for another, the columns that are shown, and files of exactly this.
import { useId, useState } from 'preact/hooks';
import type { CellType, TableColumn, WhereEntry, WhereOperator } from '../../contract/tables.js';
import { Icon } from '../../ui/icons.js';
import { Dialog } from '../shell/dialog.js';
import { query } from '../state/address.js';
import { t } from '../state/language.js';
import { cols, selectionOf, setView, where } from './address.js';

const OPERATORS: readonly WhereOperator[] = [
  '=',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  'contains',
  'starts',
  'null',
  'not null',
];

/** Of a type; a text is searched, a number compared. */
const first = (type: CellType | undefined): WhereOperator =>
  type === 'text' || type === 'json' ? 'contains' : type === 'boolean' ? '=' : '>=';

export function filterText([column, operator, value]: WhereEntry): string {
  const { operators, emptyText } = t.value.tables;
  if (value === undefined) return `${column} ${operators[operator]}`;
  return `${column} ${operators[operator]} ${value === '' ? emptyText : value}`;
}

export function Filters({ columns }: { columns: readonly TableColumn[] }) {
  const { tables: words } = t.value;
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      {where.value.map((entry, at) => (
        <span key={JSON.stringify(entry)} class="filter-chip">
          <span class="trunc">{filterText(entry)}</span>
          <button
            type="button"
            aria-label={words.remove(filterText(entry))}
            onClick={() => setView({ where: where.value.filter((_, place) => place !== at) })}
          >
            <Icon name="close" small />
          </button>
        </span>
      ))}
      <button type="button" class="btn" onClick={() => setAdding(true)}>
        <Icon name="filter" small />
        {where.value.length === 0 ? words.filter : words.addFilter}
      </button>
      {where.value.length > 1 && (
        <button type="button" class="btn quiet" onClick={() => setView({ where: [] })}>
          {words.clear}
        </button>
      )}
      {isAdding && <AddFilter columns={columns} close={() => setAdding(false)} />}
    </>
  );
}

function AddFilter({ columns, close }: { columns: readonly TableColumn[]; close: () => void }) {
  const { tables: words } = t.value;
  const id = useId();
  const start = columns.find(({ name }) => name !== '_account') ?? columns[0];
  const [column, setColumn] = useState(start?.name ?? '');
  const type = columns.find(({ name }) => name === column)?.type;
  const [operator, setOperator] = useState<WhereOperator>(first(type));
  const [value, setValue] = useState('');
  const hasValue = operator !== 'null' && operator !== 'not null';
  const apply = (event: Event) => {
    event.preventDefault();
    const entry: WhereEntry = hasValue ? [column, operator, value] : [column, operator];
    close();
    setView({ where: [...where.value, entry] });
  };
  return (
    <Dialog title={words.addFilter} close={close}>
      <form class="fields" onSubmit={apply}>
        <label for={`${id}-c`}>{words.column}</label>
        <select
          id={`${id}-c`}
          class="in mono"
          value={column}
          onChange={({ currentTarget }) => {
            setColumn(currentTarget.value);
            setOperator(first(columns.find(({ name }) => name === currentTarget.value)?.type));
          }}
        >
          {columns.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <label for={`${id}-o`}>{words.operator}</label>
        <select
          id={`${id}-o`}
          class="in"
          value={operator}
          onChange={({ currentTarget }) => setOperator(currentTarget.value as WhereOperator)}
        >
          {OPERATORS.map((name) => (
            <option key={name} value={name}>
              {words.operators[name]}
            </option>
          ))}
        </select>
        {hasValue && (
          <>
            <label for={`${id}-v`}>
              {words.value} <span class="muted">{type}</span>
            </label>
            <input
              id={`${id}-v`}
              class="in mono"
              autocomplete="off"
              spellcheck={false}
              value={value}
              onInput={({ currentTarget }) => setValue(currentTarget.value)}
            />
          </>
        )}
        <div class="row end">
          <button type="button" class="btn" onClick={close}>
            {words.cancel}
          </button>
          <button type="submit" class="btn primary">
            {words.apply}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function ColumnChooser({ columns }: { columns: readonly TableColumn[] }) {
  const { tables: words } = t.value;
  const [isOpen, setOpen] = useState(false);
  const shown = cols.value.length === 0 ? columns.map(({ name }) => name) : cols.value;
  const toggle = (name: string, isOn: boolean) => {
    const next = columns
      .map((column) => column.name)
      .filter((each) => (each === name ? isOn : shown.includes(each)));
    if (next.length > 0) setView({ cols: next.length === columns.length ? [] : next }, { replace: true });
  };
  return (
    <>
      <button type="button" class="btn" onClick={() => setOpen(true)}>
        <Icon name="sliders" small />
        <span class="no-m">{words.chooseColumns}</span>
        <span class="vh only-m">{words.chooseColumns}</span>
      </button>
      {isOpen && (
        <Dialog title={words.chooseColumns} close={() => setOpen(false)}>
          <div class="checks">
            {columns.map(({ name, type, about }) => (
              <label key={name} class="check">
                <input
                  type="checkbox"
                  checked={shown.includes(name)}
                  onChange={({ currentTarget }) => toggle(name, currentTarget.checked)}
                />
                <span>
                  <code>{name}</code> <span class="muted small">{about ?? type}</span>
                </span>
              </label>
            ))}
          </div>
          <div class="row end">
            <button type="button" class="btn" onClick={() => setView({ cols: [] }, { replace: true })}>
              {words.everyColumn}
            </button>
            <button type="button" class="btn primary" onClick={() => setOpen(false)}>
              {t.value.close}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** Links of the server: the file has exactly the filter, the order and the columns of the page. */
export function Files({ table }: { table: string }) {
  const { tables: words } = t.value;
  void query.value;
  const link = (more: Record<string, string>) =>
    `/api/tables/export?${new URLSearchParams({ ...selectionOf(table), ...more })}`;
  return <FileLinks label={words.download} link={link} />;
}

export function FileLinks({
  label,
  link,
}: {
  label: string;
  link: (more: Record<string, string>) => string;
}) {
  const { tables: words } = t.value;
  return (
    <details
      class="menu files"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) currentTarget.open = false;
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== 'Escape') return;
        currentTarget.open = false;
        currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary class="btn">
        <Icon name="download" small />
        {label}
      </summary>
      <div class="pop">
        <a href={link({ format: 'csv' })} download target="_blank" rel="noreferrer">
          {words.csv}
        </a>
        <a href={link({ format: 'csv', formulas: 'escape' })} download target="_blank" rel="noreferrer">
          {words.csvSafe}
        </a>
        <a href={link({ format: 'json' })} download target="_blank" rel="noreferrer">
          {words.json}
        </a>
      </div>
    </details>
  );
}

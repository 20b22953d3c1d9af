// What a column of the filtered rows adds up to; of the lines of a document, what the document says.
import { useEffect } from 'preact/hooks';
import type { SumAnswer, TableColumn, TableRelation, WhereEntry } from '../../contract/tables.js';
import { difference, isZero } from '../../ui/numbers.js';
import { query } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { setView, where } from './address.js';
import { isNumber } from './cell.js';
import { about } from './state.js';

const sum = notAsked<SumAnswer>();
/** What the document says whose lines these are. */
const says = notAsked<string | null>();

export function Sum({ table, columns }: { table: string; columns: readonly TableColumn[] }) {
  const { tables: words } = t.value;
  const document = documentOf(table, about.value.answer?.relations ?? [], where.value);
  const chosen = query.value.get('sum') ?? document?.column ?? '';
  const filter = query.value.get('where') ?? '';
  const key = JSON.stringify([table, chosen, filter]);
  useEffect(() => {
    if (chosen === '') return;
    const request = { table, column: chosen, ...(filter !== '' && { where: filter }) };
    void put(sum, () => ask('GET /api/tables/sum', request), { keep: false });
  }, [key]);
  const asked = document && JSON.stringify(document.parent);
  useEffect(() => {
    if (!document) return;
    const { name, where: conditions, column } = document.parent;
    const request = { table: name, where: JSON.stringify(conditions), cols: column, limit: 2 };
    void put(
      says,
      async () => {
        const { rows } = await ask('GET /api/tables/rows', request);
        return rows.length === 1 ? (rows[0]?.[0] ?? null) : null;
      },
      { keep: false },
    );
  }, [asked]);
  const numbers = columns.filter(({ type }) => isNumber(type));
  if (numbers.length === 0) return null;
  const amount = chosen === '' ? undefined : sum.value.answer?.sum;
  const said = document?.column === chosen ? says.value.answer : undefined;
  const gap = amount && said ? difference(said, amount) : undefined;
  return (
    <>
      <label class="row">
        <span class="muted">{words.sum}</span>
        <select
          class="in mono"
          value={chosen}
          onChange={({ currentTarget }) => setView({ sum: currentTarget.value }, { replace: true })}
        >
          <option value="">{words.noSum}</option>
          {numbers.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {amount !== undefined && (
        <span class="strong">{amount === null ? 'NULL' : f.value.digits(amount)}</span>
      )}
      {gap !== undefined && document && (
        <span class={isZero(gap) ? 'ok' : 'warn'}>
          {words.says(document.parent.column)} <b>{f.value.digits(said ?? '')}</b>
          {!isZero(gap) && `, ${words.gap} ${f.value.digits(gap)}`}
        </span>
      )}
      {sum.value.error && chosen !== '' && <span class="bad">{sum.value.error.message}</span>}
    </>
  );
}

/** The document, where the filter is on the lines of one. */
function documentOf(table: string, relations: readonly TableRelation[], filter: readonly WhereEntry[]) {
  for (const { parent, child, columns, amounts } of relations) {
    if (child !== table || !amounts) continue;
    const conditions = columns.flatMap(([above, below]): WhereEntry[] => {
      const found = filter.find(([column, operator]) => column === below && operator === '=');
      return found ? [[above, '=', found[2] ?? '']] : [];
    });
    if (conditions.length === columns.length && filter.length === columns.length)
      return { column: amounts.child, parent: { name: parent, where: conditions, column: amounts.parent } };
  }
  return undefined;
}

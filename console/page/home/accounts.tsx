// Many connections: one line each, worst first, with the proof of the month, its spend and the end of the key.
import { signal } from '@preact/signals';
import { sum } from '../../ui/numbers.js';
import { Wide } from '../../ui/parts/parts.js';
import { query, screenLink, setQuery } from '../state/address.js';
import { f, t } from '../state/language.js';
import { now, report, rows } from './facts.js';
import { StateChip, whyOf } from './row-parts.js';
import type { Row } from './rows.js';
import { when } from './when.js';

const FILTERS = {
  all: () => true,
  load: ({ state }: Row) => ['failed', 'incomplete', 'never'].includes(state),
  gap: ({ money }: Row) => money !== undefined && money.exact < money.documents,
  key: ({ state, key }: Row) => state === 'no-keys' || (key?.daysLeft ?? 99) <= 30,
  whole: ({ state }: Row) => state === 'complete',
};

type Filter = keyof typeof FILTERS;

const typed = signal(query.peek().get('account') ?? '');

const isFilter = (name: string | null): name is Filter => name !== null && name in FILTERS;

export function Accounts() {
  const { homePage } = t.value;
  const asked = query.value.get('show');
  const chosen: Filter = isFilter(asked) ? asked : 'all';
  const words = typed.value.toLowerCase();
  const shown = rows.value
    .filter(FILTERS[chosen])
    .filter(({ connection = '', account = '' }) => `${connection} ${account}`.toLowerCase().includes(words));
  return (
    <section aria-label={homePage.table.label}>
      <div class="row wrap">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen */}
        <div class="seg" role="group" aria-label={homePage.table.state}>
          {(Object.keys(FILTERS) as Filter[]).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === chosen}
              onClick={() => setQuery({ show: name === 'all' ? undefined : name })}
            >
              {homePage.filters[name]}{' '}
              <span class="muted">{f.value.count(rows.value.filter(FILTERS[name]).length)}</span>
            </button>
          ))}
        </div>
        <input
          class="in filter"
          type="search"
          aria-label={homePage.filter}
          placeholder={homePage.filter}
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
            setQuery({ account: currentTarget.value });
          }}
        />
      </div>
      {shown.length === 0 ? <p class="muted">{homePage.noRow}</p> : <Lines shown={shown} />}
    </section>
  );
}

function Lines({ shown }: { shown: readonly Row[] }) {
  const { table, total } = t.value.homePage;
  const currency = report.value.answer?.currencies[0]?.currency ?? '';
  const spent = shown.flatMap(({ money }) => money?.amount ?? []);
  return (
    <Wide label={table.label}>
      <table class="pl accounts">
        <thead>
          <tr>
            <th scope="col">{table.connection}</th>
            <th scope="col">{table.state}</th>
            <th scope="col" class="n no-m">
              {table.documents}
            </th>
            <th scope="col" class="n">
              {table.spend(currency)}
            </th>
            <th scope="col" class="n no-m">
              {table.change}
            </th>
            <th scope="col" class="n no-m">
              {table.last}
            </th>
            <th scope="col" class="n no-m">
              {table.key}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Line key={row.connection} row={row} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{total(f.value.count(shown.length), f.value.count(rows.value.length))}</th>
            <td />
            <td class="no-m" />
            <td class="n">{spent.length > 0 ? f.value.amount(sum(spent)) : '–'}</td>
            <td class="no-m" />
            <td class="no-m" />
            <td class="no-m" />
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}

function Line({ row }: { row: Row }) {
  const { homePage } = t.value;
  const { connection, account, money, last, key } = row;
  const link = last && screenLink('runs', last.runId);
  const at = last ? when(last.startedAt, now.value) : '–';
  return (
    <tr>
      <th scope="row">
        <span class="mono">{connection}</span> <small class="muted">{account}</small>
      </th>
      <td>
        <StateChip row={row} /> <span class="muted small">{whyOf(row)}</span>
      </td>
      <td class="n no-m">
        {money
          ? homePage.total(f.value.count(money.exact), f.value.count(money.documents))
          : homePage.unknown}
      </td>
      <td class="n">{money?.amount ? f.value.amount(money.amount) : '–'}</td>
      <td class="n no-m muted">{money ? f.value.change(money.amount, money.before) : '–'}</td>
      <td class="n no-m">{link ? <a href={link}>{at}</a> : at}</td>
      <td class="n no-m">
        {key?.daysLeft === undefined ? '–' : homePage.needs.words.days(f.value.count(key.daysLeft))}
      </td>
    </tr>
  );
}

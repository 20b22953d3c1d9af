// What is shown: month, the month beside it, account, currency, and by what it is grouped. All of it is in the address.
import type { ReportData } from '../../../reports/report/report-data.js';
import { isAbsent } from '../../../reports/report/report-data.js';
import { Icon } from '../../ui/icons.js';
import { query, setQuery } from '../state/address.js';
import { f, t } from '../state/language.js';
import { GROUPS, group, sheet } from './state.js';

export function Controls({ data, accounts }: { data: ReportData; accounts: readonly string[] }) {
  const { spend: words } = t.value;
  const months = monthsOf(data);
  const at = months.indexOf(data.month);
  const go = (month: string | undefined) =>
    month !== undefined && setQuery({ month, service: '' }, { replace: false });
  return (
    <div class="row wrap controls noprint">
      <div class="row">
        <button
          type="button"
          class="btn icon"
          aria-label={words.earlier}
          aria-disabled={months[at + 1] === undefined}
          onClick={() => go(months[at + 1])}
        >
          <Icon name="left" />
        </button>
        <select
          class="in"
          aria-label={words.month}
          value={data.month}
          onChange={({ currentTarget }) => go(currentTarget.value)}
        >
          {months.map((month) => (
            <option key={month} value={month}>
              {f.value.capital(f.value.month(month))}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="btn icon"
          aria-label={words.later}
          aria-disabled={months[at - 1] === undefined}
          onClick={() => go(months[at - 1])}
        >
          <Icon name="right" />
        </button>
      </div>
      <label class="row">
        <span class="muted small">{words.against}</span>
        <select
          class="in"
          value={query.value.get('against') ?? ''}
          onChange={({ currentTarget }) => setQuery({ against: currentTarget.value }, { replace: false })}
        >
          <option value="">{words.before}</option>
          {months
            .filter((month) => month !== data.month)
            .map((month) => (
              <option key={month} value={month}>
                {f.value.month(month)}
              </option>
            ))}
        </select>
      </label>
      {accounts.length > 1 && (
        <select
          class="in"
          aria-label={words.account}
          value={query.value.get('account') ?? ''}
          onChange={({ currentTarget }) => setQuery({ account: currentTarget.value }, { replace: false })}
        >
          <option value="">{words.everyAccount}</option>
          {accounts.map((account) => (
            <option key={account}>{account}</option>
          ))}
        </select>
      )}
      {data.currencies.length > 1 && (
        <Choice
          label={words.currency}
          choices={data.currencies.map(({ currency }) => [currency, currency])}
          chosen={currencyOf(data)?.currency ?? ''}
          choose={(currency) => setQuery({ currency }, { replace: false })}
        />
      )}
      {sheet.value === 'spend' && (
        <Choice
          label={words.group}
          choices={GROUPS.map((name) => [name, words.groups[name]])}
          chosen={group.value}
          choose={(name) => setQuery({ group: name === 'service' ? '' : name }, { replace: false })}
        />
      )}
    </div>
  );
}

/** One at a time: currencies are never added. */
export function currencyOf({ currencies }: ReportData) {
  const wanted = query.value.get('currency');
  return currencies.find(({ currency }) => currency === wanted) ?? currencies[0];
}

interface ChoiceProps {
  label: string;
  choices: readonly (readonly [name: string, shown: string])[];
  chosen: string;
  choose: (name: string) => void;
}

function Choice({ label, choices, chosen, choose }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="seg" role="group" aria-label={label}>
      {choices.map(([name, shown]) => (
        <button key={name} type="button" aria-pressed={name === chosen} onClick={() => choose(name)}>
          {shown}
        </button>
      ))}
    </div>
  );
}

/** From the present month back to the first that is known, the newest first. */
function monthsOf({ month, today, currencies, against }: ReportData): string[] {
  const known = currencies.flatMap(({ trend }) => (isAbsent(trend) ? [] : trend.months));
  const sorted = [month, against, today.slice(0, 7), ...known].sort();
  const [first = month, last = month] = [sorted[0], sorted.at(-1)];
  const months: string[] = [];
  for (let each = last; each >= first && months.length < 240; each = before(each)) months.push(each);
  return months;
}

function before(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

// The month's spend in each currency: what is not proven first, then the sum, its proof, and the months before it.
import { useState } from 'preact/hooks';
import type { HomeReport, MoneyView } from '../../contract/home.js';
import { difference, largest, toNumber } from '../../ui/numbers.js';
import { Band } from '../../ui/parts/parts.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { screenLink } from '../state/address.js';
import type { Asked } from '../state/asked.js';
import { f, t } from '../state/language.js';

export function SpendPane({ report }: { report: Asked<HomeReport> }) {
  const words = t.value.homePage.spend;
  const { answer, error } = report;
  const currencies = answer?.currencies ?? [];
  const [chosen, choose] = useState(0);
  const money = currencies[Math.min(chosen, currencies.length - 1)];
  return (
    <section class="pane sp" aria-labelledby="h-spend">
      <header>
        <h3 id="h-spend" class="grow">
          {answer?.month ? words.title(f.value.month(answer.month)) : words.open}
        </h3>
        {currencies.length > 1 ? (
          <select
            class="in short"
            aria-label={words.open}
            value={String(chosen)}
            onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
          >
            {currencies.map(({ currency }, place) => (
              <option key={currency} value={String(place)}>
                {currency}
              </option>
            ))}
          </select>
        ) : (
          <span class="muted small">{money && words.about(money.currency)}</span>
        )}
      </header>
      <div class="in-pane">
        {error && <Problem error={error} />}
        {!answer && !error && <Waiting lines={6} />}
        {answer && !money && <p class="muted">{answer.none?.message ?? words.none}</p>}
        {answer && money && <Month report={answer} money={money} />}
      </div>
      {money && <Foot odd={money.documents - money.exact} />}
    </section>
  );
}

function Month({ report, money }: { report: HomeReport; money: MoneyView }) {
  const words = t.value.homePage.spend;
  const { currency, documents, exact, spend } = money;
  const missing = report.odd.filter(({ state }) => state === 'not-loaded').length;
  const odd = documents - exact;
  const { count } = f.value;
  const total = spend?.total.at(-1);
  return (
    <>
      {(missing > 0 || odd > 0) && (
        <Band tone="warn" icon="alert">
          {[
            missing > 0 && words.notLoaded(count(missing), count(documents + missing)),
            odd > 0 && words.notAdding(count(odd)),
          ]
            .filter(Boolean)
            .join(', ')}
        </Band>
      )}
      <div>
        <p class="one">{total === undefined ? '–' : f.value.money(total, currency)}</p>
        <p class="muted small">{words.sum(count(documents))}</p>
      </div>
      {documents > 0 && <Split proven={exact} odd={odd} missing={missing} />}
      {spend && spend.months.length > 1 && (
        <Months months={spend.months} total={spend.total} currency={currency} />
      )}
      <Beside money={money} />
    </>
  );
}

/** Documents as parts of a line. */
function Split({ proven, odd, missing }: { proven: number; odd: number; missing: number }) {
  const words = t.value.homePage.spend;
  const all = proven + odd + missing;
  const parts = [
    ['ok', proven, words.proven],
    ['warn', odd, words.notAdding],
    ['bad', missing, t.value.homePage.missing],
  ] as const;
  const shown = parts.filter(([, size]) => size > 0);
  let from = 0;
  return (
    <div>
      <svg
        class="split"
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        role="img"
        aria-label={words.split(f.value.count(all), f.value.count(proven), f.value.count(odd + missing))}
      >
        {shown.map(([tone, size]) => {
          const width = (size / all) * 100;
          from += width;
          return (
            <rect
              key={tone}
              class={`fill-${tone}`}
              x={from - width}
              y="0"
              width={Math.max(0.5, width - 0.4)}
              height="6"
            />
          );
        })}
      </svg>
      <p class="legend small">
        {shown.map(([tone, size, word]) => (
          <span key={tone}>
            <svg class="sw" viewBox="0 0 8 8" aria-hidden="true">
              <rect class={`fill-${tone}`} width="8" height="8" rx="1" />
            </svg>
            {word(f.value.count(size))}
          </span>
        ))}
      </p>
    </div>
  );
}

/** The months as columns; the month itself in the accent. */
function Months({ months, total, currency }: { months: string[]; total: string[]; currency: string }) {
  const words = t.value.homePage.spend;
  const most = toNumber(largest(total) ?? '0') || 1;
  const { money, shortMonthYear } = f.value;
  const [first = '', last = ''] = [total[0], total.at(-1)];
  return (
    <div>
      <svg
        class="mini"
        viewBox={`0 0 ${months.length * 10} 48`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.chart(f.value.count(months.length), money(first, currency), money(last, currency))}
      >
        {total.map((each, place) => {
          const height = Math.max(0.5, (Math.max(0, toNumber(each)) / most) * 48);
          return (
            <rect
              key={months[place]}
              class={place === months.length - 1 ? 'cur' : undefined}
              x={place * 10}
              y={48 - height}
              width="9"
              height={height}
            >
              <title>{`${shortMonthYear(months[place] ?? '')}: ${money(each, currency)}`}</title>
            </rect>
          );
        })}
      </svg>
      <p class="row small muted">
        <span class="grow">{shortMonthYear(months[0] ?? '')}</span>
        <span>{shortMonthYear(months.at(-1) ?? '')}</span>
      </p>
    </div>
  );
}

function Beside({ money: { spend, forecast, budgets } }: { money: MoneyView }) {
  const words = t.value.homePage.spend;
  const { amount, change, capital, monthName, month } = f.value;
  const [before, now] = spend?.total.slice(-2) ?? [];
  const yearAgo = spend && spend.total.length > 12 ? spend.total.at(-13) : undefined;
  const lines: [string, string, string][] = [
    ...(before !== undefined && now !== undefined
      ? [
          [capital(monthName(spend?.months.at(-2) ?? '')), amount(before), change(now, before)] as [
            string,
            string,
            string,
          ],
        ]
      : []),
    ...(yearAgo !== undefined && now !== undefined
      ? [[words.yearAgo, amount(yearAgo), change(now, yearAgo)] as [string, string, string]]
      : []),
    ...(forecast && now !== undefined
      ? [
          [words.forecast(month(forecast.month)), amount(forecast.amount), change(forecast.amount, now)] as [
            string,
            string,
            string,
          ],
        ]
      : []),
    ...budgets.map(({ name, limit, spent }): [string, string, string] => [
      words.budget(name, amount(limit)),
      amount(difference(limit, spent)),
      f.value.share(difference(limit, spent), limit),
    ]),
  ];
  return (
    <table class="beside">
      <tbody>
        {lines.map(([name, value, part]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="n">{value}</td>
            <td class="n muted">{part}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Foot({ odd }: { odd: number }) {
  const words = t.value.homePage.spend;
  const spend = screenLink('spend');
  if (spend === undefined) return null;
  return (
    <div class="foot row">
      {odd > 0 && (
        <a class="btn" href={`${spend}/reconcile`}>
          {words.reconcile} {f.value.count(odd)}
        </a>
      )}
      <a class="btn" href={spend}>
        {words.open}
      </a>
    </div>
  );
}

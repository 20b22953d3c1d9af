// Outlook: the month in progress by three methods, each with its last error, and the budgets.

import { Meter } from '../../../console/ui/charts/bars.js';
import { AxisHead, AxisRow, axisOf } from '../../../console/ui/charts/lines.js';
import { compare, difference, percent, toNumber } from '../../../console/ui/numbers.js';
import { Chip, Head, Num, NumHead, Section, Unknown, Wide } from '../../../console/ui/parts/parts.js';
import { passedThreshold } from '../../report/passed-budgets.js';
import { type Amount, isAbsent } from '../../report/report-data.js';
import type { Budgets, Forecast, ForecastMethod } from '../../report/spend-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';

export function OutlookSection(view: CurrencyView) {
  const { t, f, report, id } = view;
  const { forecast, budgets } = report;
  const about = isAbsent(forecast) ? undefined : f.month(forecast.month);
  return (
    <Section id={id('outlook')} title={t.sections.outlook} about={about}>
      {isAbsent(forecast) ? (
        <Empty {...view} absence={forecast} />
      ) : (
        <ForecastTable {...view} forecast={forecast} />
      )}
      <h3>{t.budgets.title}</h3>
      {isAbsent(budgets) ? (
        <Empty {...view} absence={budgets} what={t.budgets.title} />
      ) : (
        <BudgetTable {...view} budgets={budgets} />
      )}
    </Section>
  );
}

/** Low and high end: the forecast, had its last error come again, either way. */
function rangeOf({ amount, last }: ForecastMethod): [number, number] | null {
  if (amount === null || last === null || toNumber(last.actual) === 0) return null;
  const error = Math.abs(toNumber(difference(last.forecast, last.actual)) / toNumber(last.actual));
  return [toNumber(amount) * (1 - error), toNumber(amount) * (1 + error)];
}

function ForecastTable(props: CurrencyView & { forecast: Forecast }) {
  const { forecast, t, f, money, report, data } = props;
  const { methods, toDate } = forecast;
  const then = isAbsent(report.comparison) ? null : report.comparison.total.amount;
  const limit = wholeBudget(report.budgets);
  const figures = methods.flatMap((method) => [
    ...(method.amount === null ? [] : [toNumber(method.amount)]),
    ...(rangeOf(method) ?? []),
  ]);
  const place = axisOf([
    ...figures,
    ...(then === null ? [] : [toNumber(then)]),
    ...(limit === null ? [] : [toNumber(limit)]),
  ]);
  const marks = [
    ...(then === null
      ? []
      : [{ kind: 'then' as const, amount: then, label: f.capital(f.monthName(data.month)) }]),
    ...(limit === null ? [] : [{ kind: 'limit' as const, amount: limit, label: t.budgets.budget }]),
  ].map((mark) => ({ ...mark, place: place(toNumber(mark.amount)), value: f.label(mark.amount) }));
  return (
    <>
      <Wide label={t.sections.outlook}>
        <table class="outl">
          <thead>
            <tr>
              <Head>{t.forecast.method}</Head>
              <Head class="no-m ax">
                <AxisHead marks={marks} />
                <span class="vh">{t.forecast.position}</span>
              </Head>
              <NumHead>{f.capital(f.monthName(forecast.month))}</NumHead>
              <NumHead class="no-m">{t.forecast.on(data.month)}</NumHead>
              <NumHead>{t.forecast.error}</NumHead>
            </tr>
          </thead>
          <tbody>
            {methods.map((method) => {
              const range = rangeOf(method);
              return (
                <tr key={method.method}>
                  <th scope="row">{t.forecast.methods[method.method](toDate?.through ?? null)}</th>
                  <td class="no-m ax mid">
                    {method.amount !== null && (
                      <AxisRow
                        place={place(toNumber(method.amount))}
                        range={range && [place(range[0]), place(range[1])]}
                        marks={marks}
                      />
                    )}
                  </td>
                  <Num class="strong">
                    {method.amount === null ? (
                      <Unknown>{method.why === null ? t.unknown : t.forecast.why[method.why]}</Unknown>
                    ) : (
                      f.amount(method.amount)
                    )}
                  </Num>
                  <Num class="no-m">
                    {method.amount === null || then === null ? '–' : f.change(method.amount, then)}
                  </Num>
                  <Num>{method.last === null ? '–' : f.change(method.last.forecast, method.last.actual)}</Num>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
      <p class="note">
        {toDate && `${t.forecast.toDate(money(toDate.amount), f.day(toDate.through))} `}
        {t.forecast.note}
      </p>
    </>
  );
}

/** The budget of everything, where there is one. */
function wholeBudget(budgets: CurrencyView['report']['budgets']): Amount | null {
  if (isAbsent(budgets)) return null;
  return budgets.budgets.find(({ scope }) => Object.keys(scope).length === 0)?.limit ?? null;
}

function BudgetTable({ budgets, t, f, data }: CurrencyView & { budgets: Budgets }) {
  return (
    <>
      <table class="rec">
        <thead>
          <tr>
            <Head>{t.budgets.budget}</Head>
            <Head>{t.budgets.scope}</Head>
            <Head class="meterh">{t.budgets.used}</Head>
            <NumHead>{t.budgets.limit}</NumHead>
            <NumHead>{f.capital(f.monthName(data.month))}</NumHead>
            <NumHead>{t.budgets.part}</NumHead>
            <NumHead>{t.budgets.expected}</NumHead>
            <Head>{t.state}</Head>
          </tr>
        </thead>
        <tbody>
          {budgets.budgets.map((budget) => {
            const part = percent(budget.spent, budget.limit, 6);
            const reached = passedThreshold(budget.spent, budget.limit, budget.thresholds);
            const over = compare(budget.spent, budget.limit) > 0;
            return (
              <tr key={budget.name}>
                <th scope="row" class="first">
                  {budget.name}
                </th>
                <td class="top">{t.budgets.of(budget.scope)}</td>
                <td class="full mid">
                  <Meter
                    part={Number(part ?? 0) / 100}
                    tone={over ? 'bad' : reached === undefined ? undefined : 'warn'}
                    marks={budget.thresholds.filter((each) => each < 100).map((each) => each / 100)}
                  />
                </td>
                <Num k={t.budgets.limit}>{f.amount(budget.limit)}</Num>
                <Num class="strong" k={f.capital(f.monthName(data.month))}>
                  {f.amount(budget.spent)}
                </Num>
                <Num k={t.budgets.part}>{f.share(budget.spent, budget.limit)}</Num>
                <Num k={t.budgets.expected}>{budget.forecast === null ? '–' : f.amount(budget.forecast)}</Num>
                <td data-k={t.state}>
                  {over ? (
                    <Chip tone="bad" icon="stop">
                      {t.budgets.over}
                    </Chip>
                  ) : reached === undefined ? (
                    <Chip tone="ok" icon="check">
                      {t.budgets.within}
                    </Chip>
                  ) : (
                    <Chip tone="warn" icon="alert">
                      {t.budgets.reached(reached)}
                    </Chip>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="note">{t.budgets.note(budgets.file)}</p>
    </>
  );
}

// Spend: the sum of the month, thirteen months as columns, and the table of the same figures down to the resource.
import { Columns, Legend } from '../../../console/ui/charts/columns.js';
import { difference, largest, toNumber } from '../../../console/ui/numbers.js';
import { Head, Num, NumHead, Section, Wide } from '../../../console/ui/parts/parts.js';
import { expectedOf } from '../../report/expected.js';
import { isAbsent } from '../../report/report-data.js';
import type { Forecast, MonthlySpend } from '../../report/spend-data.js';
import { type Palette, paletteOf } from '../palette.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';
import { LinesOfMonth } from './lines.js';
import { Matrix } from './matrix.js';

export function SpendSection(view: CurrencyView) {
  const { t, f, report, money, data, id } = view;
  const { spend } = report;
  if (isAbsent(spend))
    return (
      <Section id={id('spend')} title={t.sections.spend} about={t.about.spend}>
        <Empty {...view} absence={spend} />
      </Section>
    );
  const palette = paletteOf(spend);
  const now = spend.total.at(-1) ?? '0';
  const before = spend.total.at(-2);
  const yearAgo = spend.months.length === 13 ? spend.total[0] : undefined;
  const beside = (month: string | undefined, amount: string | undefined) =>
    month === undefined || amount === undefined ? null : (
      <span class="d">
        <b>{f.change(now, amount)}</b> {t.spend.onMonth(month, month.slice(0, 4) === data.month.slice(0, 4))}{' '}
        ({f.signed(difference(now, amount))})
      </span>
    );
  return (
    <Section id={id('spend')} title={t.sections.spend} about={t.about.spend}>
      <div class="big">
        <span class="v">{money(now)}</span>
        {beside(spend.months.at(-2), before)}
        {beside(yearAgo === undefined ? undefined : spend.months[0], yearAgo)}
        {spend.twelveMonths !== null && (
          <span class="d">
            {t.spend.twelveMonths} <b>{money(spend.twelveMonths)}</b>
          </span>
        )}
      </div>
      <SpendChart {...view} spend={spend} palette={palette} />
      <h3>
        {t.spend.byService} <small>{t.spend.openRow}</small>
      </h3>
      <Matrix {...view} spend={spend} palette={palette} />
      <p class="note">{t.spend.note}</p>
      <AccountTable {...view} />
      <LinesOfMonth {...view} spend={spend} palette={palette} />
    </Section>
  );
}

function SpendChart(props: CurrencyView & { spend: MonthlySpend; palette: Palette }) {
  const { spend, palette, t, f, money, report } = props;
  const expected = isAbsent(report.forecast) ? null : expectedColumn(props, report.forecast, spend);
  const [first = '', last = ''] = [spend.months[0], spend.months.at(-1)];
  const label = t.spend.chart({
    months: spend.months.length,
    first: f.month(first),
    firstAmount: money(spend.total[0] ?? '0'),
    last: f.month(last),
    lastAmount: money(spend.total.at(-1) ?? '0'),
  });
  const forecast = expected && t.spend.chartForecast(f.month(expected.month), money(expected.amount));
  const series = palette.series.map(({ name, colour, amounts }) => ({
    name: name === null ? t.spend.other : t.service(name),
    colour,
    values: amounts.map(toNumber),
    titles: amounts.map(
      (amount, index) =>
        `${name === null ? t.spend.other : t.service(name)}, ${f.month(spend.months[index] ?? '')}: ${money(amount)}`,
    ),
  }));
  return (
    <figure class="keep">
      <Columns
        label={[label, forecast, t.spend.sameFigures].filter(Boolean).join(' ')}
        columns={spend.months.map((month, index) => ({
          id: month,
          label: [f.shortMonth(month), index === 0 || month.endsWith('-01') ? month.slice(0, 4) : ''],
          total: f.label(spend.total[index] ?? '0'),
          current: index === spend.months.length - 1,
        }))}
        series={series}
        expected={expected?.column}
        link={chargesLink(props)}
        axis={(value) => f.label(String(value))}
      />
      <Legend series={series}>
        {expected && (
          <span class="muted">
            <svg width="14" height="12" aria-hidden="true">
              <rect x="1" y="1" width="12" height="10" class="fore" />
            </svg>
            {t.spend.forecastLegend(expected.methods)}
          </span>
        )}
      </Legend>
    </figure>
  );
}

/** Series are named in the words of the page; their services have names of their own. */
function chargesLink({ links, palette, t }: CurrencyView & { palette: Palette }) {
  if (!links) return undefined;
  const names = new Map(
    palette.series.map(({ name }) => [name === null ? t.spend.other : t.service(name), name]),
  );
  return (month: string, series?: string) =>
    links.charges(month, series === undefined ? undefined : (names.get(series) ?? undefined));
}

/** A column for the month after the report's, where the forecast is of that month. */
function expectedColumn({ f, t }: CurrencyView, forecast: Forecast, spend: MonthlySpend) {
  const last = spend.months.at(-1) ?? '';
  const expected = expectedOf(forecast);
  if (expected === null || forecast.month <= last) return null;
  return {
    ...expected,
    column: {
      label: [f.shortMonth(forecast.month), t.spend.forecast] as [string, string],
      total: f.label(expected.amount),
      value: toNumber(expected.amount),
      low: toNumber(expected.low),
      high: toNumber(expected.high),
    },
  };
}

/** Only where there are several accounts. */
function AccountTable({ report, t, f, many, data }: CurrencyView) {
  const { comparison } = report;
  if (!many || isAbsent(comparison)) return null;
  const most = largest(comparison.accounts.map(({ amount }) => amount ?? '0'));
  return (
    <>
      <h3>{t.spend.byAccount}</h3>
      <Wide label={t.spend.byAccount}>
        <table data-sortable>
          <thead>
            <tr>
              <Head>{t.account}</Head>
              <NumHead>{f.capital(f.monthName(data.against))}</NumHead>
              <NumHead>{f.capital(f.monthName(data.month))}</NumHead>
              <NumHead>{t.change}</NumHead>
              <NumHead class="no-m">{t.share}</NumHead>
            </tr>
          </thead>
          <tbody>
            {comparison.accounts.map((each) => (
              <tr key={each.account}>
                <th scope="row" class="mono">
                  {each.account}
                </th>
                <Num>{each.before === null ? '–' : f.amount(each.before)}</Num>
                <Num class={each.amount === most ? 'strong' : undefined}>
                  {each.amount === null ? '–' : f.amount(each.amount)}
                </Num>
                <Num>{f.change(each.amount, each.before)}</Num>
                <Num class="no-m">{f.share(each.amount ?? '0', comparison.total.amount ?? '0')}</Num>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t.total}</th>
              <Num>{f.amount(comparison.total.before ?? '0')}</Num>
              <Num>{f.amount(comparison.total.amount ?? '0')}</Num>
              <Num>{f.change(comparison.total.amount, comparison.total.before)}</Num>
              <Num class="no-m">{f.percentage('100.0')}</Num>
            </tr>
          </tfoot>
        </table>
      </Wide>
    </>
  );
}

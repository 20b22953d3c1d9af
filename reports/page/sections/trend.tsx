// Trend: up to 36 months as columns, and what the last 3, 6, 12, 24 and 36 come to.
import { Columns } from '../../../console/ui/charts/columns.js';
import { Icon } from '../../../console/ui/icons.js';
import { compare, quotient, sum, toNumber } from '../../../console/ui/numbers.js';
import { Head, Num, NumHead, Section, Wide } from '../../../console/ui/parts/parts.js';
import { isAbsent } from '../../report/report-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';

const SPANS = [3, 6, 12, 24, 36];

export function TrendSection(view: CurrencyView) {
  const { t, f, report, money, id } = view;
  const { trend } = report;
  if (isAbsent(trend))
    return (
      <Section id={id('trend')} title={t.sections.trend} about={t.about.trend(0)}>
        <Empty {...view} absence={trend} />
      </Section>
    );
  const { months, total } = trend;
  const spans = SPANS.filter((span) => span <= months.length);
  const of = (span: number, back = 0) => total.slice(total.length - span - back, total.length - back);
  return (
    <Section id={id('trend')} title={t.sections.trend} about={t.about.trend(months.length)}>
      <figure class="keep">
        <Columns
          dense
          label={t.trend.chart(months.length, f.month(months[0] ?? ''), f.month(months.at(-1) ?? ''))}
          columns={months.map((month, index) => ({
            id: month,
            label: labelled(months, index) ? [f.shortMonthYear(month), ''] : ['', ''],
            total: '',
            current: index === months.length - 1,
          }))}
          series={[
            {
              name: t.sections.spend,
              colour: 1,
              values: total.map(toNumber),
              titles: total.map((amount, index) => `${f.month(months[index] ?? '')}: ${money(amount)}`),
            },
          ]}
          axis={(value) => f.label(String(value))}
        />
      </figure>
      {spans.length > 0 && (
        <Wide label={t.trend.span}>
          <table class="after">
            <thead>
              <tr>
                <Head>{t.trend.span}</Head>
                <NumHead>{t.trend.sum}</NumHead>
                <NumHead>{t.trend.mean}</NumHead>
                <NumHead class="no-m">{t.trend.least}</NumHead>
                <NumHead class="no-m">{t.trend.most}</NumHead>
                <NumHead>{t.trend.change}</NumHead>
              </tr>
            </thead>
            <tbody>
              {spans.map((span) => {
                const amounts = of(span);
                const before = months.length >= 2 * span ? sum(of(span, span)) : null;
                const sorted = [...amounts].sort(compare);
                return (
                  <tr key={span}>
                    <th scope="row">{t.trend.lastMonths(span)}</th>
                    <Num>{f.amount(sum(amounts))}</Num>
                    <Num>≈ {f.amount(quotient(sum(amounts), span, 2))}</Num>
                    <Num class="no-m">{f.amount(sorted[0] ?? '0')}</Num>
                    <Num class="no-m">{f.amount(sorted.at(-1) ?? '0')}</Num>
                    <Num>{before === null ? '–' : f.change(sum(amounts), before)}</Num>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Wide>
      )}
      <p class="note">{t.trend.note}</p>
      <details class="more noprint">
        <summary>
          <Icon name="right" />
          {t.trend.table}
        </summary>
        <Wide label={t.trend.table}>
          <table class="narrow">
            <thead>
              <tr>
                <Head>{t.month}</Head>
                <NumHead>{t.withoutTax}</NumHead>
                <NumHead>{t.change}</NumHead>
              </tr>
            </thead>
            <tbody>
              {months
                .map((month, index) => (
                  <tr key={month}>
                    <th scope="row">{f.month(month)}</th>
                    <Num>{f.amount(total[index] ?? '0')}</Num>
                    <Num>{index === 0 ? '–' : f.change(total[index] ?? null, total[index - 1] ?? null)}</Num>
                  </tr>
                ))
                .reverse()}
            </tbody>
          </table>
        </Wide>
      </details>
    </Section>
  );
}

/** January and July, and the first month where it is not next to one of them. */
function labelled(months: string[], index: number): boolean {
  const half = (month = '') => month.endsWith('-01') || month.endsWith('-07');
  return half(months[index]) || (index === 0 && !months.slice(1, 4).some(half));
}

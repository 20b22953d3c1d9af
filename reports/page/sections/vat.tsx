// VAT by rate: the month of the report, and the months before, folded.

import { Icon } from '../../../console/ui/icons.js';
import { significantPlaces } from '../../../console/ui/numbers.js';
import { Head, Num, NumHead, Section, Wide } from '../../../console/ui/parts/parts.js';
import type { Vat } from '../../report/due-data.js';
import { isAbsent } from '../../report/report-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';

export function VatSection(view: CurrencyView) {
  const { t, report, data, id } = view;
  const { vat } = report;
  if (isAbsent(vat))
    return (
      <Section id={id('vat')} title={t.sections.vat} about={t.about.vat}>
        <Empty {...view} absence={vat} />
      </Section>
    );
  const before = vat.rows.some(({ month }) => month !== data.month);
  return (
    <Section id={id('vat')} title={t.sections.vat} about={t.about.vat}>
      <VatTable {...view} vat={vat} months={[data.month]} />
      <p class="note">
        {t.vat.note}{' '}
        {vat.odd.length > 0 &&
          t.vat.odd(
            vat.odd.slice(0, 10).map(({ id: document }) => document),
            vat.odd.length,
          )}
      </p>
      {before && (
        <details class="more noprint">
          <summary>
            <Icon name="right" />
            {t.vat.before}
          </summary>
          <VatTable {...view} vat={vat} months={vat.totals.map(({ month }) => month)} dated />
        </details>
      )}
    </Section>
  );
}

function VatTable({
  vat,
  months,
  dated = false,
  t,
  f,
}: CurrencyView & { vat: Vat; months: string[]; dated?: boolean }) {
  const rows = vat.rows.filter(({ month }) => months.includes(month));
  const places = Math.max(
    2,
    ...rows
      .flatMap(({ computed, rounding }) => [computed, rounding])
      .map((each) => significantPlaces(each ?? '0')),
  );
  return (
    <Wide label={t.sections.vat}>
      <table>
        <thead>
          <tr>
            {dated && <Head>{t.month}</Head>}
            <Head>{t.vat.rate}</Head>
            <NumHead class={dated ? 'no-m' : undefined}>{t.documents}</NumHead>
            <NumHead>{t.withoutTax}</NumHead>
            <NumHead>{t.tax}</NumHead>
            <NumHead class="no-m">{t.vat.computed}</NumHead>
            <NumHead class="no-m">{t.vat.rounding}</NumHead>
            <NumHead class="no-m">{t.withTax}</NumHead>
          </tr>
        </thead>
        {months.map((month) => {
          const total = vat.totals.find((each) => each.month === month);
          const ofMonth = rows.filter((each) => each.month === month);
          const cells = (row: Omit<Vat['rows'][number], 'rate'>) => (
            <>
              <Num class={dated ? 'no-m' : undefined}>{f.count(row.documents)}</Num>
              <Num>{f.amount(row.withoutTax)}</Num>
              <Num>{f.amount(row.tax)}</Num>
              <Num class="no-m">{row.computed === null ? '–' : f.amount(row.computed, places)}</Num>
              <Num class="no-m">{row.rounding === null ? '–' : f.amount(row.rounding, places)}</Num>
              <Num class="no-m">{f.amount(row.withTax)}</Num>
            </>
          );
          return (
            <tbody key={month}>
              {ofMonth.map((row) => (
                <tr key={row.rate}>
                  {dated && <td>{f.month(month)}</td>}
                  <th scope="row">{row.rate === null ? t.vat.noRate : f.percentage(row.rate)}</th>
                  {cells(row)}
                </tr>
              ))}
              {total && (
                <tr class="sum">
                  {dated && <td>{f.month(month)}</td>}
                  <th scope="row">{t.total}</th>
                  {cells(total)}
                </tr>
              )}
            </tbody>
          );
        })}
      </table>
    </Wide>
  );
}

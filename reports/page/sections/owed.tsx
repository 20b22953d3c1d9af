// What is owed, by age and document, and the payments of the month. With tax.
import { Bar } from '../../../console/ui/charts/bars.js';
import { Icon } from '../../../console/ui/icons.js';
import { largest, toNumber } from '../../../console/ui/numbers.js';
import { Chip, Head, Num, NumHead, Section } from '../../../console/ui/parts/parts.js';
import type { Owed } from '../../report/due-data.js';
import { isAbsent } from '../../report/report-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';

const MOST = 100;

export function OwedSection(view: CurrencyView) {
  const { t, f, report, data, id } = view;
  const { owed } = report;
  const about = t.about.owed(f.day(data.today));
  if (isAbsent(owed))
    return (
      <Section id={id('owed')} title={t.sections.owed} about={about}>
        <Empty {...view} absence={owed} />
      </Section>
    );
  const most = toNumber(largest(owed.ages.map(({ open }) => open)) ?? '0') || 1;
  return (
    <Section id={id('owed')} title={t.sections.owed} about={about}>
      <ul class="age keep" aria-label={t.owed.byAge}>
        {owed.ages
          .filter(({ age, documents }) => age !== 'due-now' || documents > 0)
          .map(({ age, open, documents }) => (
            <li key={age}>
              <Bar part={toNumber(open) / most} late={age !== 'not-due'} />
              <span class="v">{f.amount(open)}</span>
              <span class="k">
                {t.owed.ages[age]}
                {documents > 0 && <span class="no-m"> · {t.documentsCount(documents)}</span>}
              </span>
            </li>
          ))}
      </ul>
      {owed.documents.length === 0 ? <p class="empty">{t.owed.none}</p> : <DebtTable {...view} owed={owed} />}
      <p class="note">{t.owed.month(data.month, owed.month)}</p>
      <Payments {...view} owed={owed} />
    </Section>
  );
}

function DebtTable({ owed, t, f, many }: CurrencyView & { owed: Owed }) {
  const shown = owed.documents.slice(0, MOST);
  const rest = owed.documents.length - shown.length;
  return (
    <>
      <table class="rec after" data-sortable>
        <thead>
          <tr>
            <Head>{t.document}</Head>
            {many && <Head>{t.account}</Head>}
            <Head>{t.date}</Head>
            <Head>{t.owed.due}</Head>
            <Head>{t.owed.age}</Head>
            <NumHead>{t.withTax}</NumHead>
            <NumHead>{t.owed.paid}</NumHead>
            <NumHead>{t.owed.open}</NumHead>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <tr key={`${each.account}/${each.id}`}>
              <th scope="row" class="first">
                <span class="mono">{each.id}</span>
              </th>
              {many && (
                <td class="mono" data-k={t.account}>
                  {each.account}
                </td>
              )}
              <td data-k={t.date}>{f.day(each.day)}</td>
              <td data-k={t.owed.due}>{each.due === null ? t.owed.dueNow : f.day(each.due)}</td>
              <td class="top">
                {each.daysLate === null || each.daysLate > 0 ? (
                  <Chip tone="bad" icon="clock">
                    {each.daysLate === null ? t.owed.dueNow : t.owed.late(each.daysLate)}
                  </Chip>
                ) : (
                  <Chip tone="plain">{t.inDays(-each.daysLate)}</Chip>
                )}
              </td>
              <Num k={t.withTax}>{f.amount(each.withTax)}</Num>
              <Num k={t.owed.paid}>{f.amount(each.paid)}</Num>
              <Num class="strong" k={t.owed.open}>
                {f.amount(each.open)}
              </Num>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            {many && <td class="no-m" />}
            <td class="no-m" />
            <td class="no-m" />
            <td class="no-m" />
            <Num class="no-m">{f.amount(owed.total.withTax)}</Num>
            <Num class="no-m">{f.amount(owed.total.paid)}</Num>
            <Num>{f.amount(owed.total.open)}</Num>
          </tr>
        </tfoot>
      </table>
      {rest > 0 && <p class="note">{t.moreRows(rest)}</p>}
    </>
  );
}

function Payments({ owed, t, f, money, many }: CurrencyView & { owed: Owed }) {
  if (owed.payments.length === 0) return null;
  return (
    <details class="more noprint">
      <summary>
        <Icon name="right" />
        {t.owed.payments(owed.payments.length, money(owed.paymentsTotal))}
      </summary>
      <table class="rec" data-sortable>
        <thead>
          <tr>
            <Head>{t.date}</Head>
            {many && <Head>{t.account}</Head>}
            <Head>{t.document}</Head>
            <Head>{t.owed.method}</Head>
            <NumHead>{t.owed.amount}</NumHead>
          </tr>
        </thead>
        <tbody>
          {owed.payments.map((each) => (
            <tr key={`${each.account}/${each.document}/${each.day}/${each.amount}`}>
              <td class="top">{f.day(each.day)}</td>
              {many && (
                <td class="mono" data-k={t.account}>
                  {each.account}
                </td>
              )}
              <th scope="row" class="first mono">
                {each.document}
              </th>
              <td data-k={t.owed.method}>{each.method ?? '–'}</td>
              <Num k={t.owed.amount}>{f.amount(each.amount)}</Num>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            {many && <td class="no-m" />}
            <td class="no-m" />
            <td class="no-m" />
            <Num>{f.amount(owed.paymentsTotal)}</Num>
          </tr>
        </tfoot>
      </table>
    </details>
  );
}

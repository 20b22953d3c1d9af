// Resources far from their own past.
import { Spark } from '../../../console/ui/charts/lines.js';
import { toNumber } from '../../../console/ui/numbers.js';
import { Head, Num, NumHead, Section } from '../../../console/ui/parts/parts.js';
import { isAbsent } from '../../report/report-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';

export function AnomaliesSection(view: CurrencyView) {
  const { t, f, report, money, data, id, many } = view;
  const { anomalies } = report;
  if (isAbsent(anomalies))
    return (
      <Section id={id('anomalies')} title={t.sections.anomalies}>
        <Empty {...view} absence={anomalies} />
      </Section>
    );
  const { rows, floor, threshold, belowFloor } = anomalies;
  return (
    <Section id={id('anomalies')} title={t.sections.anomalies} about={t.about.anomalies(money(floor))}>
      {rows.length === 0 ? (
        <p class="empty">{t.anomalies.none}</p>
      ) : (
        <table class="rec" data-sortable>
          <thead>
            <tr>
              <Head>{t.resource}</Head>
              <Head>{t.service_}</Head>
              <Head>{t.project}</Head>
              {many && <Head>{t.account}</Head>}
              <Head>{t.anomalies.months(anomalies.months.length)}</Head>
              <NumHead>{t.anomalies.usual}</NumHead>
              <NumHead>{f.capital(f.monthName(data.month))}</NumHead>
              <NumHead>{t.difference}</NumHead>
              <NumHead>z</NumHead>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.account}/${row.resource}/${row.service}`}>
                <th scope="row">{row.label ?? row.resource}</th>
                <td data-k={t.service_}>{t.service(row.service)}</td>
                <td data-k={t.project}>{row.project ? (row.project.name ?? row.project.id) : '–'}</td>
                {many && (
                  <td class="mono" data-k={t.account}>
                    {row.account}
                  </td>
                )}
                <td class="mid full">
                  <Spark hot values={row.amounts.map((amount) => toNumber(amount ?? '0'))} />
                </td>
                <Num k={t.anomalies.usual}>{f.amount(row.usual)}</Num>
                <Num k={f.capital(f.monthName(data.month))}>{f.amount(row.amount)}</Num>
                <Num class="strong" k={t.difference}>
                  {f.signed(row.difference)}
                </Num>
                <Num k="z">{row.z === null ? '∞' : f.digits(row.z)}</Num>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="note">{t.anomalies.note(f.digits(threshold), belowFloor, money(floor))}</p>
    </Section>
  );
}

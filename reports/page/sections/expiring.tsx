// Services that end soon, with the price of one renewal.
import { Chip, Head, Num, NumHead, Section, Unknown } from '../../../console/ui/parts/parts.js';
import type { Expiring } from '../../report/due-data.js';
import { isAbsent } from '../../report/report-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';

const MOST = 100;

export function ExpiringSection(view: CurrencyView) {
  const { t, f, report, id, many } = view;
  const { expiring } = report;
  if (isAbsent(expiring))
    return (
      <Section id={id('expiring')} title={t.sections.expiring}>
        <Empty {...view} absence={expiring} />
      </Section>
    );
  const shown = expiring.rows.slice(0, MOST);
  const rest = expiring.rows.length - shown.length;
  return (
    <Section id={id('expiring')} title={t.sections.expiring} about={t.about.expiring(expiring.days)}>
      {shown.length === 0 ? (
        <p class="empty">{t.expiring.none(expiring.days)}</p>
      ) : (
        <table class="rec" data-sortable>
          <thead>
            <tr>
              <Head>{t.expiring.ends}</Head>
              <Head>{t.service_}</Head>
              {many && <Head>{t.account}</Head>}
              <Head>{t.expiring.what}</Head>
              <Head>{t.expiring.renewal}</Head>
              <NumHead>{t.expiring.price}</NumHead>
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <tr key={`${each.account}/${each.service}/${each.ends}`}>
                <td class="nw" data-sort={each.ends}>
                  {f.day(each.ends)} <span class="muted">· {t.inDays(each.daysLeft)}</span>
                </td>
                <th scope="row" class="lead1">
                  {each.service}
                </th>
                {many && <td class="mono full">{each.account}</td>}
                <td class="full">
                  {[each.what, each.duration && t.duration(each.duration)].filter(Boolean).join(', ')}
                </td>
                <td>
                  <Renewal t={t} renewal={each.renewal} />
                </td>
                <Num>{each.price === null ? <Unknown>{t.unknown}</Unknown> : f.amount(each.price)}</Num>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t.expiring.ifAll}</th>
              <td class="no-m" />
              {many && <td class="no-m" />}
              <td class="no-m" />
              <td class="no-m" />
              <Num>{f.amount(expiring.total)}</Num>
            </tr>
          </tfoot>
        </table>
      )}
      {(rest > 0 || expiring.unpriced > 0) && (
        <p class="note">
          {rest > 0 && `${t.moreRows(rest)} `}
          {expiring.unpriced > 0 && t.expiring.unpriced(expiring.unpriced)}
        </p>
      )}
    </Section>
  );
}

export function Renewal({
  t,
  renewal,
}: {
  t: CurrencyView['t'];
  renewal: Expiring['rows'][number]['renewal'];
}) {
  if (renewal === 'automatic')
    return (
      <Chip tone="ok" icon="retry">
        {t.expiring.renewals.automatic}
      </Chip>
    );
  if (renewal === 'unknown') return <Unknown>{t.unknown}</Unknown>;
  return (
    <Chip tone="warn" icon={renewal === 'manual' ? 'alert' : 'none'}>
      {t.expiring.renewals[renewal]}
    </Chip>
  );
}

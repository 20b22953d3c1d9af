// Credits and how they burn down; savings plans; the cost of a unit.
import { Meter } from '../../../console/ui/charts/bars.js';
import { Spark } from '../../../console/ui/charts/lines.js';
import { toNumber } from '../../../console/ui/numbers.js';
import { Figures, Head, Num, NumHead, Section, Unknown, Wide } from '../../../console/ui/parts/parts.js';
import { isAbsent } from '../../report/report-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';
import { Renewal } from './expiring.js';

export function CreditsSection(view: CurrencyView) {
  const { t, f, report, id, many } = view;
  const { credits } = report;
  if (isAbsent(credits))
    return (
      <Section id={id('credits')} title={t.sections.credits}>
        <Empty {...view} absence={credits} />
      </Section>
    );
  return (
    <Section id={id('credits')} title={t.sections.credits}>
      <table class="rec">
        <thead>
          <tr>
            <Head>{t.credits.balance}</Head>
            <Head>{t.expiring.what}</Head>
            {many && <Head>{t.account}</Head>}
            <Head class="meterh">{t.credits.used}</Head>
            {credits.months.length > 1 && <Head>{t.credits.byMonth(credits.months.length)}</Head>}
            <NumHead>{t.credits.given}</NumHead>
            <NumHead>{t.credits.used}</NumHead>
            <NumHead>{t.credits.left}</NumHead>
            <Head>{t.expiring.ends}</Head>
            <Head>{t.credits.usedUp}</Head>
          </tr>
        </thead>
        <tbody>
          {credits.balances.map((each) => (
            <tr key={`${each.account}/${each.name}`}>
              <th scope="row" class="first">
                <span class="mono">{each.name}</span>
              </th>
              <td class="top">
                {t.balanceType(each.type)}
                {each.project && <span class="muted"> · {each.project.name ?? each.project.id}</span>}
              </td>
              {many && (
                <td class="mono" data-k={t.account}>
                  {each.account}
                </td>
              )}
              <td class="full mid">
                <Meter part={toNumber(each.used) / (toNumber(each.given) || 1)} />
              </td>
              {credits.months.length > 1 && (
                <td class="mid no-m">
                  <Spark values={each.usedByMonth.map((amount) => toNumber(amount ?? '0'))} />
                </td>
              )}
              <Num k={t.credits.given}>{f.amount(each.given)}</Num>
              <Num k={t.credits.used}>{f.amount(each.used)}</Num>
              <Num class="strong" k={t.credits.left}>
                {f.amount(each.left)}
              </Num>
              <td class="nw" data-k={t.expiring.ends}>
                {each.ends === null ? <Unknown>{t.credits.never}</Unknown> : f.day(each.ends)}
              </td>
              <td class="nw" data-k={t.credits.usedUp}>
                {each.usedUpOn === null ? <Unknown>{t.credits.notUsed}</Unknown> : f.day(each.usedUpOn)}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.total}</th>
            <td class="no-m" />
            {many && <td class="no-m" />}
            <td class="no-m" />
            {credits.months.length > 1 && <td class="no-m" />}
            <Num class="no-m">{f.amount(credits.total.given)}</Num>
            <Num class="no-m">{f.amount(credits.total.used)}</Num>
            <Num>{f.amount(credits.total.left)}</Num>
            <td class="no-m" />
            <td class="no-m" />
          </tr>
        </tfoot>
      </table>
      <p class="note">{t.credits.note}</p>
    </Section>
  );
}

export function CommitmentsSection(view: CurrencyView) {
  const { t, f, report, id, many } = view;
  const { commitments } = report;
  if (isAbsent(commitments)) return null;
  const { eligible, covered, paid } = commitments;
  return (
    <Section id={id('commitments')} title={t.sections.commitments} about={t.about.commitments}>
      <Figures
        figures={[
          { label: t.commitments.eligible, value: f.amount(eligible), note: t.commitments.eligibleNote },
          {
            label: t.commitments.covered,
            value: f.amount(covered),
            note: t.commitments.coverage(f.share(covered, eligible)),
          },
          { label: t.commitments.paid, value: f.amount(paid), note: t.commitments.paidNote },
        ]}
      />
      <table class="rec after">
        <thead>
          <tr>
            <Head>{t.commitments.plan}</Head>
            <Head>{t.project}</Head>
            {many && <Head>{t.account}</Head>}
            <NumHead>{t.commitments.size}</NumHead>
            <Head>{t.commitments.from}</Head>
            <Head>{t.expiring.ends}</Head>
            <Head>{t.expiring.renewal}</Head>
            <NumHead>{t.commitments.price}</NumHead>
          </tr>
        </thead>
        <tbody>
          {commitments.plans.map((plan) => (
            <tr key={`${plan.account}/${plan.id}`}>
              <th scope="row">{plan.model}</th>
              <td data-k={t.project}>{plan.project ? (plan.project.name ?? plan.project.id) : '–'}</td>
              {many && (
                <td class="mono" data-k={t.account}>
                  {plan.account}
                </td>
              )}
              <Num k={t.commitments.size}>{f.count(plan.size)}</Num>
              <td data-k={t.commitments.from}>{f.day(plan.from)}</td>
              <td data-k={t.expiring.ends}>{f.day(plan.to)}</td>
              <td data-k={t.expiring.renewal}>
                <Renewal t={t} renewal={plan.renewal} />
              </td>
              <Num k={t.commitments.price}>
                {plan.price === null ? <Unknown>{t.unknown}</Unknown> : f.amount(plan.price)}
              </Num>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function UnitCostsSection(view: CurrencyView) {
  const { t, f, report, id } = view;
  const { unitCosts } = report;
  if (isAbsent(unitCosts)) return null;
  const last = unitCosts.months.length - 1;
  const cell = (value: string | null | undefined, money: boolean) =>
    value === null || value === undefined ? '–' : money ? f.amount(value) : f.digits(value);
  return (
    <Section id={id('units')} title={t.sections.units} about={t.about.units}>
      <Wide label={t.sections.units}>
        <table>
          <thead>
            <tr>
              <Head>{t.units.unit}</Head>
              <Head class="no-m">{t.units.scope}</Head>
              <NumHead class="no-m">{t.units.quantity}</NumHead>
              <NumHead class="no-m">{t.units.amount}</NumHead>
              <NumHead>{t.units.cost}</NumHead>
              <NumHead>{t.units.before}</NumHead>
              <Head class="no-m">{t.anomalies.months(unitCosts.months.length)}</Head>
            </tr>
          </thead>
          <tbody>
            {unitCosts.rows.map((row) => (
              <tr key={`${row.unit}/${row.scope}`}>
                <th scope="row">{row.unit}</th>
                <td class="no-m">{row.scope ?? t.units.everything}</td>
                <Num class="no-m">{cell(row.quantities[last], false)}</Num>
                <Num class="no-m">{cell(row.amounts[last], true)}</Num>
                <Num class="strong">{cell(row.costs[last], true)}</Num>
                <Num>{cell(row.costs[last - 1], true)}</Num>
                <td class="no-m mid">
                  <Spark values={row.costs.map((cost) => toNumber(cost ?? '0'))} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Section>
  );
}

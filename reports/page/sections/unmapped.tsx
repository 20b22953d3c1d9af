// Charges without a service, and the sections that have nothing to show, with the reason of each.
import { Head, Section } from '../../../console/ui/parts/parts.js';
import { Words } from '../../../console/ui/parts/rich.js';
import { type Absence, type CurrencyReport, isAbsent } from '../../report/report-data.js';
import type { CurrencyView } from '../view.js';
import { PairTable } from './pair-table.js';

const MOST = 50;

export function UnmappedSection(view: CurrencyView) {
  const { t, f, report, id, many } = view;
  const { unmapped } = report;
  if (isAbsent(unmapped)) return null;
  const shown = unmapped.rows.slice(0, MOST);
  const rest = unmapped.rows.length - shown.length;
  return (
    <Section id={id('unmapped')} title={t.sections.unmapped} about={t.about.unmapped(unmapped.lines)}>
      <PairTable
        {...view}
        title={t.sections.unmapped}
        head={t.resource}
        rows={shown.map((each) => ({
          ...each,
          key: `${each.account}/${each.resource}/${each.planCode}`,
          name: (
            <>
              <span class="mono">{each.resource}</span>
              {many && <span class="muted"> · {each.account}</span>}
            </>
          ),
          cells: [
            each.planCode === null ? '–' : <code key="code">{each.planCode}</code>,
            f.count(each.lines),
          ],
        }))}
        total={unmapped.total}
        extra={[
          { head: t.unmapped.planCode, class: 'no-m' },
          { head: t.unmapped.lines, number: true, class: 'no-m' },
        ]}
      />
      <p class="note">
        {rest > 0 && `${t.moreRows(rest)} `}
        {t.unmapped.note}
      </p>
    </Section>
  );
}

/** Sections that are left out where they have no facts; the others say so in their place. */
const LEFT_OUT = [
  'tags',
  'gpu',
  'commitments',
  'unitCosts',
  'unmapped',
] as const satisfies (keyof CurrencyReport)[];

export function AbsentSection(view: CurrencyView) {
  const { t, report, id } = view;
  const absent = LEFT_OUT.flatMap((name): { name: (typeof LEFT_OUT)[number]; absence: Absence }[] => {
    const section = report[name];
    return isAbsent(section) ? [{ name, absence: section }] : [];
  });
  if (absent.length === 0) return null;
  return (
    <Section id={id('absent')} title={t.sections.absent}>
      <table>
        <thead>
          <tr>
            <Head>{t.absent.what}</Head>
            <Head>{t.absent.why}</Head>
          </tr>
        </thead>
        <tbody>
          {absent.map(({ name, absence }) => (
            <tr key={name}>
              <th scope="row" class="nw">
                {t.absent.names[name]}
              </th>
              <td class="slack">
                <Words text={t.absence(absence)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

// Proof: every document of the month against its lines, what does not add up first.
import { Split } from '../../../console/ui/charts/bars.js';
import type { IconName } from '../../../console/ui/icons.js';
import { isZero, sum } from '../../../console/ui/numbers.js';
import {
  Chip,
  Figures,
  Head,
  Num,
  NumHead,
  Section,
  type Tone,
  Unknown,
} from '../../../console/ui/parts/parts.js';
import { Words } from '../../../console/ui/parts/rich.js';
import type { CurrencyProof, OddDocument } from '../../report/proof-data.js';
import { proofCounts } from '../proof-counts.js';
import type { View } from '../view.js';
import { KindTable, MonthTable } from './proof-sums.js';

export function ProofSection(view: View) {
  const { data, t } = view;
  const { proof } = data;
  const counts = proofCounts(data);
  const missing = counts.notLoaded + counts.ofAnyMonth;
  const billed = proof.currencies.filter(({ total }) => total.documents > 0);
  if (counts.documents + missing === 0)
    return (
      <Section id="proof" title={t.sections.proof} about={t.about.proof}>
        <p class="empty">{t.proof.noDocuments(view.f.month(data.month))}</p>
      </Section>
    );
  return (
    <Section id="proof" title={t.sections.proof} about={t.about.proof}>
      <p class="lead">{t.proof.lead(counts)}</p>
      {billed.map((each) => (
        <ProofFigures key={each.currency} {...view} proof={each} />
      ))}
      <Split
        class="gapbar"
        height={6}
        least={0.8}
        slices={[
          { colour: 'ok', size: counts.exact },
          { colour: 'warn', size: counts.odd + counts.unchecked },
          { colour: 'bad', size: missing },
        ]}
      />
      <div class="states">
        <State tone="ok" show={counts.exact > 0} text={t.proof.exact(counts.exact)} />
        <State tone="warn" show={counts.odd > 0} text={t.proof.withGap(counts)} />
        <State tone="warn" show={counts.unchecked > 0} text={t.proof.uncheckedState(counts.unchecked)} />
        <State tone="bad" show={missing > 0} text={t.proof.notLoadedState(missing, counts.ofAnyMonth)} />
      </div>
      {proof.odd.length > 0 && <OddTable {...view} />}
      {billed.map((each) => (
        <KindTable key={each.currency} {...view} proof={each} />
      ))}
      {proof.currencies.map((each) => (
        <MonthTable key={each.currency} {...view} proof={each} />
      ))}
      <Apart {...view} />
    </Section>
  );
}

function State({ tone, show, text }: { tone: Tone; show: boolean; text: string }) {
  if (!show) return null;
  return (
    <span class="row">
      <span class={`sw round ${tone}`} />
      {text}
    </span>
  );
}

function ProofFigures({ proof, t, f, data }: View & { proof: CurrencyProof }) {
  const { total } = proof;
  const missing = data.proof.odd.filter((each) => each.state === 'not-loaded');
  const known = missing.filter(({ day }) => day !== null).length;
  const only = data.proof.currencies.length === 1;
  const unexplained = sum(
    data.proof.odd.flatMap(({ currency, reasons, gap }) =>
      currency === proof.currency && reasons.length === 0 && gap !== null ? [gap] : [],
    ),
  );
  return (
    <>
      {!only && <h3>{proof.currency}</h3>}
      <Figures
        figures={[
          {
            label: t.proof.documentsOfMonth,
            value: f.count(total.documents),
            note: only ? t.proof.loadedNote(known, missing.length - known) : undefined,
          },
          {
            label: t.proof.sumOfDocuments,
            value: f.amount(total.withoutTax),
            note: t.proof.sumOfDocumentsNote,
          },
          {
            label: t.proof.sumOfLines,
            value: f.amount(total.lines),
            note: t.proof.sumOfLinesNote(total.lineCount),
          },
          {
            label: t.proof.gap,
            value: f.amount(total.gap),
            tone: isZero(total.gap) ? 'ok' : 'warn',
            note: t.proof.gapNote(isZero(total.gap), isZero(unexplained) ? null : f.amount(unexplained)),
          },
        ]}
      />
    </>
  );
}

const STATES: Record<OddDocument['state'], { tone: Tone; icon: IconName }> = {
  'not-loaded': { tone: 'bad', icon: 'stop' },
  'no-lines': { tone: 'warn', icon: 'alert' },
  gap: { tone: 'warn', icon: 'alert' },
  'tax-gap': { tone: 'warn', icon: 'alert' },
};

/** So many are shown; the files have all. */
const MOST_ODD = 200;

function OddTable(view: View) {
  const { data, t, f, many, links } = view;
  const { odd } = data.proof;
  const mixed = data.proof.currencies.length > 1;
  const shown = odd.slice(0, MOST_ODD);
  return (
    <>
      <h3>{t.proof.theOdd(odd.length)}</h3>
      <table class="rec odd">
        <thead>
          <tr>
            <Head>{t.state}</Head>
            <Head>{t.document}</Head>
            {many && <Head>{t.account}</Head>}
            <Head>{t.date}</Head>
            {mixed && <Head>{t.currency}</Head>}
            <NumHead>{t.withoutTax}</NumHead>
            <NumHead>{t.linesSum}</NumHead>
            <NumHead>{t.gap}</NumHead>
            <Head class="whyh">{t.proof.why}</Head>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => {
            const { tone, icon } = STATES[each.state];
            const unknown = <Unknown>{t.unknown}</Unknown>;
            const amount = (value: string | null) => (value === null ? unknown : f.amount(value));
            return (
              <tr key={`${each.account}/${each.id}`}>
                <td class="wrap">
                  <Chip tone={tone} icon={icon}>
                    {t.proof.states[each.state]}
                  </Chip>
                </td>
                <th scope="row" class="wrap nw">
                  <span class="mono">
                    {links && each.state !== 'not-loaded' ? (
                      <a href={links.document(each.account, each.id, each.kind)}>{each.id}</a>
                    ) : (
                      each.id
                    )}
                  </span>
                </th>
                {many && (
                  <td class="wrap mono" data-k={t.account}>
                    {each.account}
                  </td>
                )}
                <td class="wrap nw" data-k={t.date}>
                  {each.day === null ? unknown : f.dayMonth(each.day)}
                </td>
                {mixed && <td data-k={t.currency}>{each.currency ?? unknown}</td>}
                <Num class="wrap" k={t.withoutTax}>
                  {amount(each.withoutTax)}
                </Num>
                <Num class="wrap" k={t.linesSum}>
                  {each.state === 'no-lines' ? <Unknown>{t.proof.noLine}</Unknown> : amount(each.lines)}
                </Num>
                <Num class={each.gap === null ? 'wrap' : 'wrap strong'} k={t.gap}>
                  {amount(each.state === 'tax-gap' ? each.taxGap : each.gap)}
                </Num>
                <td class="wrap full whyc">
                  <div class="why">
                    <Words text={t.proof.reasons(each)} />
                    {each.command !== null && <code class="cmd">source-ovhcloud {each.command}</code>}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {odd.length > shown.length && <p class="note">{t.moreRows(odd.length - shown.length)}</p>}
    </>
  );
}

function Apart({ data, t, f }: View) {
  const { apart, lists } = data.proof;
  return (
    <>
      {apart.length > 0 && <p class="note">{t.proof.apart(apart)}</p>}
      {lists.length > 0 && (
        <p class="note">
          {t.proof.restsOn(
            [...new Set(lists.map(({ path }) => path))],
            lists.reduce((count, { listed }) => count + listed, 0),
            instantText(lists.map(({ readAt }) => readAt).sort()[0] ?? '', f),
            lists.every(({ proof }) => proof !== null && proof !== 'pages'),
          )}
        </p>
      )}
    </>
  );
}

function instantText(instant: string, f: View['f']): string {
  return `${f.day(instant.slice(0, 10))}, ${f.time(instant)} ${f.zone(instant)}`;
}

// Sums over documents: by kind, and by month.
import { Icon } from '../../../console/ui/icons.js';
import { Head, Num, NumHead, Wide } from '../../../console/ui/parts/parts.js';
import type { CurrencyProof, DocumentSums } from '../../report/proof-data.js';
import type { View } from '../view.js';

function SumCells({ sums, f }: { sums: DocumentSums; f: View['f'] }) {
  return (
    <>
      <Num>{f.count(sums.documents)}</Num>
      <Num class="no-m">{f.count(sums.exact)}</Num>
      <Num>{f.amount(sums.withoutTax)}</Num>
      <Num class="no-m">{f.amount(sums.lines)}</Num>
      <Num>{f.amount(sums.gap)}</Num>
      <Num class="no-m">{f.amount(sums.tax)}</Num>
      <Num class="no-m">{f.amount(sums.withTax)}</Num>
    </>
  );
}

function SumHeads({ t }: { t: View['t'] }) {
  return (
    <>
      <NumHead>{t.documents}</NumHead>
      <NumHead class="no-m">{t.proof.exactHead}</NumHead>
      <NumHead>{t.withoutTax}</NumHead>
      <NumHead class="no-m">{t.linesSum}</NumHead>
      <NumHead>{t.gap}</NumHead>
      <NumHead class="no-m">{t.tax}</NumHead>
      <NumHead class="no-m">{t.withTax}</NumHead>
    </>
  );
}

export function KindTable({ proof, t, f, data }: View & { proof: CurrencyProof }) {
  return (
    <>
      <h3>
        {t.proof.byKind} {data.currencies.length > 1 && <small>{proof.currency}</small>}
      </h3>
      <Wide label={t.proof.byKind}>
        <table>
          <thead>
            <tr>
              <Head>{t.proof.kind}</Head>
              <SumHeads t={t} />
            </tr>
          </thead>
          <tbody>
            {proof.kinds.map((each) => (
              <tr key={each.kind}>
                <th scope="row">{t.documentKinds[each.kind]}</th>
                <SumCells sums={each} f={f} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t.proof.spendOfMonth}</th>
              <SumCells sums={proof.total} f={f} />
            </tr>
          </tfoot>
        </table>
      </Wide>
      {proof.foreignLines !== undefined && (
        <p class="note">{t.proof.foreignLines(f.money(proof.foreignLines, proof.currency))}</p>
      )}
    </>
  );
}

/** Months before, folded: what was odd then stands in their own reports. */
export function MonthTable({ proof, t, f, many }: View & { proof: CurrencyProof }) {
  if (proof.months.length < 2) return null;
  return (
    <details class="more noprint">
      <summary>
        <Icon name="right" />
        {t.proof.byMonth(proof.currency)}
      </summary>
      <Wide label={t.proof.byMonth(proof.currency)}>
        <table>
          <thead>
            <tr>
              <Head>{t.month}</Head>
              {many && <Head>{t.account}</Head>}
              <SumHeads t={t} />
            </tr>
          </thead>
          <tbody>
            {proof.months.map((each) => (
              <tr key={`${each.month}/${each.account}`}>
                <th scope="row">{f.month(each.month)}</th>
                {many && <td class="mono">{each.account}</td>}
                <SumCells sums={each} f={f} />
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </details>
  );
}

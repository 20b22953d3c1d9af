// A table of two months side by side, with change, and share of the total.
import type { ComponentChildren } from 'preact';
import { difference, isZero } from '../../../console/ui/numbers.js';
import { Head, Num, NumHead, Wide } from '../../../console/ui/parts/parts.js';
import type { Amount } from '../../report/report-data.js';
import type { Pair } from '../../report/spend-data.js';
import type { CurrencyView } from '../view.js';

export interface PairRow extends Pair {
  key: string;
  name: ComponentChildren;
  /** Cells between the name and the amounts, one for each of `extra`. */
  cells?: ComponentChildren[];
}

interface PairTableProps extends CurrencyView {
  head: string;
  rows: PairRow[];
  total: Pair;
  /** Heads of the cells between; `number`: a column of figures. */
  extra?: { head: string; number?: boolean; class?: string }[];
  /** Names the table for those who hear it. */
  title: string;
  /** Names the row of the sum; the default is the total. */
  totalName?: string;
  with?: ('before' | 'difference' | 'share')[];
  class?: string;
}

export function PairTable(props: PairTableProps) {
  const { rows, total, f, t, data, extra = [], with: shown = ['before', 'share'] } = props;
  const has = (column: 'before' | 'difference' | 'share') => shown.includes(column);
  const whole = total.amount ?? '0';
  return (
    <Wide label={props.title}>
      <table class={props.class} data-sortable>
        <thead>
          <tr>
            <Head>{props.head}</Head>
            {extra.map(({ head, number, class: name = '' }) => (
              <Head key={head} class={number ? `n ${name}` : name}>
                {head}
              </Head>
            ))}
            {has('before') && <NumHead class="no-m">{f.capital(f.monthName(data.against))}</NumHead>}
            <NumHead>{f.capital(f.monthName(data.month))}</NumHead>
            {has('difference') && <NumHead class="no-m">{t.difference}</NumHead>}
            <NumHead>{t.change}</NumHead>
            {has('share') && <NumHead class="no-m">{t.share}</NumHead>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" class="name">
                {row.name}
              </th>
              {extra.map(({ head, number, class: name = '' }, index) => (
                <td key={head} class={number ? `n ${name}` : name}>
                  {row.cells?.[index]}
                </td>
              ))}
              {has('before') && <Num class="no-m">{amountOf(row.before, f)}</Num>}
              <Num>{amountOf(row.amount, f)}</Num>
              {has('difference') && <Num class="no-m">{differenceOf(row, f)}</Num>}
              <Num>{f.change(row.amount, row.before)}</Num>
              {has('share') && <Num class="no-m">{f.share(row.amount ?? '0', whole)}</Num>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{props.totalName ?? t.total}</th>
            {extra.map(({ head, class: name }) => (
              <td key={head} class={name} />
            ))}
            {has('before') && <Num class="no-m">{amountOf(total.before, f)}</Num>}
            <Num>{amountOf(total.amount, f)}</Num>
            {has('difference') && <Num class="no-m">{differenceOf(total, f)}</Num>}
            <Num>{f.change(total.amount, total.before)}</Num>
            {has('share') && <Num class="no-m">{isZero(whole) ? '–' : f.share(whole, whole)}</Num>}
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}

export function amountOf(amount: Amount | null, f: CurrencyView['f']): string {
  return amount === null ? '–' : f.amount(amount);
}

export function differenceOf({ amount, before }: Pair, f: CurrencyView['f']): string {
  return f.signed(difference(amount ?? '0', before ?? '0'));
}

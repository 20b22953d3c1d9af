// Stacked columns by month: shapes in SVG in percent of the room, words in their own size. Columns start at zero; what is
// negative hangs below it.
import type { ComponentChildren } from 'preact';

const at = (value: number): string => `${Number(value.toFixed(3))}%`;

export interface ColumnSeries {
  name: string;
  /** 1 to 8: `--c1` … `--c8`. */
  colour: number;
  /** One a column; null: nothing. */
  values: (number | null)[];
  /** What the pointer shows of each. */
  titles: string[];
}

export interface Column {
  /** The month. */
  id: string;
  /** Below it; the second line may be empty. */
  label: [string, string];
  /** Above it; rounded. Empty: none. */
  total: string;
  current?: boolean;
}

/** A column that is expected: its range is a whisker. */
export interface ExpectedColumn {
  label: [string, string];
  total: string;
  value: number;
  low: number;
  high: number;
}

export interface ColumnsProps {
  /** The figures in one sentence, and where they stand as a table. */
  label: string;
  columns: Column[];
  /** In stacking order, from zero. */
  series: ColumnSeries[];
  expected?: ExpectedColumn;
  axis: (value: number) => string;
  /** More than 14 columns: thinner, without totals. */
  dense?: boolean;
  /** Where a column leads, or a part of it; absent: nowhere. */
  link?: ((id: string, series?: string) => string) | undefined;
  children?: ComponentChildren;
}

/** Round steps that cover `low` to `high`, zero among them. */
export function ticks(low: number, high: number): number[] {
  const span = high - low || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.max(Math.ceil(high / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

export function Columns(props: ColumnsProps) {
  const { columns, series, expected } = props;
  const count = columns.length + (expected ? 1 : 0);
  const stacks = columns.map((_, index) => stackOf(series, index));
  const highest = Math.max(0, ...stacks.map(({ top }) => top), expected?.high ?? 0, expected?.value ?? 0);
  const below = Math.min(0, ...stacks.map(({ bottom }) => bottom));
  // What would not be seen needs no step below zero.
  const lowest = -below < highest / 200 ? 0 : below;
  const steps = ticks(lowest, highest);
  const [floor = 0, ceiling = 1] = [steps[0], steps.at(-1)];
  const y = (value: number): number => ((ceiling - value) / (ceiling - floor)) * 100;
  const slot = 100 / count;
  const width = slot * (props.dense ? 0.74 : 0.62);
  const left = (index: number): number => index * slot + (slot - width) / 2;
  const middle = (index: number): number => (index + 0.5) * slot;
  const current = columns.findIndex((column) => column.current);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have a name
    <div
      class={props.dense ? 'chart dense' : 'chart'}
      role={props.link ? 'group' : 'img'}
      aria-label={props.label}
    >
      <div class="y" aria-hidden="true">
        {[...steps].reverse().map((step) => (
          <span key={step}>{props.axis(step)}</span>
        ))}
      </div>
      <svg class="plot" width="100%" height="100%" aria-hidden="true">
        {current >= 0 && (
          <rect class="hl" x={at(current * slot + slot * 0.03)} width={at(slot * 0.94)} y="0" height="100%" />
        )}
        {steps.map((step) => (
          <line
            key={step}
            class={step === 0 ? 'base' : 'grid'}
            x1="0"
            x2="100%"
            y1={at(y(step))}
            y2={at(y(step))}
          />
        ))}
        {stacks.map((stack, index) =>
          stack.pieces.map(({ from, to, colour, title, name }) => (
            <Linked key={`${index}.${colour}.${from}`} to={props.link?.(columns[index]?.id ?? '', name)}>
              <rect
                class={`seg f${colour}`}
                x={at(left(index))}
                width={at(width)}
                y={at(y(Math.max(from, to)))}
                height={at(Math.abs(y(from) - y(to)))}
              >
                <title>{title}</title>
              </rect>
            </Linked>
          )),
        )}
        {columns.map((column, index) => (
          <text
            key={column.id}
            class={column.current ? 'tot cur' : 'tot'}
            x={at(middle(index))}
            y={at(y(stacks[index]?.top ?? 0))}
            dy="-6"
            text-anchor="middle"
          >
            {column.total}
          </text>
        ))}
        {expected && (
          <Expectation {...{ expected, y, left: left(count - 1), middle: middle(count - 1), width }} />
        )}
      </svg>
      <div class="x" aria-hidden={props.link ? undefined : 'true'}>
        {columns.map(({ id, label, current }) => (
          <MonthLabel key={id} label={label} current={current === true} to={props.link?.(id)} />
        ))}
        {expected && <MonthLabel label={expected.label} current={false} />}
      </div>
    </div>
  );
}

interface MonthLabelProps {
  label: [string, string];
  current: boolean;
  to?: string | undefined;
}

function MonthLabel({ label: [first, second], current, to }: MonthLabelProps) {
  const words = (
    <>
      {first}
      {second !== '' && <br />}
      {second}
    </>
  );
  return (
    <span class={current ? 'cur' : undefined}>{to === undefined ? words : <a href={to}>{words}</a>}</span>
  );
}

/** A part of a chart that leads somewhere, for the pointer: the months below it lead there by keyboard. */
function Linked({ to, children }: { to: string | undefined; children: ComponentChildren }) {
  if (to === undefined) return <>{children}</>;
  return (
    <a href={to} tabindex={-1}>
      {children}
    </a>
  );
}

function Expectation(props: {
  expected: ExpectedColumn;
  y: (value: number) => number;
  left: number;
  middle: number;
  width: number;
}) {
  const { expected, y, left, middle, width } = props;
  const arm = width / 7;
  return (
    <>
      <rect
        class="fore"
        x={at(left)}
        width={at(width)}
        y={at(y(expected.value))}
        height={at(y(0) - y(expected.value))}
      />
      <line
        class="whisk"
        x1={at(middle)}
        x2={at(middle)}
        y1={at(y(expected.low))}
        y2={at(y(expected.high))}
      />
      {[expected.low, expected.high].map((end) => (
        <line
          key={end}
          class="whisk"
          x1={at(middle - arm)}
          x2={at(middle + arm)}
          y1={at(y(end))}
          y2={at(y(end))}
        />
      ))}
      <text
        class="tot"
        x={at(middle)}
        y={at(y(Math.max(expected.high, expected.value)))}
        dy="-6"
        text-anchor="middle"
      >
        {expected.total}
      </text>
    </>
  );
}

interface Piece {
  from: number;
  to: number;
  colour: number;
  title: string;
  /** Of the series. */
  name: string;
}

function stackOf(series: ColumnSeries[], index: number): { pieces: Piece[]; top: number; bottom: number } {
  let [top, bottom] = [0, 0];
  const pieces = series.flatMap(({ colour, values, titles, name }): Piece[] => {
    const value = values[index] ?? 0;
    if (value === 0) return [];
    const from = value > 0 ? top : bottom;
    const to = from + value;
    if (value > 0) top = to;
    else bottom = to;
    return [{ from, to, colour, title: titles[index] ?? '', name }];
  });
  return { pieces, top, bottom };
}

/** Names of the series in stacking order, each beside its colour. */
export function Legend({
  series,
  children,
}: {
  series: { name: string; colour: number }[];
  children?: ComponentChildren;
}) {
  return (
    <figcaption class="legend">
      {series.map(({ name, colour }) => (
        <span key={name}>
          <i class={`sw sw${colour}`} />
          {name}
        </span>
      ))}
      {children}
    </figcaption>
  );
}

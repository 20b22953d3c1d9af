// A line of months beside a row, and a position on an axis with its range.

const at = (value: number): string => `${Number(value.toFixed(2))}%`;

/** Thirteen months as a line of 96 × 20 px, the last as a dot. `hot`: the dot is what the row is about. */
export function Spark({ values, hot = false }: { values: number[]; hot?: boolean }) {
  const most = Math.max(...values);
  const least = Math.min(...values);
  const span = most - least || 1;
  const points = values.map((value, index) => ({
    x: 2 + (index * 92) / Math.max(1, values.length - 1),
    y: most === least ? 10 : 3 + (13 * (most - value)) / span,
  }));
  const last = points.at(-1);
  return (
    <svg class={hot ? 'spark hot' : 'spark'} viewBox="0 0 96 20" width="96" height="20" aria-hidden="true">
      <polyline points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} />
      {last && <circle cx={last.x.toFixed(1)} cy={last.y.toFixed(1)} r="2.5" />}
    </svg>
  );
}

/** An axis from the smallest to the largest of `values`, with some air. Answers a place in percent. */
export function axisOf(values: number[]): (value: number) => number {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const span = most - least || Math.abs(most) || 1;
  return (value) => 8 + ((value - least) / span) * 84;
}

export interface AxisMark {
  place: number;
  label: string;
  value: string;
}

/** Percent of the width that a mark's words need. */
const WORDS = 16;

/** Head of the column: names of the lines that run through all rows. Two that are close stand on either side. */
export function AxisHead({ marks }: { marks: AxisMark[] }) {
  const sorted = [...marks].sort((a, b) => a.place - b.place);
  return (
    <svg class="axis" width="100%" height="32" aria-hidden="true">
      {sorted.map(({ place, label, value }, index) => (
        <text key={label} x={at(place)} y="14" text-anchor={anchor(sorted, index)}>
          {label}
          <tspan x={at(place)} dy="15" class="v">
            {value}
          </tspan>
        </text>
      ))}
    </svg>
  );
}

function anchor(sorted: AxisMark[], index: number): string {
  const place = sorted[index]?.place ?? 50;
  const near = (other: AxisMark | undefined) => other !== undefined && Math.abs(other.place - place) < WORDS;
  if (place < WORDS / 2 || near(sorted[index - 1])) return 'start';
  return place > 100 - WORDS / 2 || near(sorted[index + 1]) ? 'end' : 'middle';
}

/** One row: a dot with its range, and the lines of the marks. */
export function AxisRow(props: {
  place: number;
  range: [number, number] | null;
  marks: { place: number; kind: 'then' | 'limit' }[];
}) {
  const { place, range, marks } = props;
  return (
    <svg class="pos" width="100%" height="28" aria-hidden="true">
      <line class="ground" x1="0" x2="100%" y1="14" y2="14" />
      {marks.map((mark) => (
        <line key={mark.kind} class={mark.kind} x1={at(mark.place)} x2={at(mark.place)} y1="0" y2="28" />
      ))}
      {range && <line class="range" x1={at(range[0])} x2={at(range[1])} y1="14" y2="14" />}
      <circle cx={at(place)} cy="14" r="4.5" />
    </svg>
  );
}

// Bars as SVG in percent of the room that there is: shapes stretch, words keep their size, and no style attribute is
// needed, which a strict policy of content would refuse.

const at = (value: number): string => `${Number(value.toFixed(3))}%`;

export interface Slice {
  /** Class that colours it: `f1` … `f8`, `ok`, `warn`, `bad`. */
  colour: string;
  size: number;
}

/** How far something has gone: 0 to 1. Beyond 1 it is full. */
export function Meter({ part, tone, marks = [] }: { part: number; tone?: 'warn' | 'bad'; marks?: number[] }) {
  const filled = Math.min(1, Math.max(0, part)) * 100;
  return (
    <svg class="meter" width="100%" height="6" aria-hidden="true">
      <rect class={tone === undefined ? 'fill' : `fill ${tone}`} width={at(filled)} height="6" />
      {marks.map((mark) => (
        <line key={mark} class="tick" x1={at(mark * 100)} x2={at(mark * 100)} y1="0" y2="6" />
      ))}
    </svg>
  );
}

/** One bar from the left, as a part of the longest. */
export function Bar({ part, late = false }: { part: number; late?: boolean }) {
  return (
    <svg class={late ? 'bar late' : 'bar'} width="100%" height="8" aria-hidden="true">
      <rect width={at(Math.max(0, Math.min(1, part)) * 100)} height="8" />
    </svg>
  );
}

/** What a whole is made of. A slice is at least `least` percent wide, so that it is seen. */
export function Split(props: { slices: Slice[]; height: number; class?: string; least?: number }) {
  const { slices, height, least = 0 } = props;
  const shown = slices.filter(({ size }) => size > 0);
  const whole = shown.reduce((total, { size }) => total + size, 0);
  const widths = shown.map(({ size }) => Math.max(least, (size / whole) * 100));
  const scale = 100 / widths.reduce((total, width) => total + width, 0);
  let from = 0;
  return (
    <svg class={props.class ?? 'split'} width="100%" height={height} aria-hidden="true">
      {shown.map(({ colour }, index) => {
        const width = (widths[index] ?? 0) * scale;
        const x = from;
        from += width;
        return (
          <rect
            key={`${index}${colour}`}
            class={`seg ${colour}`}
            x={at(x)}
            width={at(width)}
            height={height}
          />
        );
      })}
    </svg>
  );
}

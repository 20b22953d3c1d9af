// Which rows of a very long table are in view. Browsers know no element higher than some millions of pixels: beyond that, the
// way of the scroll bar stands for more rows than it has pixels.
import type { RefObject } from 'preact';
import { useView } from './view.js';

const HIGHEST = 8_000_000;
const AROUND = 8;

export interface Scrolled {
  first: number;
  last: number;
  /** Heights of what is not in the page, in pixels. */
  above: number;
  below: number;
}

export function useScrolled(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headHeight: number,
): Scrolled & { reveal: (row: number) => void } {
  const view = useView(scroller, rowHeight, { top: 0, height: 800 }, (element) => ({
    top: element.scrollTop,
    height: element.clientHeight,
  }));
  const room = Math.max(0, view.height - headHeight);
  const wanted = count * rowHeight;
  const whole = Math.min(wanted, HIGHEST);
  // Rows that pass while the bar moves by a pixel.
  const rate =
    wanted <= HIGHEST ? 1 / rowHeight : Math.max(0, count - room / rowHeight) / Math.max(1, whole - room);
  const at = Math.min(view.top * rate, Math.max(0, count - 1));
  const first = Math.max(0, Math.floor(at) - AROUND);
  const last = Math.min(count, Math.ceil(at + room / rowHeight) + AROUND);
  const above = wanted <= HIGHEST ? first * rowHeight : Math.max(0, view.top - (at - first) * rowHeight);
  const below = Math.max(0, whole - above - (last - first) * rowHeight);
  const reveal = (row: number) => {
    const element = scroller.current;
    if (!element) return;
    const fits = Math.floor(room / rowHeight);
    if (row < at) element.scrollTop = row / rate;
    else if (row + 1 > at + fits) element.scrollTop = Math.max(0, row + 1 - fits) / rate;
  };
  return { first, last, above, below, reveal };
}

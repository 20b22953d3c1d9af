// Long lists show the rows that are in view, and a few around them.
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useView } from './view.js';

export interface ListWindow {
  /** Places of rows: from the first to before the last. */
  first: number;
  last: number;
  /** In pixels. */
  rowHeight: number;
}

/** Rows above and below the view, so that a fast wheel shows no gap. */
const AROUND = 12;

export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): ListWindow {
  // In steps, so that most movements paint nothing anew.
  const view = useView(scroller, rowHeight, { first: 0, rows: 60 }, (element) => ({
    first: Math.floor(element.scrollTop / rowHeight / 4) * 4,
    rows: Math.ceil(element.clientHeight / rowHeight) + 4,
  }));
  const first = Math.max(0, Math.min(view.first, count - view.rows) - AROUND);
  return { first, last: Math.min(count, view.first + view.rows + AROUND), rowHeight };
}

/** The height of a row by the tokens: 28 px, more for fingers. */
export function useRowHeight(token = '--row'): number {
  const [height, setHeight] = useState(() => rowHeight(token));
  useLayoutEffect(() => {
    const again = () => setHeight(rowHeight(token));
    addEventListener('resize', again);
    return () => removeEventListener('resize', again);
  }, [token]);
  return height;
}

function rowHeight(token: string): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(token)) || 28;
}

/** Scrolls as little as needed. */
export function reveal(element: HTMLElement | null, place: number, height: number): void {
  if (!element) return;
  const [top, bottom] = [place * height, (place + 1) * height];
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + element.clientHeight)
    element.scrollTop = bottom - element.clientHeight;
}

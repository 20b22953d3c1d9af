// What is in view of an element that scrolls.
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * What `look` says of the element, each time it is scrolled or has another size; looked at anew where `rowHeight` changes.
 * Nothing is painted where the numbers are those of before.
 */
export function useView<View extends Record<string, number>>(
  scroller: RefObject<HTMLElement | null>,
  rowHeight: number,
  first: View,
  look: (element: HTMLElement) => View,
): View {
  const [view, setView] = useState(first);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const again = () =>
      setView((old) => {
        const next = look(element);
        return Object.keys(next).every((name) => old[name] === next[name]) ? old : next;
      });
    again();
    const sizes = new ResizeObserver(again);
    sizes.observe(element);
    element.addEventListener('scroll', again, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', again);
    };
  }, [scroller, rowHeight]);
  return view;
}

// Lines put together to one text.
import { visibleLine } from '../model/visible.js';
import { wrap } from './wrap.js';

/**
 * Each element is one line of the text: a line break in it, which can only come from outside, becomes visible.
 *
 * @param columns width at which indented lines are wrapped; default: none is, for programs that search
 */
export function textOf(lines: readonly string[], columns = Number.POSITIVE_INFINITY): string {
  return lines
    .map(visibleLine)
    .map((line) => (line.startsWith('  ') ? wrap(line, columns, 4) : line))
    .join('\n');
}

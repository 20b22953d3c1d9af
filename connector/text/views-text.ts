// What was made of the views, in words.
import { tableText } from './table-text.js';

export interface MadeViews {
  location: string;
  views: readonly string[];
  empty: readonly { view: string; presets: readonly string[] }[];
}

export function viewsText({ location, views, empty }: MadeViews, width?: number): string {
  const lines = [`${views.length} views in ${location}:`, ''];
  const without = new Map(empty.map(({ view, presets }) => [view, presets.join(', ')]));
  const rows = views.map((name) => [name, without.get(name) ?? '']);
  lines.push(...tableText(['view', 'without rows until a load of'], rows, { width }));
  return lines.join('\n');
}

// The facts of a report with control characters made visible, so that no name reorders or hides what stands beside it.
import { visibleLine } from '../../connector/model/visible.js';

export function visibleData<T>(value: T): T {
  return shown(value) as T;
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return visibleLine(value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shown(member)]));
  return value;
}

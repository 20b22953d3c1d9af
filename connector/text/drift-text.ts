// Drift of the data: one line for each entry.
import type { DriftEntry } from '../model/drift.js';

const SHOWN = 20;

export function driftLines(drift: readonly DriftEntry[]): string[] {
  const rest = drift.length - SHOWN;
  const more =
    rest > 0 ? [`... and ${rest.toLocaleString('en')} more: see --report FILE, or the table _ovh_drift`] : [];
  return [...drift.slice(0, SHOWN).map(driftLine), ...more];
}

export function driftLine(entry: DriftEntry): string {
  const first = entry.firstId === undefined ? '' : `; first in ${entry.firstId}`;
  return `${entry.table}.${entry.column}: ${words(entry)}${first}`;
}

function words({ kind, effect, from, to }: DriftEntry): string {
  const isLost = effect !== 'taken';
  switch (kind) {
    case 'added':
      return isLost ? `a new field (${to}), ${effect}` : `a new column (${to})`;
    case 'new-enum-value':
      return `a value that the API's documents do not list: "${to}"`;
    case 'vanished':
      return `a column (${from}) whose field no object has; it stays, and is empty for new rows`;
    default:
      return isLost ? `${to} values in a column of ${from}, ${effect}` : `${kind} from ${from} to ${to}`;
  }
}

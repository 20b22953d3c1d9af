// Parts of a line of Home: the state with its word, and what stands below it.
import type { IconName } from '../../ui/icons.js';
import { Chip, type Tone } from '../../ui/parts/parts.js';
import { f, t } from '../state/language.js';
import type { Row, RowState } from './rows.js';

const LOOKS: Record<RowState, [Tone, IconName]> = {
  'no-keys': ['bad', 'stop'],
  failed: ['bad', 'stop'],
  incomplete: ['warn', 'alert'],
  never: ['plain', 'none'],
  gap: ['warn', 'alert'],
  running: ['run', 'runs'],
  complete: ['ok', 'check'],
};

export function StateChip({ row: { state } }: { row: Row }) {
  const [tone, icon] = LOOKS[state];
  return (
    <Chip tone={tone} icon={icon}>
      {t.value.homePage.states[state]}
    </Chip>
  );
}

/** Why it is not whole; empty where it is. */
export function whyOf({ missing, money, last, health }: Row): string {
  const { homePage } = t.value;
  const gaps = money ? money.documents - money.exact : 0;
  return [
    missing > 0 && homePage.missing(f.value.count(missing)),
    gaps > 0 && homePage.gaps(f.value.count(gaps)),
    missing === 0 && last?.outcome === 'incomplete' && health?.outcome === 'complete' && homePage.kinds.retry,
  ]
    .filter(Boolean)
    .join(' · ');
}

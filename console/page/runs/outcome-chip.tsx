// The outcome of a run, or where it stands: icon, word and colour.
import type { IconName } from '../../ui/icons.js';
import { Icon } from '../../ui/icons.js';
import { t } from '../state/language.js';

const LOOKS = {
  complete: ['ok', 'check'],
  incomplete: ['warn', 'alert'],
  failed: ['bad', 'stop'],
  running: ['run', 'runs'],
  starting: ['run', 'runs'],
  waiting: ['', 'clock'],
  'not-started': ['bad', 'stop'],
} as const satisfies Record<string, readonly [string, IconName]>;

export type Standing = keyof typeof LOOKS;

export function OutcomeChip({
  of,
  more = '',
  tint = false,
}: {
  of: Standing;
  more?: string;
  tint?: boolean;
}) {
  const [tone, icon] = LOOKS[of];
  return (
    <span class={`chip ${tone}${tint ? ' tint' : ''}`}>
      <Icon name={icon} small />
      {t.value.runs.outcomes[of]} {more}
    </span>
  );
}

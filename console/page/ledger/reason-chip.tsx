// Why an object is not loaded: icon, word and colour.
import { Icon, type IconName } from '../../ui/icons.js';
import { TONES } from '../runs/counts.js';
import { t } from '../state/language.js';

const ICONS: Readonly<Record<string, IconName>> = {
  failed: 'stop',
  rejected: 'alert',
  refused: 'lock',
  expired: 'clock',
};

export function ReasonChip({ reason, tint = false }: { reason: string; tint?: boolean }) {
  const { state } = t.value.runs;
  const tone = TONES[reason as keyof typeof TONES] ?? 'plain';
  return (
    <span class={`chip${tone === 'plain' ? '' : ` ${tone}`}${tint ? ' tint' : ''}`}>
      <Icon name={ICONS[reason] ?? 'none'} small />
      {state[reason as keyof typeof state] ?? reason}
    </span>
  );
}

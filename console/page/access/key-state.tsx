// The state of a key with its validity: until when it counts.
import type { AccountAnswer } from '../../contract/source.js';
import { Chip, type Tone } from '../../ui/parts/parts.js';
import { f, t } from '../state/language.js';

const TONES: Record<AccountAnswer['state'], Tone> = {
  valid: 'ok',
  expires: 'warn',
  expired: 'bad',
  refused: 'bad',
  unknown: 'plain',
  'no-keys': 'warn',
};

export function KeyState({ answer }: { answer: AccountAnswer | undefined }) {
  const { access } = t.value;
  if (!answer) return <span class="muted">{access.notAsked}</span>;
  const { state, expires, daysLeft } = answer;
  const tone = TONES[state];
  const icon = tone === 'ok' ? 'check' : tone === 'plain' ? 'none' : 'alert';
  return (
    <>
      <Chip tone={tone} icon={icon}>
        {expires === undefined ? access.states[state] : access.states.expires}
      </Chip>
      {expires !== undefined && (
        <>
          {' '}
          {access.until(f.value.day(expires.slice(0, 10)))}
          {daysLeft !== undefined && ` · ${access.daysLeft(f.value.count(daysLeft))}`}
        </>
      )}
    </>
  );
}

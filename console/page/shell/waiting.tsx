// In place of what is loading: bars in rows of the final height, after a moment.
import { t } from '../state/language.js';

export function Waiting({ lines }: { lines: number }) {
  return (
    <div class="waiting">
      <span class="vh">{t.value.waiting}</span>
      {Array.from({ length: lines }, (_, place) => (
        <span key={place} class="bone" aria-hidden="true" />
      ))}
    </div>
  );
}

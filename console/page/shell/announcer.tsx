// What is said to people who hear the page: results and outcomes, one at a time.
import { signal } from '@preact/signals';

const said = signal('');

export function announce(text: string): void {
  said.value = text;
}

export function Announcer() {
  return (
    <div class="vh" role="status" aria-live="polite">
      {said.value}
    </div>
  );
}

// Alpha, beta and deprecated in the list and on the page of an operation, with the day when it ends.
import { f, t } from '../state/language.js';

interface StateTagProps {
  state: string;
  deprecated?: string | undefined;
  deletion?: string | undefined;
  today?: string;
}

/** No component, for the lines of the list. */
export function stateTag({ state, deprecated, deletion, today = day() }: StateTagProps) {
  const { states, ends, ended, since } = t.value;
  if (state === 'ALPHA' || state === 'BETA') return <span class="tag acc">{states[state]}</span>;
  if (state !== 'DEPRECATED') return null;
  if (deletion !== undefined)
    return (
      <span class="tag">{deletion < today ? ended(f.value.day(deletion)) : ends(f.value.day(deletion))}</span>
    );
  return (
    <span class="tag">{deprecated === undefined ? states.DEPRECATED : since(f.value.day(deprecated))}</span>
  );
}

const day = (): string => new Date().toISOString().slice(0, 10);

// Of a configuration with several connections: the one with which samples, previews and plans are asked for.
import { signal } from '@preact/signals';
import { outline } from '../draft/draft.js';

export const connection = signal<string | undefined>(undefined);

/** The one that was chosen, while it is there; otherwise the first of several. */
export function chosenConnection(): { connection?: string } {
  const names = (outline.value?.isList ? outline.value.connections : []).flatMap(({ name }) => name ?? []);
  const name = names.find((each) => each === connection.value) ?? names[0];
  return name === undefined ? {} : { connection: name };
}

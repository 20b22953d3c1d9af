// Placeholders of secrets, when the file is read anew: a console that was started again has others for the same secrets.
import type { SourceText } from '../../contract/draft.js';

type Hidden = Pick<SourceText, 'version' | 'hidden'>;

/**
 * A text of before with the placeholders of now. Of the same file each stands for the secret at its place. Of a changed file
 * only those at a key that is there once: which item of a list a secret belongs to cannot be known.
 */
export function renewal(before: Hidden, now: Hidden): (text: string) => string {
  const isSame = before.version === now.version && before.hidden.length === now.hidden.length;
  const next = new Map(
    before.hidden.flatMap(({ placeholder, key }, place): [string, string][] => {
      const found = isSame
        ? now.hidden[place]
        : now.hidden.find((each) => key !== undefined && !key.includes('[') && each.key === key);
      return found ? [[placeholder, found.placeholder]] : [];
    }),
  );
  return (text) =>
    text.replace(/<hidden-[0-9a-f]{12}>/g, (placeholder) => next.get(placeholder) ?? placeholder);
}

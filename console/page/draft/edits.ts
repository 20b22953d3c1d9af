// Edits of one key: set, or taken out, together with a group that would be left empty.
import type { Edit, KeyPath, Plain } from '../../contract/draft.js';
import { edit } from './draft.js';
import { isGroup, keyText, valueAt } from './key-path.js';

/** Letters that are typed into one field are one step. */
export const setKey = (path: KeyPath, value: Plain): Promise<boolean> =>
  edit([{ set: path, value }], keyText(path));

/**
 * @param fields of the entry at `top`
 * @param path within the entry
 */
export function removeKey(top: KeyPath, fields: Record<string, Plain>, path: KeyPath): Promise<boolean> {
  return edit([removal(top, fields, path)], keyText([...top, ...path]));
}

export function removal(top: KeyPath, fields: Record<string, Plain>, path: KeyPath): Edit {
  let gone = path;
  while (gone.length > 1) {
    const above = valueAt(fields, gone.slice(0, -1));
    if (!isGroup(above) || Object.keys(above).length > 1) break;
    gone = gone.slice(0, -1);
  }
  return { remove: [...top, ...gone] };
}

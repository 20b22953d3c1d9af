// Changes keys of a configuration in its text; everything else stays byte for byte, comments and form included.
import type { PlainJson } from '../../model/plain-json.js';
import { formatKey, type KeyPath } from '../file/key-path.js';
import { type Data, dataOf, dataText, type Edit, editedData, isGroupOfData, pathOf } from './edited-data.js';
import { type ChangedLines, changedLines } from './line-diff.js';
import { addSplice, removeSplice, setSplice } from './splices.js';
import { applied, formOf, type Splice } from './text-form.js';
import { says, textTree } from './text-tree.js';
import { UnwritableConfig } from './unwritable.js';

export type { Edit } from './edited-data.js';

export interface EditedText {
  text: string;
  /** Lines of the new text that are new or changed. */
  changed: ChangedLines[];
}

/**
 * All edits, one after another, or none. The new text is read again, and must say what the old one said with these changes
 * and nothing else. Throws `UnwritableConfig` with the reason.
 */
export function editText(text: string, edits: readonly Edit[]): EditedText {
  const after = edits.reduce(edited, text);
  return { text: after, changed: changedLines(text, after) };
}

function edited(text: string, edit: Edit): string {
  const { document, data } = textTree(text);
  const wanted = dataText(editedData(data, edit));
  if (wanted === dataText(data)) return text;
  const steps = stepsOf(data, edit);
  if (steps) return steps.reduce(edited, text);
  const form = formOf(text);
  const splice = spliceOf(form, document, edit);
  const after = splice && applied(form, splice);
  if (after !== undefined && says(after, wanted)) return after;
  throw new UnwritableConfig(
    `\`${formatKey(pathOf(edit))}\` is written in a way that is not changed here (an anchor, or an unusual form): change it by hand`,
  );
}

function spliceOf(
  form: ReturnType<typeof formOf>,
  document: ReturnType<typeof textTree>['document'],
  edit: Edit,
): Splice | undefined {
  if ('remove' in edit) return removeSplice(form, document, edit.remove);
  if ('add' in edit) return addSplice(form, document, edit.add, edit.value);
  return setSplice(form, document, edit.set, edit.value);
}

/** A group or list in place of another one: only what differs is changed. Undefined for any other edit. */
function stepsOf(data: Data, edit: Edit): Edit[] | undefined {
  if (!('set' in edit)) return undefined;
  const { set: path, value } = edit;
  const before = at(data, path);
  const after = dataOf(value);
  if (Array.isArray(before) && Array.isArray(after) && Array.isArray(value))
    return before.length > 0 && after.length > 0 ? listSteps(path, before, after, value) : undefined;
  if (!isGroupOfData(before) || !isGroupOfData(after) || Array.isArray(value)) return undefined;
  const isEmpty = Object.keys(before).length === 0 || Object.keys(after).length === 0;
  if (isEmpty) return undefined;
  const members = value as { [key: string]: PlainJson };
  const changes = Object.entries(members)
    .filter(([key]) => !same(before[key], after[key]))
    .map(([key, member]): Edit => ({ set: [...path, key], value: member }));
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  // First what is new, so that a group is never empty on the way.
  return [...changes, ...gone.map((key): Edit => ({ remove: [...path, key] }))];
}

function listSteps(path: KeyPath, before: Data[], after: Data[], value: PlainJson[]): Edit[] {
  let first = 0;
  while (first < before.length && first < after.length && same(before[first], after[first])) first++;
  let behind = 0;
  const most = Math.min(before.length, after.length) - first;
  while (behind < most && same(before.at(-1 - behind), after.at(-1 - behind))) behind++;
  if (before.length < after.length) behind = 0;
  const common = Math.min(before.length, after.length) - behind;
  const steps: Edit[] = [];
  for (let place = first; place < common; place++)
    if (!same(before[place], after[place]))
      steps.push({ set: [...path, place], value: value[place] ?? null });
  for (let place = before.length; place < after.length; place++)
    steps.push({ add: path, value: value[place] ?? null });
  for (let place = before.length - behind - 1; place >= common; place--)
    steps.push({ remove: [...path, place] });
  return steps;
}

function same(one: Data | undefined, other: Data | undefined): boolean {
  return one !== undefined && other !== undefined && dataText(one) === dataText(other);
}

function at(data: Data | undefined, path: KeyPath): Data | undefined {
  return path.reduce<Data | undefined>((here, part) => {
    if (Array.isArray(here)) return typeof part === 'number' ? here[part] : undefined;
    return isGroupOfData(here) && Object.hasOwn(here, part) ? here[part] : undefined;
  }, data);
}

// Edits of a draft, and how it differs from the file. Both work on the text with placeholders.
import { editText } from '../../../connector/config/edit/edit-text.js';
import { lineDiff } from '../../../connector/config/edit/line-diff.js';
import { UnwritableConfig } from '../../../connector/config/edit/unwritable.js';
import { HiddenSecrets } from '../../../connector/config/file/hidden-secrets.js';
import type { DiffAnswer, EditAnswer, EditRequest } from '../../contract/draft.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import { sourceFile } from './source-file.js';

/** Throws `Refused` with the reason where an edit cannot be written without harm; then none is. */
export function editAnswer({ text, edits }: EditRequest): EditAnswer {
  try {
    return editText(text, edits);
  } catch (error) {
    if (!(error instanceof UnwritableConfig)) throw error;
    throw new Refused(400, 'draft-unwritable', error.message);
  }
}

/** A secret that was typed is a placeholder, too. */
export function diffAnswer(workspace: Workspace, text: string): DiffAnswer {
  const { secrets } = sourceFile(workspace);
  const lines = lineDiff(secrets.shown, new HiddenSecrets(text, workspace.seal, secrets.values).shown);
  const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
  return { lines, added: count('added'), removed: count('removed') };
}

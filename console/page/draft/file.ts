// The draft and its file: saved, or found to be another file meanwhile.
import { effect, signal } from '@preact/signals';
import type { SourceText } from '../../contract/draft.js';
import { ask, ServerError } from '../state/server.js';
import { loadSession } from '../state/session.js';
import { check, isChanged, look, rebase, source, text } from './draft.js';
import { withSecrets } from './typed-secrets.js';

// A console that was started again has other placeholders for the same secrets.
effect(() => {
  if (check.value.answer?.issues.some(({ code }) => code === 'secret-unknown')) void lookAtFile();
});

/** The file as it is now, where the draft is of an older one and a person must choose. */
export const changedFile = signal<SourceText | undefined>(undefined);

/** Writes the draft, once the file is still the one that it is of. */
export async function save({
  withIssues,
}: {
  withIssues: boolean;
}): Promise<'saved' | 'changed' | ServerError> {
  const { version = '' } = source.peek().answer ?? {};
  try {
    const request = { text: withSecrets(text.peek()), version, withIssues };
    const { source: file } = await ask('POST /api/draft/save', request);
    rebase(file, { keep: false });
    changedFile.value = undefined;
    void loadSession();
    return 'saved';
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    if (error.code !== 'source-changed') return error;
    changedFile.value = await ask('GET /api/source', {});
    look(0);
    return 'changed';
  }
}

/** Whether the file is still that of the draft; a draft without changes follows it. */
export async function lookAtFile(): Promise<void> {
  const { answer } = source.peek();
  if (!answer) return;
  const file = await ask('GET /api/source', {}).catch(() => undefined);
  const known = source.peek().answer;
  if (!file || !known) return;
  const isSame = file.version === known.version;
  if (isSame && file.text === known.text) return;
  if (isSame) {
    rebase(file, { keep: true });
    return;
  }
  if (!isChanged.peek()) rebase(file, { keep: false });
  else {
    changedFile.value = file;
    look(0);
  }
}

export function takeTheirs(): void {
  if (changedFile.peek()) rebase(changedFile.peek() as SourceText, { keep: false });
  changedFile.value = undefined;
}

/** The draft stays, and is saved over the file as it is now. */
export function takeMine(): void {
  if (changedFile.peek()) rebase(changedFile.peek() as SourceText, { keep: true });
  changedFile.value = undefined;
}

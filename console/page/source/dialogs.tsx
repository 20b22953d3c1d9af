// Before anything is written: the diff, and Save. And the choice where the file changed under the draft.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { Band } from '../../ui/parts/parts.js';
import { check, difference, isBroken, source } from '../draft/draft.js';
import { changedFile, save, takeMine, takeTheirs } from '../draft/file.js';
import { Said } from '../notices/said.js';
import { announce } from '../shell/announcer.js';
import { Dialog } from '../shell/dialog.js';
import { Problem } from '../shell/problem.js';
import { f, t } from '../state/language.js';
import type { ServerError } from '../state/server.js';
import { changeCount, DiffLines } from './diff-lines.js';

export const openDialog = signal<'diff' | 'save' | 'look' | undefined>(undefined);

const close = () => {
  openDialog.value = undefined;
};

export function Dialogs() {
  if (openDialog.value === 'save') return <SaveDialog />;
  if (openDialog.value === 'diff' || openDialog.value === 'look') return <DiffDialog />;
  return null;
}

function DiffDialog() {
  const words = t.value.source;
  const isLook = openDialog.value === 'look';
  return (
    <Dialog title={isLook ? words.theirsAndMine : words.diffTitle} close={close} wide>
      {isLook && <p>{words.lookHow}</p>}
      <Differences />
    </Dialog>
  );
}

function Differences() {
  const words = t.value.source;
  const found = difference.value;
  if (!found) return null;
  if (changeCount(found) === 0) return <p class="muted">{words.nothingDiffers}</p>;
  return (
    <>
      <p class="muted small">{words.lines(f.value.count(found.added), f.value.count(found.removed))}</p>
      <DiffLines difference={found} />
    </>
  );
}

function SaveDialog() {
  const words = t.value.source;
  const [error, setError] = useState<ServerError | undefined>(undefined);
  const [isSaving, setSaving] = useState(false);
  const file = source.value.answer;
  const issues = check.value.answer?.issues ?? [];
  const name = file?.file.split(/[/\\]/).at(-1) ?? '';
  const saveIt = async () => {
    setSaving(true);
    const outcome = await save({ withIssues: issues.length > 0 });
    setSaving(false);
    if (outcome === 'saved') announce(words.saved(name));
    if (outcome === 'saved' || outcome === 'changed') close();
    else setError(outcome);
  };
  const cannot = isBroken.value || file?.notSavable !== undefined;
  return (
    <Dialog title={words.saveTitle(name)} close={close} wide>
      {file?.exists === false && <p class="muted">{words.makesFile(file.file)}</p>}
      <Differences />
      {file?.notSavable && (
        <Band tone="bad" icon="alert">
          <Said {...file.notSavable} />
        </Band>
      )}
      {isBroken.value && (
        <Band tone="bad" icon="alert">
          {words.noYamlNotSaved}
        </Band>
      )}
      {!isBroken.value && issues.length > 0 && (
        <Band tone="warn" icon="alert">
          <p class="strong">{words.savedWithProblems(f.value.count(issues.length))}</p>
          <ul class="issues">
            {issues.slice(0, 5).map(({ code, where, message }) => (
              <li key={where + message}>
                <code>{where}</code> <Said code={code} message={message} />
              </li>
            ))}
          </ul>
        </Band>
      )}
      {error && <Problem error={error} />}
      <div class="row end">
        <button type="button" class="btn" onClick={close}>
          {words.cancel}
        </button>
        <button type="button" class="btn primary" disabled={cannot || isSaving} onClick={() => void saveIt()}>
          {issues.length > 0 && !isBroken.value ? words.saveAnyway : words.saveTo(name)}
        </button>
      </div>
    </Dialog>
  );
}

/** The file is another one than that of the draft: theirs, mine, or a look at both first. */
export function ChangedFile() {
  const words = t.value.source;
  const file = changedFile.value;
  if (!file) return null;
  return (
    <div class="under" role="alert">
      <Band tone="warn" icon="alert">
        <p class="strong">{words.changedUnder(file.file.split(/[/\\]/).at(-1) ?? '')}</p>
        <p>{words.changedHow}</p>
        <div class="row wrap">
          <button type="button" class="btn" onClick={() => takeTheirs()}>
            {words.theirs}
          </button>
          <button type="button" class="btn" onClick={() => takeMine()}>
            {words.mine}
          </button>
          <button
            type="button"
            class="btn quiet"
            onClick={() => {
              openDialog.value = 'look';
            }}
          >
            {words.look}
          </button>
        </div>
      </Band>
    </div>
  );
}

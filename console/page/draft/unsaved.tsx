// Where a draft in Source is not saved, what is planned or loaded is the file: that is said, with the way to save it.
import type { ComponentChildren } from 'preact';
import { Band } from '../../ui/parts/parts.js';
import { go } from '../state/address.js';
import { t } from '../state/language.js';
import { isChanged } from './draft.js';

export function Unsaved({ text, children }: { text: string; children?: ComponentChildren }) {
  if (!isChanged.value) return null;
  return (
    <Band tone="warn" icon="alert">
      <div class="row wrap">
        <span class="grow">{text}</span>
        {children}
        <button type="button" class="btn" onClick={() => void saveInSource()}>
          {t.value.planPage.unsaved.save}
        </button>
      </div>
    </Band>
  );
}

/** Source, with what is asked before a draft is saved. */
export async function saveInSource(): Promise<void> {
  const { openDialog } = await import('../source/dialogs.js');
  openDialog.value = 'save';
  go('/source');
}

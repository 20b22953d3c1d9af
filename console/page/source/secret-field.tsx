// A secret of the configuration that is no key of an account, such as a password of a database.
import { useId, useState } from 'preact/hooks';
import type { FieldEntry } from '../../contract/source-fields.js';
import { Chip } from '../../ui/parts/parts.js';
import { isBroken } from '../draft/draft.js';
import { t } from '../state/language.js';

interface SecretFieldProps {
  field: FieldEntry;
  isSet: boolean;
  keep: (secret: string) => Promise<unknown>;
  takeOut: () => void;
}

export function SecretField({ field, isSet, keep, takeOut }: SecretFieldProps) {
  const words = t.value.source;
  const id = useId();
  const [typed, setTyped] = useState('');
  const send = async () => {
    if (typed === '') return;
    await keep(typed);
    setTyped('');
  };
  return (
    <div class="fld">
      <span class="lab">
        <label for={id} class="mono">
          {field.key}
        </label>
        <span class="grow" />
        {isSet && (
          <>
            <Chip tone="ok" icon="lock">
              {words.isSet}
            </Chip>
            <button type="button" class="linklike small" onClick={takeOut}>
              {words.removeKey(field.key)}
            </button>
          </>
        )}
      </span>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <UserName name={field.key} />
        <input
          type="password"
          id={id}
          class="in mono"
          autocomplete="off"
          spellcheck={false}
          aria-describedby={`${id}-help`}
          disabled={isBroken.value}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <button type="submit" class="btn" disabled={typed === ''}>
          {isSet ? words.replace : words.set}
        </button>
      </form>
      <span class="help" id={`${id}-help`}>
        {field.help}
      </span>
    </div>
  );
}

/** Browsers ask for one in a form with a password, so that they keep apart what they offer. */
export const UserName = ({ name }: { name: string }) => (
  <input type="text" hidden readOnly autocomplete="username" value={name} aria-hidden="true" tabIndex={-1} />
);

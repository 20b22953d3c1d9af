// The keys of one connection: whether each is there and from where, never its value; a new one is typed as a password.
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConnectionEntry, KeyEntry } from '../../contract/draft.js';
import { Icon } from '../../ui/icons.js';
import { Chip } from '../../ui/parts/parts.js';
import { edit, isBroken, source } from '../draft/draft.js';
import { hold } from '../draft/typed-secrets.js';
import { announce } from '../shell/announcer.js';
import { t } from '../state/language.js';
import { UserName } from './secret-field.js';

const NAMES = {
  keys: ['applicationKey', 'applicationSecret', 'consumerKey'],
  oauth2: ['clientId', 'clientSecret'],
  bearer: ['token'],
} as const;

type Kind = keyof typeof NAMES;

export function KeyRows({ connection, kind }: { connection: ConnectionEntry; kind: Kind }) {
  return (
    <div class="keyrows">
      {NAMES[kind].map((name) => (
        <KeyRow key={name} connection={connection} kind={kind} name={name} />
      ))}
    </div>
  );
}

function KeyRow({ connection, kind, name }: { connection: ConnectionEntry; kind: Kind; name: string }) {
  const words = t.value.source;
  const id = useId();
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  const isOpen = typed !== undefined;
  // The field goes with the focus in it.
  useLayoutEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const entry: KeyEntry = connection.keys.find((each) => each.name === name) ?? {
    name,
    state: 'missing',
    written: false,
  };
  const label = words.keyNames[name as keyof typeof words.keyNames];
  const others = connection.keys.filter(
    (each) => each.written && !(NAMES[kind] as readonly string[]).includes(each.name),
  );
  const auth = [...connection.path, 'auth'];
  const keep = async () => {
    if (!typed) return;
    const mark = hold(typed.trim());
    // Only one form of credentials may stand there.
    const edits =
      others.length > 0 ? [{ set: auth, value: { [name]: mark } }] : [{ set: [...auth, name], value: mark }];
    if (!(await edit(edits))) return;
    setTyped(undefined);
    announce(words.keySet(label));
  };
  const file = source.value.answer?.file.split(/[/\\]/).at(-1) ?? '';
  return (
    <form
      class="keyrow"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <label for={typed === undefined ? undefined : id}>{label}</label>
      {typed === undefined ? (
        <span class="muted small">
          {entry.state === 'set' ? (
            <>
              <Chip tone="ok" icon="lock">
                {words.isSet}
              </Chip>{' '}
              {entry.from !== undefined && words.fromPlace(placeName(entry.from))}
            </>
          ) : (
            <Chip tone="warn" icon="alert">
              {words.isMissing}
            </Chip>
          )}
        </span>
      ) : (
        <span>
          <UserName name={label} />
          <input
            type="password"
            id={id}
            class="in mono"
            autocomplete="off"
            spellcheck={false}
            aria-describedby={`${id}-help`}
            value={typed}
            ref={(it) => {
              if (typed === '') it?.focus();
            }}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setTyped(undefined);
            }}
          />
        </span>
      )}
      {typed === undefined ? (
        <span class="row">
          <button
            type="button"
            class="btn quiet"
            ref={opener}
            disabled={isBroken.value}
            aria-label={`${entry.state === 'set' ? words.replace : words.type} ${label}`}
            onClick={() => setTyped('')}
          >
            {entry.state === 'set' ? words.replace : words.type}
          </button>
          {entry.written && (
            <button
              type="button"
              class="btn quiet icon"
              disabled={isBroken.value}
              aria-label={words.removeKey(label)}
              title={words.takeOutKey}
              onClick={() =>
                void edit([
                  {
                    remove:
                      connection.keys.filter((each) => each.written).length > 1 ? [...auth, name] : auth,
                  },
                ])
              }
            >
              <Icon name="close" small />
            </button>
          )}
        </span>
      ) : (
        <span class="row">
          <button type="submit" class="btn primary" disabled={!typed}>
            {words.set}
          </button>
          <button type="button" class="btn quiet" onClick={() => setTyped(undefined)}>
            {words.cancel}
          </button>
        </span>
      )}
      {typed !== undefined && (
        <span class="help" id={`${id}-help`}>
          {words.keyHow(file)}
        </span>
      )}
    </form>
  );
}

/** The configuration by its name; other files and variables as they are. */
function placeName(from: string): string {
  const file = source.value.answer?.file ?? '';
  const name = file.split(/[/\\]/).at(-1) ?? '';
  return name !== '' && from.endsWith(name) ? name : from;
}

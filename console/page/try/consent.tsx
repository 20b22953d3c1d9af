// Before a call that may change something: exactly what will be sent, and a question.
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CallDraft } from '../../contract/call.js';
import { Band } from '../../ui/parts/parts.js';
import { JsonText } from '../operation/json-text.js';
import { Dialog } from '../shell/dialog.js';
import { t } from '../state/language.js';
import { account, session } from '../state/session.js';

interface ConsentProps {
  draft: CallDraft;
  send: () => void;
  cancel: () => void;
}

export function Consent({ draft, send, cancel }: ConsentProps) {
  const { consent } = t.value;
  const { method, url, headers, body } = draft.shown;
  const no = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => no.current?.focus(), []);
  const whose = account.value.answer?.account;
  return (
    <Dialog title={consent.title(method)} close={cancel}>
      <p>{whose === undefined ? consent.about : consent.whose(whose)}</p>
      <p class="addr">
        <span class={`verb ${method}`}>{method}</span> {url}
      </p>
      {headers.length > 0 && (
        <pre class="code">
          {headers.map(([name, value]) => (
            <span key={name}>
              <span class="k">{name}</span>: {value}
            </span>
          ))}
        </pre>
      )}
      {body !== undefined && <JsonText text={body} label={consent.body} />}
      {draft.notes.map((note) => (
        <Band key={note} tone="warn" icon="alert">
          {note}
        </Band>
      ))}
      {session.value.answer?.demo && (
        <Band tone="plain" icon="info">
          {consent.inDemo}
        </Band>
      )}
      {!draft.sendable && (
        <Band tone="bad" icon="alert">
          {consent.notSendable}
        </Band>
      )}
      <div class="row end">
        <button type="button" class="btn" ref={no} onClick={cancel}>
          {consent.cancel}
        </button>
        <button type="button" class="btn danger" disabled={!draft.sendable} onClick={send}>
          {consent.send(method)}
        </button>
      </div>
    </Dialog>
  );
}

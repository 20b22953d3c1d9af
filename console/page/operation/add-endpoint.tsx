// ADD AS ENDPOINT: the definitions that load an operation and its parents, shown as YAML before they are added.
import { signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { OperationPage } from '../../contract/operation.js';
import type { AddAnswer, DeriveAnswer } from '../../contract/source.js';
import { Band } from '../../ui/parts/parts.js';
import { announce } from '../shell/announcer.js';
import { CodeBox } from '../shell/code-box.js';
import { CopyButton } from '../shell/copy-button.js';
import { Dialog } from '../shell/dialog.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { type Asked, put } from '../state/asked.js';
import { t } from '../state/language.js';
import { ask } from '../state/server.js';
import { session } from '../state/session.js';
import { requestOf } from './form-state.js';

export function AddDialog({ page, close }: { page: OperationPage; close: () => void }) {
  const [derived] = useState(() => signal<Asked<DeriveAnswer>>({ state: 'none' }));
  const [added] = useState(() => signal<Asked<AddAnswer>>({ state: 'none' }));
  const { add } = t.value;
  const config = session.value.answer?.config;
  const { parameters, query } = requestOf(page, undefined);
  const request = { method: page.method, path: page.path, parameters, query };
  useEffect(() => {
    if (!page.notAddable) void put(derived, () => ask('POST /api/endpoint/derive', request));
  }, []);
  const { answer, error, state } = derived.value;
  const addIt = async () => {
    await put(added, () => ask('POST /api/endpoint/add', request));
    const done = added.peek().answer;
    if (done) announce(add.added(done.file, done.added.join(', ')));
  };
  return (
    <Dialog title={add.title} close={close} wide>
      {page.notAddable && (
        <Band tone="warn" icon="alert">
          <p class="strong">{add.notAddable}</p>
          <p>{page.notAddable.message}</p>
        </Band>
      )}
      {state === 'waiting' && <Waiting lines={4} />}
      {error && <Problem error={error} />}
      {answer && (
        <>
          <p>{add.how}</p>
          <CodeBox class="whole" label="YAML">
            {answer.yaml}
          </CodeBox>
          {answer.notes.map((note) => (
            <Band key={note} tone="plain" icon="info">
              {note}
            </Band>
          ))}
          {added.value.error && <Problem error={added.value.error} />}
          {added.value.answer && <Added answer={added.value.answer} />}
          {!config && <p class="muted">{add.noConfig}</p>}
          <div class="row end">
            <CopyButton text={() => answer.yaml} label={add.copyYaml} shown />
            {config && !added.value.answer && (
              <button
                type="button"
                class="btn primary"
                disabled={added.value.state === 'waiting'}
                onClick={() => void addIt()}
              >
                {add.add(config.file.split(/[/\\]/).at(-1) ?? '')}
              </button>
            )}
          </div>
        </>
      )}
    </Dialog>
  );
}

function Added({ answer }: { answer: AddAnswer }) {
  const { add } = t.value;
  return (
    <Band tone="ok" icon="check">
      <p>
        {answer.added.length > 0
          ? add.added(answer.file, answer.added.join(', '))
          : add.nothingAdded(answer.file)}
      </p>
      {answer.reused.length > 0 && <p>{add.reused(answer.reused.join(', '))}</p>}
      {answer.added.length > 0 && (
        <p>
          {add.next}{' '}
          <a href={`/source/endpoints/${encodeURIComponent(answer.added.at(-1) ?? '')}`}>{add.inSource}</a>
        </p>
      )}
    </Band>
  );
}

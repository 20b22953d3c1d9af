// Reset: what it takes away is shown first, and removed when its name is typed.
import { computed } from '@preact/signals';
import { useEffect, useId, useState } from 'preact/hooks';
import type { ResetAccount, ResetDone, ResetRequest, ResetShown } from '../../contract/reset.js';
import type { ChoicesAnswer } from '../../contract/run.js';
import { Icon } from '../../ui/icons.js';
import { Band, Wide } from '../../ui/parts/parts.js';
import { runAddress, startAddress } from '../runs/addresses.js';
import { announce } from '../shell/announcer.js';
import { CodeBox } from '../shell/code-box.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { query, setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { runningLoad } from '../state/running.js';
import { ask } from '../state/server.js';
import { Connections, Flag, Objects } from './choice-fields.js';
import { ChoicesPage } from './choices-page.js';
import { list } from './start-request.js';

const isOn = (name: string): boolean => query.value.get(name) === 'yes';

const request = computed<ResetRequest>(() => {
  const [connections, sources] = ['connections', 'only'].map(list);
  return {
    ...(connections && { connections }),
    ...(sources && { sources }),
    ...(isOn('data') && { data: true }),
    ...(isOn('data') && isOn('alone') && { alone: true }),
  };
});

/** What was shown, and of which request. */
const shown = notAsked<ResetShown & { of: string }>();
const done = notAsked<ResetDone>();

const show = (): Promise<void> => {
  const of = JSON.stringify(request.peek());
  done.value = { state: 'none' };
  return put(shown, async () => ({ ...(await ask('POST /api/reset/draft', request.peek())), of }), {
    keep: false,
  });
};

async function remove({ id, word }: ResetShown): Promise<void> {
  await put(done, () => ask('POST /api/reset', { id, word }), { keep: false });
  shown.value = { state: 'none' };
  if (done.peek().answer) announce(t.peek().reset.done);
}

export function ResetForm() {
  const { reset: words } = t.value;
  useEffect(() => {
    shown.value = { state: 'none' };
    done.value = { state: 'none' };
  }, []);
  const form = (choices: ChoicesAnswer) => (
    <>
      <p class="muted">{words.about}</p>
      <Form choices={choices} />
    </>
  );
  return <ChoicesPage title={words.title} form={form} />;
}

function Form({ choices }: { choices: ChoicesAnswer }) {
  const { reset: words } = t.value;
  const { answer, state, error } = shown.value;
  const own = answer?.of === JSON.stringify(request.value) ? answer : undefined;
  const isBusy = state === 'waiting' || done.value.state === 'waiting';
  return (
    <div class="rg start even">
      <form
        class="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void show();
        }}
      >
        {choices.connections.length > 1 && <Connections choices={choices} />}
        <Objects choices={choices} name="only" />
        <Flag name="data" label={words.data} />
        {isOn('data') && <Flag name="alone" label={words.alone} />}
        <p class="row wrap">
          <button type="submit" class={own ? 'btn' : 'btn primary'} aria-disabled={isBusy}>
            {own ? words.showAgain : words.show}
          </button>
          <span class="muted small">{words.showHow}</span>
        </p>
      </form>
      <div class="aside" aria-busy={isBusy}>
        {runningLoad.value && (
          <Band tone="run" icon="info">
            {words.busy} <a href={runAddress(runningLoad.value.load)}>{t.value.runs.start.show}</a>
          </Band>
        )}
        {error && <Problem error={error} />}
        {done.value.error && <Problem error={done.value.error} />}
        {own && <Goes shown={own} />}
        {done.value.answer && <Done done={done.value.answer} />}
      </div>
    </div>
  );
}

function Goes({ shown: own }: { shown: ResetShown }) {
  const { reset: words } = t.value;
  const { accounts, neverStarted, command } = own;
  return (
    <section class="pane" aria-labelledby="h-goes">
      <header>
        <h3 id="h-goes" class="grow">
          {words.goes}
        </h3>
        <code class="small">{own.destination}</code>
      </header>
      <div class="gauge">
        {accounts.length === 0 && <p>{words.nothing}</p>}
        {accounts.map((each) => (
          <Account key={each.account} of={each} />
        ))}
        {neverStarted.length > 0 && <p class="muted">{words.neverStarted(neverStarted.join(', '))}</p>}
        {accounts.length > 0 && <p class="muted small">{words.stays}</p>}
        {accounts.length > 0 && <Consent key={own.id} shown={own} />}
        <h4 class="muted small">{t.value.runs.start.command}</h4>
        <div class="row">
          <CodeBox label={t.value.runs.start.command} class="one">
            {command}
          </CodeBox>
          <CopyButton label={t.value.copy} text={() => command} />
        </div>
      </div>
    </section>
  );
}

function Account({ of: { connection, account, objects } }: { of: ResetAccount }) {
  const { reset: words } = t.value;
  const isData = isOn('data');
  return (
    <>
      {connection !== undefined && <h4 class="mono">{connection}</h4>}
      <p>{isData ? words.removed(account) : words.forgotten(account)}</p>
      <Wide label={`${words.goes}, ${account}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.object}</th>
              <th scope="col" class="n">
                {words.remembered}
              </th>
              <th scope="col">{words.rows}</th>
            </tr>
          </thead>
          <tbody>
            {objects.map(({ name, remembered, tables, belongsTo }) => (
              <tr key={name}>
                <th scope="row">
                  {objects.length > 1 ? (
                    <button type="button" class="linklike mono" onClick={() => setQuery({ only: name })}>
                      {name}
                    </button>
                  ) : (
                    <code>{name}</code>
                  )}
                  {belongsTo !== undefined && <small class="muted"> {words.belongs(belongsTo)}</small>}
                </th>
                <td class="n">{f.value.count(remembered)}</td>
                <td>
                  {!isData && <span class="muted">{words.stay}</span>}
                  {tables.map(({ table, rows }) => (
                    <div key={table}>{words.rowsOf(f.value.count(rows), table)}</div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** Only the right word makes the button work. */
function Consent({ shown: own }: { shown: ResetShown }) {
  const { reset: words } = t.value;
  const [typed, setTyped] = useState('');
  const id = useId();
  const isRight = typed.trim() === own.word;
  return (
    <form
      class="consent"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight && done.peek().state !== 'waiting') void remove(own);
      }}
    >
      <label class="field" for={id}>
        <span class="lab">{words.typeIt(own.word)}</span>
        <input
          id={id}
          type="text"
          class="in mono"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <button type="submit" class="btn danger" aria-disabled={!isRight}>
        {isOn('data') ? words.remove : words.forget}
      </button>
    </form>
  );
}

function Done({ done: { accounts } }: { done: ResetDone }) {
  const { reset: words } = t.value;
  const names = new Set(accounts.flatMap(({ objects }) => objects.map(({ name }) => name)));
  const only = list('only') ? [...names].join(',') : undefined;
  return (
    <Band tone="ok" icon="check">
      <p>{words.done}</p>
      <p>
        <a class="btn" href={startAddress({ only, connections: list('connections')?.join(',') })}>
          <Icon name="runs" small />
          {words.loadNow}
        </a>
      </p>
    </Band>
  );
}

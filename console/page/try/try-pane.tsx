// TRY: the address, the button, and the answer with its headers, the curl line and the code.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallAnswer } from '../../contract/call.js';
import type { OperationPage } from '../../contract/operation.js';
import { Icon } from '../../ui/icons.js';
import { setValue } from '../operation/form-state.js';
import { announce } from '../shell/announcer.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { useShortcut } from '../shell/shortcuts.js';
import { Tabs } from '../shell/tabs.js';
import { f, t } from '../state/language.js';
import { accounts, chooseConnection, connection, ownAccount, session } from '../state/session.js';
import { addressOf } from './address-of.js';
import { AnswerNote, Headers, Outcome, Refused } from './answer.js';
import { AnswerLines } from './answer-lines.js';
import { callsOf, draftOf, hasEffects, send, sendDraft } from './calls.js';
import { Code } from './code.js';
import { Consent } from './consent.js';

type TabName = 'response' | 'headers' | 'curl' | 'code';

export function TryPane({ page }: { page: OperationPage }) {
  const { answer, consent } = callsOf(page);
  const button = useRef<HTMLButtonElement>(null);
  const pane = useRef<HTMLElement>(null);
  const [tab, choose] = useState<TabName>('response');
  const run = () => {
    choose('response');
    void send(page);
  };
  useShortcut('try', () => {
    button.current?.focus();
    showPane(pane.current);
  });
  useShortcut('send', run);
  useSaid(answer.value.answer);
  const { state } = answer.value;
  useEffect(() => {
    // On narrow screens the answer is far below.
    if (state === 'answer' || state === 'error') showPane(pane.current);
  }, [state]);
  const waiting = state === 'waiting';
  const { answer: done } = answer.value;
  const draft = consent.value;
  return (
    <aside class="try" aria-label={t.value.try.title} ref={pane}>
      <div class="go">
        <p class="addr">
          <span class={`verb ${page.method}`}>{page.method}</span> {addressOf(page)}
        </p>
        <ChooseConnection />
        <div class="row">
          <p class="grow small muted">
            <Price page={page} />
          </p>
          {done?.outcome === 'ok' && done.nextPage && (
            <button
              type="button"
              class="btn"
              disabled={waiting}
              onClick={() => next(page, done.nextPage ?? {})}
            >
              {t.value.try.nextPage}
            </button>
          )}
          <button
            type="button"
            class="btn primary"
            ref={button}
            aria-disabled={waiting}
            title="Ctrl Enter"
            onClick={run}
          >
            <Icon name="bolt" />
            {t.value.try.title}
          </button>
        </div>
      </div>
      <div class="res" aria-busy={waiting}>
        {waiting && <p class="muted small">{t.value.try.sending}</p>}
        {answer.value.state === 'error' && answer.value.error && <Problem error={answer.value.error} />}
        {done && <Outcome answer={done} />}
      </div>
      <Tabs
        label={t.value.try.answer}
        tabs={[
          { name: 'response', label: t.value.try.response },
          { name: 'headers', label: t.value.try.headers },
          { name: 'curl', label: t.value.try.curl },
          { name: 'code', label: t.value.try.code },
        ]}
        chosen={tab}
        beside={
          tab === 'response' &&
          done?.outcome === 'ok' &&
          done.isWhole && (
            <CopyButton text={() => done.text} label={`${t.value.copy}: ${t.value.try.answer}`} />
          )
        }
        choose={(name) => {
          if (name === 'curl' || name === 'code') void draftOf(page);
          choose(name);
        }}
      >
        <Shown page={page} tab={tab} />
      </Tabs>
      {draft && (
        <Consent
          draft={draft}
          cancel={() => {
            consent.value = undefined;
          }}
          send={() => void sendDraft(page, draft)}
        />
      )}
    </aside>
  );
}

/** On narrow screens it stands below the operation, in the same scroller. */
function showPane(pane: HTMLElement | null): void {
  const scroller = pane?.closest('.xop');
  if (pane && scroller) scroller.scrollTop = pane.offsetTop - (scroller as HTMLElement).offsetTop;
}

function Shown({ page, tab }: { page: OperationPage; tab: TabName }) {
  const { answer, draft } = callsOf(page);
  const { answer: done } = answer.value;
  if (tab === 'curl' || tab === 'code') {
    if (draft.value.error) return <Problem error={draft.value.error} />;
    if (!draft.value.answer) return null;
    return <Code code={draft.value.answer.code} curl={tab === 'curl'} />;
  }
  if (!done) return <p class="muted small none">{t.value.try.none}</p>;
  if (done.outcome === 'refused') return <Refused answer={done} />;
  if (tab === 'headers') return <Headers answer={done} />;
  return (
    <>
      <AnswerLines answer={done} />
      <AnswerNote answer={done} />
    </>
  );
}

/** Whose keys sign, where the configuration has several. */
function ChooseConnection() {
  if (accounts.value.length < 2) return null;
  return (
    <label class="row small">
      {t.value.access.connection}
      <select
        class="in mono"
        value={connection.value}
        onChange={({ currentTarget }) => chooseConnection(currentTarget.value)}
      >
        {accounts.value.map(({ connection: name = '' }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

function Price({ page }: { page: OperationPage }) {
  const answer = ownAccount.value ?? session.value.answer;
  if (!answer) return null;
  if (page.authenticated && answer.credentials.kind === 'none')
    return (
      <>
        {t.value.try.noKeys} <a href="/access">{t.value.try.getKeys}</a>
      </>
    );
  if (hasEffects(page)) return <>{t.value.try.effects}</>;
  return <>{t.value.try.pace(f.value.count(answer.pace))}</>;
}

/** The headers that lead to the next page of a v2 list are values of the form, so that they are seen. */
function next(page: OperationPage, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) setValue(page, 'header', name, value);
  void send(page);
}

function useSaid(answer: CallAnswer | undefined): void {
  useEffect(() => {
    if (!answer) return;
    const { statusSaid, refusedSaid } = t.peek().try;
    announce(
      answer.outcome === 'ok'
        ? statusSaid(answer.status, f.peek().count(answer.milliseconds))
        : refusedSaid(answer.message),
    );
  }, [answer]);
}

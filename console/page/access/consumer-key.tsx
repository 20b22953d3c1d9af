// A consumer key: requested, validated by a person at OVHcloud, and stored where `login` stores it after a word. The key itself
// never comes here.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { KeyRequested, KeySaved, KeyState, RuleEntry } from '../../contract/access.js';
import type { SessionAccount } from '../../contract/source.js';
import { Icon } from '../../ui/icons.js';
import { Band } from '../../ui/parts/parts.js';
import { announce } from '../shell/announcer.js';
import { Problem } from '../shell/problem.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { loadAccount, loadSession, ofConnection } from '../state/session.js';

const ASK_EVERY_MS = 1500;

const requested = notAsked<KeyRequested>();
const state = notAsked<KeyState>();
const saved = notAsked<KeySaved>();
const minutes = signal(15);
/** The connection that it is for: another one has its own. */
const requestedFor = signal<string | undefined>(undefined);

interface Props {
  own: SessionAccount | undefined;
  rules: readonly RuleEntry[];
  createTokenLink: string;
}

export function ConsumerKey({ own, rules, createTokenLink }: Props) {
  const { access } = t.value;
  const hasApplication = own?.credentials.kind === 'keys';
  return (
    <div>
      <h4>{access.consumerKey}</h4>
      <p class="muted small">{access.consumerKeyHow}</p>
      {hasApplication ? (
        <Request own={own} rules={rules} />
      ) : (
        <p class="muted small">
          {access.noApplication}{' '}
          <a href={new URL('/createApp/', createTokenLink).href} target="_blank" rel="noreferrer">
            {access.createApp}
          </a>
        </p>
      )}
    </div>
  );
}

function Request({ own, rules }: { own: SessionAccount; rules: readonly RuleEntry[] }) {
  const { access } = t.value;
  const { answer, error } = requested.value;
  const request = async () => {
    forget();
    requestedFor.value = own.connection;
    const asked = { ...ofConnection(own.connection), rules: [...rules], minutes: minutes.value };
    await put(requested, () => ask('POST /api/key/request', asked), { keep: false });
  };
  const isOwn = requestedFor.value === own.connection;
  if (isOwn && saved.value.answer) return <Stored saved={saved.value.answer} own={own} />;
  if (isOwn && answer) return <Requested requested={answer} own={own} />;
  return (
    <>
      <p class="row wrap">
        <button
          type="button"
          class="btn primary"
          disabled={requested.value.state === 'waiting' || rules.length === 0}
          onClick={() => void request()}
        >
          <Icon name="key" />
          {access.request}
        </button>
        <label class="row small">
          {access.waitFor}
          <select
            class="in short"
            value={String(minutes.value)}
            onChange={({ currentTarget }) => {
              minutes.value = Number(currentTarget.value);
            }}
          >
            {[5, 15, 60].map((each) => (
              <option key={each} value={String(each)}>
                {access.minutes(f.value.count(each))}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p class="muted small">{access.requestPrice}</p>
      {isOwn && error && <Problem error={error} />}
    </>
  );
}

function Requested({
  requested: { id, validationUrl, file },
  own,
}: {
  requested: KeyRequested;
  own: SessionAccount;
}) {
  const { access } = t.value;
  const now = state.value.answer?.state ?? 'waiting';
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      await put(state, () => ask('GET /api/key/state', { id }));
      if (state.peek().answer?.state === 'waiting') timer = setTimeout(() => void look(), ASK_EVERY_MS);
      else announce(t.peek().access.keyStates[state.peek().answer?.state ?? 'failed']);
    };
    void look();
    return () => clearTimeout(timer);
  }, [id]);
  const store = async (consent: boolean) => {
    await put(saved, () => ask('POST /api/key/save', { id, consent }));
    if (!consent || saved.peek().state === 'error') return forget();
    await loadSession();
    if (saved.peek().answer?.isUsed) await loadAccount(own.connection);
  };
  return (
    <div class="requested">
      <p class="row wrap">
        <a class="btn primary" href={validationUrl} target="_blank" rel="noreferrer">
          <Icon name="external" />
          {access.validate}
        </a>
        <span class="muted small">{access.validateHow}</span>
      </p>
      <Band
        tone={now === 'validated' ? 'ok' : now === 'failed' ? 'bad' : 'run'}
        icon={now === 'validated' ? 'check' : now === 'failed' ? 'alert' : 'clock'}
      >
        <p class="strong">{access.keyStates[now]}</p>
        {state.value.answer?.message && <p>{state.value.answer.message}</p>}
        {now === 'validated' && (
          <p>
            {access.storeIn} <code>{file}</code>
          </p>
        )}
      </Band>
      {saved.value.error && <Problem error={saved.value.error} />}
      <p class="row">
        {now === 'validated' && (
          <button type="button" class="btn primary" onClick={() => void store(true)}>
            {access.store}
          </button>
        )}
        <button type="button" class="btn" onClick={() => void store(false)}>
          {access.forget}
        </button>
      </p>
    </div>
  );
}

function Stored({ saved: { file, isUsed, from }, own }: { saved: KeySaved; own: SessionAccount }) {
  const { access } = t.value;
  if (file === undefined) return null;
  return (
    <Band tone={isUsed ? 'ok' : 'warn'} icon={isUsed ? 'check' : 'alert'}>
      <p class="strong">
        {access.storedIn} <code>{file}</code>
      </p>
      <p>{isUsed ? access.isUsed : access.notUsed(from.join(' · '))}</p>
      <p>
        <button
          type="button"
          class="btn"
          onClick={() => {
            forget();
            void loadAccount(own.connection);
          }}
        >
          {access.ready}
        </button>
      </p>
    </Band>
  );
}

function forget(): void {
  requested.value = { state: 'none' };
  state.value = { state: 'none' };
  saved.value = { state: 'none' };
}

// Connect: one line for each check of the draft (region, clock, account, expiry, rights, destination), each with its remedy.
import type { CheckAnswer, CheckLineEntry, CheckState } from '../../contract/draft-calls.js';
import { Icon, type IconName } from '../../ui/icons.js';
import { check, isSettled, text } from '../draft/draft.js';
import { withSecrets } from '../draft/typed-secrets.js';
import { Said } from '../notices/said.js';
import { announce } from '../shell/announcer.js';
import { Problem } from '../shell/problem.js';
import { go } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { NotValid } from './not-valid.js';
import { partAddress } from './places.js';

const result = notAsked<CheckAnswer & { text: string }>();

export async function connect(): Promise<void> {
  const draft = text.peek();
  await put(result, async () => ({
    ...(await ask('POST /api/check', { text: withSecrets(draft) })),
    text: draft,
  }));
  const { answer } = result.peek();
  const wrong =
    answer?.connections.flatMap(({ lines }) => lines).filter(({ state }) => state === 'problem').length ?? 0;
  if (answer)
    announce(wrong === 0 ? t.peek().source.connected : t.peek().source.problems(f.peek().count(wrong)));
}

const ICONS: Record<CheckState, [tone: string, icon: IconName]> = {
  ok: ['ok', 'check'],
  warning: ['warn', 'alert'],
  problem: ['bad', 'stop'],
};

export function Connect() {
  const words = t.value.source;
  const { state, answer, error } = result.value;
  const isWaiting = state === 'waiting';
  const isValid = isSettled.value && (check.value.answer?.issues.length ?? 1) === 0;
  return (
    <section class="connect" aria-label={words.connect} aria-busy={isWaiting}>
      <p class="row">
        <button
          type="button"
          class="btn primary"
          aria-disabled={isWaiting || !isValid}
          onClick={() => !isWaiting && isValid && void connect()}
        >
          <Icon name="source" />
          {words.connect}
        </button>
        <span class="muted small">
          {isWaiting ? words.asking : isValid ? words.connectHow : <NotValid />}
        </span>
      </p>
      {error && state === 'error' && <Problem error={error} />}
      {answer && (
        <>
          {answer.text !== text.value && <p class="muted small">{words.olderDraft}</p>}
          {answer.connections.map(({ connection, lines }) => (
            <ul key={connection} class="chk" aria-label={connection ?? words.result}>
              {connection !== undefined && <li class="strong">{connection}</li>}
              {lines.map((line, place) => (
                <Line key={place} line={line} />
              ))}
            </ul>
          ))}
          <p class="muted small">
            {words.callsTook(f.value.count(answer.calls), f.value.count(answer.milliseconds))}
          </p>
        </>
      )}
    </section>
  );
}

function Line({ line: { code, subject, state, text: said, remedy } }: { line: CheckLineEntry }) {
  const words = t.value.source;
  const [tone, icon] = ICONS[state];
  return (
    <li>
      <span class={tone}>
        <Icon name={icon} />
        <span class="vh">{words.checkStates[state]}</span>
      </span>
      <span class="nm">{subject}</span>
      <span>
        <Said code={code} message={said} />
      </span>
      <Remedy remedy={remedy} />
    </li>
  );
}

function Remedy({ remedy }: { remedy: CheckLineEntry['remedy'] }) {
  const words = t.value.source;
  if (!remedy) return <span />;
  if (remedy.kind === 'create-token')
    return (
      <a class="btn" href={remedy.link} target="_blank" rel="noreferrer">
        <Icon name="external" />
        {words.createToken}
      </a>
    );
  if (remedy.kind === 'edit')
    return (
      <button type="button" class="btn" onClick={() => go(addressOf(String(remedy.path[0] ?? '')))}>
        {words.goThere}
      </button>
    );
  if (remedy.kind === 'login')
    return (
      <a class="btn" href="/access">
        {words.getToken}
      </a>
    );
  return <span class="muted small">{words.setClock}</span>;
}

function addressOf(key: string): string {
  if (key === 'endpoints' || key === 'destination' || key === 'schedule') return partAddress(key);
  return /^(auth|region|baseUrl|profile|connections|account)$/.test(key)
    ? partAddress('connection')
    : partAddress('yaml');
}

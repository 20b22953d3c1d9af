// What changed in the API since the kept documents.
import { signal } from '@preact/signals';
import type { ChangeEntry, ChangesAnswer } from '../../contract/catalogue.js';
import { Band } from '../../ui/parts/parts.js';
import { announce } from '../shell/announcer.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { operationAddress, query, setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { loadCatalogue } from '../state/catalogue.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';

const changes = notAsked<ChangesAnswer>();
const shown = signal(200);

async function compare(): Promise<void> {
  await put(changes, () => ask('POST /api/changes', {}));
  const { answer } = changes.peek();
  if (!answer) return;
  announce(countOf(answer.changes));
  // The documents are new, so the list may be too.
  if (answer.changes.length > 0) void loadCatalogue();
}

const countOf = (all: ChangeEntry[]): string =>
  all.length === 0
    ? t.peek().changes.none
    : t
        .peek()
        .changes.count(
          f.peek().count(all.length),
          f.peek().count(all.filter(({ breaking }) => breaking).length),
        );

export function Changes() {
  const { changes: words } = t.value;
  const { state, answer, error } = changes.value;
  const waiting = state === 'waiting';
  return (
    <div class="page">
      <h2>{words.title}</h2>
      <p>{words.how}</p>
      <p>
        <button
          type="button"
          class={answer ? 'btn' : 'btn primary'}
          aria-disabled={waiting}
          onClick={() => !waiting && void compare()}
        >
          {waiting ? words.working : answer ? words.again : words.start}
        </button>
      </p>
      {error && <Problem error={error} />}
      {waiting && !answer && <Waiting lines={8} />}
      {answer && <Found answer={answer} />}
    </div>
  );
}

function Found({ answer }: { answer: ChangesAnswer }) {
  const { changes: words } = t.value;
  const typed = (query.value.get('filter') ?? '').toLowerCase();
  const onlyBreaking = query.value.get('breaking') === 'yes';
  const met = answer.changes.filter(
    ({ breaking, text, kind, routes }) =>
      (!onlyBreaking || breaking) && `${text} ${kind} ${routes.join(' ')}`.toLowerCase().includes(typed),
  );
  return (
    <section aria-label={words.title}>
      <p class="strong">{countOf(answer.changes)}</p>
      {answer.before.oldest && (
        <p class="muted small">{words.before(f.value.day(answer.before.oldest.slice(0, 10)))}</p>
      )}
      {answer.notes.map((note) => (
        <Band key={note} tone="warn" icon="alert">
          {note}
        </Band>
      ))}
      {answer.changes.length > 0 && (
        <div class="row wrap">
          <input
            class="in filter"
            type="search"
            aria-label={words.filter}
            placeholder={words.filter}
            value={query.value.get('filter') ?? ''}
            onInput={({ currentTarget }) => setQuery({ filter: currentTarget.value })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={onlyBreaking}
              onChange={({ currentTarget }) => setQuery({ breaking: currentTarget.checked ? 'yes' : '' })}
            />
            {words.onlyBreaking}
          </label>
        </div>
      )}
      {answer.changes.length > 0 && met.length === 0 && <p>{words.filtered}</p>}
      <ul class="changes">
        {met.slice(0, shown.value).map((change) => (
          <Change key={`${change.branch} ${change.kind} ${change.text}`} change={change} />
        ))}
      </ul>
      {met.length > shown.value && (
        <button
          type="button"
          class="btn"
          onClick={() => {
            shown.value += 500;
          }}
        >
          {t.value.operation.more(f.value.count(met.length - shown.value))}
        </button>
      )}
    </section>
  );
}

function Change({ change }: { change: ChangeEntry }) {
  const { breaking, branch, routes, text } = change;
  const first = routes.slice(0, 3).map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return (
      <a key={route} class="mono" href={operationAddress({ method, path })}>
        {route}
      </a>
    );
  });
  return (
    <li>
      <span class="tag">{branch}</span> {breaking && <span class="tag warn">{t.value.changes.breaking}</span>}{' '}
      {text}
      {first.length > 0 && (
        <span class="routes">
          {first} {routes.length > 3 && t.value.operation.more(f.value.count(routes.length - 3))}
        </span>
      )}
    </li>
  );
}

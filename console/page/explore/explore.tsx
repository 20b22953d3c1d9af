// Explore: the list, and beside it (on narrow screens in its place) the operation that is open.
import { effect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Band } from '../../ui/parts/parts.js';
import { DocumentsAge } from '../shell/documents-age.js';
import { lazy } from '../shell/lazy.js';
import { Problem } from '../shell/problem.js';
import { useShortcut } from '../shell/shortcuts.js';
import { Waiting } from '../shell/waiting.js';
import { go, listAddress, openOperation, query, setQuery } from '../state/address.js';
import { catalogue, loadCatalogue, loadSearch, searchError } from '../state/catalogue.js';
import { f, t } from '../state/language.js';
import { session } from '../state/session.js';
import { elsewhere, found, isSearch } from './found.js';
import { ListHead } from './list-head.js';
import { listElement, OperationList } from './operation-list.js';

const OperationScreen = lazy(async () => (await import('../operation/operation.js')).OperationScreen);

export function Explore() {
  const open = openOperation.value;
  useShortcut('back', () => {
    if (openOperation.value) go(listAddress.value);
    listElement.current?.focus();
  });
  // An address with words needs the index at once.
  useEffect(
    () =>
      effect(() => {
        if (catalogue.value.answer && isSearch.value) loadSearch();
      }),
    [],
  );
  return (
    <div class={open ? 'x with-op' : 'x'}>
      <section class="lst" aria-label={t.value.operations}>
        <ListHead />
        <ListBody />
        <Keys />
      </section>
      {open ? <OperationScreen key={`${open.method} ${open.path}`} {...open} /> : <Welcome />}
    </div>
  );
}

function ListBody() {
  const { state, error } = catalogue.value;
  const failed = state === 'error' ? error : isSearch.value ? searchError.value : undefined;
  if (failed)
    return (
      <div class="pad">
        <Problem error={failed} again={() => void (state === 'error' ? loadCatalogue() : loadSearch())} />
      </div>
    );
  if (found.value === undefined) return <Waiting lines={20} />;
  if (found.value.rows.length === 0) return <Nothing />;
  return <OperationList />;
}

/** Why the list is empty, and where the word does occur. */
function Nothing() {
  const counts = Object.entries(elsewhere.value).filter(([, count]) => count > 0);
  const { nothingFound, foundIn } = t.value;
  return (
    <div class="pad nothing">
      <p>{nothingFound}</p>
      <ul>
        {counts.map(([name, count]) => (
          <li key={name}>
            <button
              type="button"
              class="linklike"
              onClick={() => setQuery({ q: undefined, [name]: query.value.get('q') ?? undefined })}
            >
              {foundIn(f.value.count(count), t.value.criteriaNames[name as 'body'])}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Keys() {
  const { keysBelow } = t.value;
  return (
    <div class="keys" aria-hidden="true">
      <span>
        <kbd>j</kbd> <kbd>k</kbd> {keysBelow.move}
      </span>
      <span>
        <kbd>/</kbd> {keysBelow.search}
      </span>
      <span>
        <kbd>t</kbd> {t.value.try.title}
      </span>
      <span>
        <kbd>?</kbd> {keysBelow.all}
      </span>
    </div>
  );
}

/** Beside the list while no operation is open. */
function Welcome() {
  const { welcome } = t.value;
  const sections = catalogue.value.answer?.sections ?? [];
  const problems = session.value.answer?.problems ?? [];
  const largest = [...sections].sort((a, b) => b.routes - a.routes).slice(0, 12);
  return (
    <article class="doc welcome" aria-label={t.value.screens.explore}>
      <h2>{welcome.title}</h2>
      <p>{welcome.how}</p>
      <ul class="ways">
        {welcome.ways.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      {problems.length > 0 && (
        <Band tone="warn" icon="alert">
          <p>{welcome.problems}</p>
          <ul class="issues">
            {problems.map(({ code, where, message }) => (
              <li key={`${code} ${where}`}>
                <code>{where}</code> {message}
              </li>
            ))}
          </ul>
        </Band>
      )}
      {largest.length > 0 && <h3>{welcome.largest}</h3>}
      <ul class="sections">
        {largest.map(({ path, routes, description }) => (
          <li key={path}>
            <a href={`/explore?${new URLSearchParams({ section: path })}`}>
              <code>{path}</code>
            </a>
            <span class="muted trunc">{description}</span>
            <span class="muted">{f.value.count(routes)}</span>
          </li>
        ))}
      </ul>
      {/* With the sections above it, so that it does not move. */}
      {largest.length > 0 && <DocumentsAge />}
    </article>
  );
}

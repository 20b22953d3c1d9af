// Facets, the entries that meet them, and one entry with everything that is known about it.
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { FacetsAnswer } from '../../contract/ledger.js';
import { Icon } from '../../ui/icons.js';
import { startAddress } from '../runs/addresses.js';
import { MISSING } from '../runs/counts.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { query, setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { EntryList } from './entry-list.js';
import { EntryPane } from './entry-pane.js';
import { Facets, retriableIn } from './facets.js';
import { chosenIn, clearFilter, filterNow, isFiltered, met, sumOf } from './filter.js';
import { EntryPages } from './pages.js';

interface ViewProps {
  /** What the screen itself has chosen. */
  fixed: { run?: string; source?: string };
  head?: ComponentChildren;
}

export function LedgerView({ fixed, head }: ViewProps) {
  const [facets] = useState(() => notAsked<FacetsAnswer>());
  const run = fixed.run ?? query.value.get('run') ?? 'last';
  const look = () => void put(facets, () => ask('GET /api/ledger/facets', { run }), { keep: false });
  useEffect(look, [run]);
  const { answer, error } = facets.value;
  const entry = query.value.get('entry') ?? '';
  return (
    <div class={entry === '' ? 'lg' : 'lg with-entry'}>
      <section class="fc" aria-label={t.value.ledger.facets}>
        {head}
        {answer && <Facets answer={answer} fixed={fixed} />}
        {answer && answer.counts.length > 0 && <Files filter={filterNow(fixed)} />}
      </section>
      <section class="ids" aria-label={t.value.ledger.list}>
        {error && <Problem error={error} again={look} />}
        {!answer && !error && <Waiting lines={12} />}
        {answer &&
          (answer.runs.length === 0 ? (
            <p class="nothing">{t.value.ledger.none}</p>
          ) : (
            <Entries answer={answer} fixed={fixed} />
          ))}
      </section>
      <aside class="rec1" aria-label={t.value.ledger.said}>
        {entry === '' ? (
          <p class="muted">{t.value.ledger.choose}</p>
        ) : (
          <EntryPane key={entry} entry={entry} />
        )}
      </aside>
    </div>
  );
}

function Entries({ answer, fixed }: { answer: FacetsAnswer; fixed: ViewProps['fixed'] }) {
  const { ledger: words } = t.value;
  const filter = filterNow(fixed);
  const counts = met(answer, fixed);
  const all = sumOf(counts);
  const pages = useMemo(() => new EntryPages(filter, all), [JSON.stringify(filter), answer]);
  const [total, isOpen] = [pages.total.value, pages.isOpen.value];
  const missing = sumOf(counts.filter(({ reason }) => (MISSING as readonly string[]).includes(reason)));
  const isNone = total === 0 && !isOpen;
  return (
    <>
      <div class="sel">
        <b>{(isOpen ? words.found : words.objects)(f.value.count(isOpen ? known(pages) : total))}</b>
        <span class="muted small">
          {missing > 0 && filter.text === undefined && words.missing(f.value.count(missing))}
        </span>
        <input
          class="in filter"
          type="search"
          aria-label={words.filter}
          placeholder={words.filter}
          value={query.value.get('text') ?? ''}
          onInput={({ currentTarget }) => setQuery({ text: currentTarget.value, entry: '' })}
        />
        <span class="grow" />
        <Again answer={answer} fixed={fixed} />
      </div>
      {isNone ? <None /> : <EntryList pages={pages} several={answer.runs.length > 1} fixed={fixed} />}
    </>
  );
}

/** Of a text that is still searched, what is there. */
function known(pages: EntryPages): number {
  let count = 0;
  while (pages.at(count)) count++;
  return count;
}

function None() {
  const { ledger: words } = t.value;
  if (!isFiltered.value) return <p class="nothing">{words.whole}</p>;
  return (
    <p class="nothing">
      {words.filtered}{' '}
      <button type="button" class="linklike" onClick={clearFilter}>
        {words.clear}
      </button>
    </p>
  );
}

/** All that the filter meets, as a file. */
function Files({ filter }: { filter: ReturnType<typeof filterNow> }) {
  const { ledger: words } = t.value;
  const link = (address: 'GET /api/ledger.csv' | 'GET /api/ledger.json', more = {}) =>
    `${address.slice(4)}?${new URLSearchParams({ ...filter, ...more })}`;
  return (
    <section class="files" aria-label={words.files}>
      <h2>{words.files}</h2>
      <a href={link('GET /api/ledger.csv')} download="ledger.csv">
        <Icon name="download" small /> {words.csv}
      </a>
      <a href={link('GET /api/ledger.csv', { formulas: 'escape' })} download="ledger.csv">
        <Icon name="download" small /> {words.safeCsv}
      </a>
      <a href={link('GET /api/ledger.json')} download="ledger.json">
        <Icon name="download" small /> {words.json}
      </a>
    </section>
  );
}

/** Retry and replay take what facets have chosen; a status or a text is no choice of theirs. */
function Again({ answer, fixed }: { answer: FacetsAnswer; fixed: ViewProps['fixed'] }) {
  const { ledger: words } = t.value;
  const accounts = chosenIn('account');
  const runs = answer.runs.filter(({ account }) => accounts.length === 0 || accounts.includes(account));
  const [run] = runs;
  const isExact = chosenIn('status').length === 0 && (query.value.get('text') ?? '') === '';
  const left = retriableIn(answer, fixed);
  const sources = fixed.source ?? chosenIn('source').join(',');
  const rejected = sumOf(met(answer, fixed).filter(({ reason }) => reason === 'rejected'));
  if (!isExact || left === 0 || !run) return null;
  if (runs.length > 1) return <span class="muted small">{words.retryRun}</span>;
  const reasons = chosenIn('reason').join(',');
  return (
    <>
      {rejected > 0 && !sources.includes(',') && (
        <a class="btn" href={startAddress({ kind: 'replay', run: run.runId, sources })}>
          {words.replayThese(f.value.count(rejected))}
        </a>
      )}
      <a class="btn primary" href={startAddress({ kind: 'retry', run: run.runId, reasons, sources })}>
        <Icon name="retry" small />
        {words.retryThese(f.value.count(left))}
      </a>
    </>
  );
}

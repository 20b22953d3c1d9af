// Above the list: branch, section, the search, and the criteria of the advanced search.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import { announce } from '../shell/announcer.js';
import { useShortcut } from '../shell/shortcuts.js';
import { FILTERS, type Filter, query, setQuery } from '../state/address.js';
import { catalogue, foldAll, folded, loadSearch } from '../state/catalogue.js';
import { f, t } from '../state/language.js';
import { found, isSearch, total } from './found.js';
import { listElement, moveInList, openActive } from './operation-list.js';
import { isPasted, openPasted } from './pasted.js';
import { SectionMenu } from './section-menu.js';

const ADVANCED = ['path', 'description', 'parameter', 'body', 'response'] as const;
const STATES = ['PRODUCTION', 'BETA', 'ALPHA', 'DEPRECATED'] as const;

const value = (name: Filter): string => query.value.get(name) ?? '';

export function ListHead() {
  const used = [...ADVANCED, 'state' as const, 'verb' as const].filter((name) => value(name) !== '');
  const [advanced, setAdvanced] = useState(used.length > 0);
  const isOpen = advanced;
  return (
    <search class="listhead">
      <div class="row">
        <Branches />
        <SectionMenu />
      </div>
      <div class="row">
        <SearchField />
        <button
          type="button"
          class={used.length > 0 ? 'btn icon on' : 'btn icon'}
          aria-expanded={isOpen}
          aria-controls="criteria"
          aria-label={used.length > 0 ? t.value.criteriaUsed(used.length) : t.value.criteria}
          title={t.value.criteria}
          onClick={() => setAdvanced(!isOpen)}
        >
          <Icon name="sliders" />
        </button>
      </div>
      {isOpen && <Criteria />}
      <Count />
    </search>
  );
}

function Branches() {
  const chosen = value('branch');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="seg" role="group" aria-label={t.value.branch}>
      {(['', 'v1', 'v2'] as const).map((branch) => (
        <button
          key={branch}
          type="button"
          aria-pressed={chosen === branch}
          onClick={() => setQuery({ branch, section: undefined }, { replace: false })}
        >
          {branch || t.value.everyBranch}
        </button>
      ))}
    </div>
  );
}

function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  useShortcut('search', () => {
    field.current?.focus();
    field.current?.select();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const text = field.current?.value ?? '';
    if (event.key === 'ArrowDown') moveInList(1);
    else if (event.key === 'ArrowUp') moveInList(-1);
    else if (event.key === 'Enter' && isPasted(text)) void openPasted(text);
    else if (event.key === 'Enter') openActive();
    else if (event.key === 'Escape' && text !== '') setQuery({ q: undefined });
    else if (event.key === 'Escape') listElement.current?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="q grow">
      <Icon name="search" />
      <input
        ref={field}
        class="in"
        type="search"
        aria-label={t.value.searchLabel}
        placeholder={t.value.searchPlaceholder}
        title={t.value.searchLabel}
        autocomplete="off"
        spellcheck={false}
        value={value('q')}
        onFocus={loadSearch}
        onInput={({ currentTarget }) => setQuery({ q: currentTarget.value })}
        onPaste={(event) => {
          const text = event.clipboardData?.getData('text') ?? '';
          if (!isPasted(text)) return;
          event.preventDefault();
          void openPasted(text).then((opened) => {
            if (!opened) setQuery({ q: text.trim() });
          });
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function Criteria() {
  const { criteriaNames, states, everyState, everyVerb } = t.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="criteria" id="criteria" role="group" aria-label={t.value.criteria}>
      {ADVANCED.map((name) => (
        <label key={name}>
          <span>{criteriaNames[name]}</span>
          <input
            class="in"
            autocomplete="off"
            spellcheck={false}
            value={value(name)}
            onFocus={loadSearch}
            onInput={({ currentTarget }) => setQuery({ [name]: currentTarget.value })}
          />
        </label>
      ))}
      <label>
        <span>{criteriaNames.state}</span>
        <select
          class="in"
          value={value('state')}
          onChange={({ currentTarget }) => setQuery({ state: currentTarget.value })}
        >
          <option value="">{everyState}</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {states[state]}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{criteriaNames.verb}</span>
        <select
          class="in"
          value={value('verb')}
          onChange={({ currentTarget }) => setQuery({ verb: currentTarget.value })}
        >
          <option value="">{everyVerb}</option>
          {(catalogue.value.answer?.rows.methods ?? []).map((verb) => (
            <option key={verb} value={verb}>
              {verb}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** How many of how many; what was searched instead; and a way out of all filters. */
function Count() {
  const { count, instead, clear, foldSections, unfoldSections } = t.value;
  const shown = found.value;
  const text =
    shown === undefined
      ? t.value.waiting
      : count(f.value.count(shown.rows.length), f.value.count(total.value));
  useEffect(() => {
    const later = setTimeout(() => announce(text), 600);
    return () => clearTimeout(later);
  }, [text]);
  const isFiltered = FILTERS.some((name) => value(name) !== '');
  const isFolded = folded.value.size > 0;
  return (
    <div class="row count small muted">
      <span class="grow">
        {text}
        {Object.entries(shown?.instead ?? {}).map(([typed, searched]) => (
          <span key={typed}>
            {' · '}
            {instead(typed, searched)}
          </span>
        ))}
      </span>
      {isFiltered && (
        <button
          type="button"
          class="linklike"
          onClick={() => setQuery(Object.fromEntries(FILTERS.map((name) => [name, undefined])))}
        >
          {clear}
        </button>
      )}
      {!isSearch.value && (
        <button type="button" class="linklike" onClick={() => foldAll(!isFolded)}>
          {isFolded ? unfoldSections : foldSections}
        </button>
      )}
    </div>
  );
}

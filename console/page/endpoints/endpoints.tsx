// Endpoints: the list of entries, the form of one, and beside it preview, cost and text.
import { useEffect, useRef } from 'preact/hooks';
import type { EndpointEntry, Outline } from '../../contract/draft.js';
import { Icon } from '../../ui/icons.js';
import { isSettled, outline } from '../draft/draft.js';
import { Switch } from '../shell/switch.js';
import { Waiting } from '../shell/waiting.js';
import { entryAddress, entryName, entryNamed } from '../source/places.js';
import { DraftText } from '../source/yaml-pane.js';
import { below, go, query, setQuery } from '../state/address.js';
import { f, t } from '../state/language.js';
import { Cost } from './cost.js';
import { EntryList } from './entry-list.js';
import { OwnForm } from './own-form.js';
import { PresetForm } from './preset-form.js';
import { Preview } from './preview.js';

export function Endpoints() {
  const found = outline.value;
  const name = below.value[1];
  const entry = useEntry(found, name);
  if (!found) return <Waiting lines={8} />;
  return (
    <div class={name === undefined ? 'ep none' : `ep show-${view()}`}>
      <EntryList outline={found} open={entry} />
      {entry ? (
        <OpenEntry key={entry.entry} outline={found} entry={entry} />
      ) : (
        <NoEntry name={name} outline={found} />
      )}
    </div>
  );
}

/** While a name is typed, the entry stays the one that was open. */
function useEntry(found: Outline | undefined, name: string | undefined): EndpointEntry | undefined {
  const last = useRef<number | undefined>(undefined);
  const named = found && name !== undefined ? entryNamed(found, name) : undefined;
  const entry =
    named ?? (name === undefined ? undefined : found?.entries.find((each) => each.entry === last.current));
  // Renamed elsewhere, such as by undo.
  const other = found && entry && !named && isSettled.value ? entryName(found, entry) : undefined;
  useEffect(() => {
    if (other !== undefined) go(entryAddress(other) + location.search, { replace: true });
  }, [other]);
  last.current = entry?.entry;
  return entry;
}

/** On narrow screens one of three is shown. */
type View = 'form' | 'preview' | 'yaml';

const view = (): View => {
  const tab = query.value.get('tab');
  return tab === 'preview' || tab === 'yaml' ? tab : 'form';
};

function OpenEntry({ outline: found, entry }: { outline: Outline; entry: EndpointEntry }) {
  const words = t.value.source;
  const name = entryName(found, entry);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On narrow screens the list gave way to the form.
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div class="swm">
        <a class="btn quiet" href="/source/endpoints">
          <Icon name="left" />
          {f.value.count(found.entries.length)}
        </a>
        <code class="trunc grow">{name}</code>
        <Switch
          label={words.view}
          choices={[
            ['form', words.form],
            ['preview', words.preview],
            ['yaml', 'YAML'],
          ]}
          chosen={view()}
          choose={(tab) => setQuery({ tab: tab === 'form' ? undefined : tab })}
        />
      </div>
      <div class="frm" ref={place} tabIndex={-1}>
        {entry.kind === 'own' && <OwnForm outline={found} entry={entry} />}
        {entry.kind === 'preset' && <PresetForm outline={found} entry={entry} />}
        {entry.kind === 'unclear' && <p>{words.unclear}</p>}
      </div>
      <aside class="sd" aria-label={words.beside}>
        <Preview outline={found} entry={entry} />
        <Cost entry={entry} />
        <section class="pane text" aria-labelledby="h-text">
          <header>
            <h2 id="h-text">YAML</h2>
            <span class="small muted">{words.linesOf(String(entry.line), String(entry.lastLine))}</span>
          </header>
          <DraftText entry={entry} rows={16} />
        </section>
      </aside>
    </>
  );
}

function NoEntry({ name, outline: found }: { name: string | undefined; outline: Outline }) {
  const words = t.value.source;
  return (
    <div class="frm none">
      {name !== undefined && isSettled.value && <p>{words.noEntry(name)}</p>}
      {found.entries.length === 0 && <h2>{words.empty}</h2>}
      <p class="muted">{words.emptyHow}</p>
      <div class="row wrap">
        <a class="btn primary" href="/source/examples">
          <Icon name="copy" />
          {words.examples}
        </a>
        <button type="button" class="btn" onClick={() => go('/explore')}>
          <Icon name="search" />
          {words.fromExplore}
        </button>
      </div>
    </div>
  );
}

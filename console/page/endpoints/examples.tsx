// EXAMPLES: presets. One click adds one, or fills the form with its definitions.
import { useState } from 'preact/hooks';
import type { Edit, EndpointEntry, Outline, Plain } from '../../contract/draft.js';
import type { PresetEntry } from '../../contract/source-fields.js';
import { Icon } from '../../ui/icons.js';
import { edit, isBroken, outline as newest } from '../draft/draft.js';
import { isGroup } from '../draft/key-path.js';
import { presets } from '../draft/schema.js';
import { announce } from '../shell/announcer.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { openEntry } from '../source/places.js';
import { f, t } from '../state/language.js';

/** The page of examples, without an open entry. */
export function Examples() {
  const words = t.value.source;
  const outline = newest.value;
  return (
    <div class="page wide">
      <p>
        <a href="/source/endpoints">
          <Icon name="left" small /> {words.partNames.endpoints}
        </a>
      </p>
      <h2>{words.examples}</h2>
      <p class="muted">{words.examplesHow}</p>
      {outline && <ExampleList outline={outline} />}
    </div>
  );
}

interface ListProps {
  outline: Outline;
  /** The entry that an example takes the place of. */
  instead?: EndpointEntry;
}

export function ExampleList({ outline, instead }: ListProps) {
  const words = t.value.source;
  const [typed, type] = useState('');
  const { answer, error } = presets.value;
  if (error) return <Problem error={error} />;
  if (!answer) return <Waiting lines={6} />;
  const lower = typed.toLowerCase();
  const found = answer.presets.filter(({ name, title, description, endpoints }) =>
    [name, title, description, ...endpoints.map(({ path }) => path)].join(' ').toLowerCase().includes(lower),
  );
  const families = [...new Set(found.map(({ family }) => family))];
  return (
    <div class="examples">
      <input
        class="in filter"
        aria-label={words.filterExamples}
        placeholder={words.filterExamples}
        value={typed}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      {found.length === 0 && <p class="muted">{words.noExample}</p>}
      {families.map((family) => (
        <section key={family} aria-label={family}>
          <h3>{family}</h3>
          <ul>
            {found
              .filter((preset) => preset.family === family)
              .map((preset) => (
                <Example key={preset.name} preset={preset} outline={outline} {...(instead && { instead })} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Example({ preset, outline, instead }: ListProps & { preset: PresetEntry }) {
  const words = t.value.source;
  const { name, title, description, endpoints, notes } = preset;
  const isThere = outline.entries.some(({ fields }) => fields.preset === name);
  return (
    <li>
      <div class="row">
        <code class="strong">{name}</code>
        <span class="grow trunc">{title}</span>
        {isThere && <span class="muted small">{words.isThere}</span>}
        {!instead && (
          <button
            type="button"
            class="btn"
            disabled={isThere || isBroken.value}
            onClick={() => void addPreset(preset)}
          >
            <Icon name="plus" small />
            {words.add}
            <span class="vh"> {name}</span>
          </button>
        )}
        <button
          type="button"
          class={instead ? 'btn' : 'btn quiet'}
          disabled={isBroken.value}
          title={words.fillHow}
          onClick={() => void fill(preset, outline, instead)}
        >
          {instead ? words.fill : words.asOwn}
          <span class="vh"> {name}</span>
        </button>
      </div>
      <p class="small">{description}</p>
      <details class="small">
        <summary>{words.endpointsOf(f.value.count(endpoints.length))}</summary>
        <ul class="paths">
          {endpoints.map((each) => (
            <li key={each.name}>
              <span class={`verb ${each.method}`}>{each.method}</span> <code>{each.path}</code>{' '}
              <span class="muted">{each.hasTable ? each.name : `${each.name}, ${words.noTable}`}</span>
            </li>
          ))}
        </ul>
        {notes.map((note) => (
          <p key={note} class="muted">
            {note}
          </p>
        ))}
      </details>
    </li>
  );
}

async function addPreset({ name }: PresetEntry): Promise<void> {
  if (!(await edit([{ add: ['endpoints'], value: { preset: name } }]))) return;
  announce(t.peek().source.added(name));
  openEntry(name);
}

/** Its definitions become endpoints of one's own; those that are there already are used. */
async function fill({ definitions }: PresetEntry, outline: Outline, instead?: EndpointEntry): Promise<void> {
  const names = definitions.map(nameOf);
  const taken = new Set(
    outline.objects.filter((each) => each.entry !== instead?.entry).map(({ name }) => name),
  );
  const last = names.at(-1) ?? '';
  const wanted = definitions.filter((definition) => !taken.has(nameOf(definition)));
  const edits: Edit[] = wanted.map((value) => ({ add: ['endpoints'], value }));
  if (instead && wanted.length > 0) {
    // The last one is what a person wants to see: it takes the place of the form.
    const own = wanted.at(-1) as Plain;
    edits.pop();
    edits.push({ set: ['endpoints', instead.entry], value: own });
  }
  if (edits.length > 0 && !(await edit(edits))) return;
  announce(t.peek().source.added(wanted.map(nameOf).join(', ')));
  openEntry(last);
}

const nameOf = (definition: Plain): string => (isGroup(definition) ? String(definition.name) : '');

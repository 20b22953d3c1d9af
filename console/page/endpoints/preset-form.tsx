// The form of a preset's use: which of its definitions, its query string, and what is changed of them.
import type {
  EndpointEntry,
  KeyPath,
  ObjectEntry,
  Outline,
  QueryParameterEntry,
} from '../../contract/draft.js';
import { edit, isBroken } from '../draft/draft.js';
import { removeKey, setKey } from '../draft/edits.js';
import { fields, presets } from '../draft/schema.js';
import { IssueText, issuesOf } from '../source/field.js';
import { Options } from '../source/options.js';
import { t } from '../state/language.js';
import { Known, RemoveButton } from './own-form.js';
import { Query } from './query.js';

const ELSEWHERE = ['preset', 'only', 'query'];

export function PresetForm({ outline, entry }: { outline: Outline; entry: EndpointEntry }) {
  const words = t.value.source;
  const top: KeyPath = ['endpoints', entry.entry];
  const name = String(entry.fields.preset ?? '');
  const preset = presets.value.answer?.presets.find((each) => each.name === name);
  const objects = outline.objects.filter((each) => each.entry === entry.entry);
  const issues = [...issuesOf([...top, 'preset']), ...issuesOf([...top, 'only'])];
  const offered = new Map<string, QueryParameterEntry>(
    objects.flatMap(({ query }) => query.map((each) => [each.name, { ...each, required: false }])),
  );
  return (
    <>
      <h2>
        <code>{name}</code> <small class="muted">{preset?.title ?? words.presets}</small>
      </h2>
      {preset && <p class="muted">{preset.description}</p>}
      {issues.map((issue) => (
        <p key={issue.message} class="bad">
          <IssueText issue={issue} />
        </p>
      ))}
      <Only
        top={top}
        entry={entry}
        all={preset?.endpoints.map((each) => each.name) ?? []}
        objects={objects}
      />
      <Query top={top} entry={entry} offered={[...offered.values()]} known={false} />
      <Options
        top={top}
        fields={entry.fields}
        groups={fields.value.answer?.presetUse ?? []}
        elsewhere={ELSEWHERE}
        title={words.options}
      />
      <div class="acts">
        <span class="grow" />
        <RemoveButton entry={entry} />
      </div>
    </>
  );
}

interface OnlyProps {
  top: KeyPath;
  entry: EndpointEntry;
  /** Of the whole preset. */
  all: readonly string[];
  objects: readonly ObjectEntry[];
}

/** `only`: what is chosen; without it, everything. */
function Only({ top, entry, all, objects }: OnlyProps) {
  const words = t.value.source;
  const written = Array.isArray(entry.fields.only) ? entry.fields.only.map(String) : undefined;
  const names = all.length > 0 ? all : objects.map(({ name }) => name);
  const toggle = (name: string, chosen: boolean) => {
    const now = written ?? [...names];
    const next = chosen ? [...now, name] : now.filter((each) => each !== name);
    if (names.every((each) => next.includes(each))) void removeKey(top, entry.fields, ['only']);
    else if (next.length === 0) void edit([{ set: [...top, 'only'], value: [] }]);
    else void setKey([...top, 'only'], next);
  };
  return (
    <section aria-labelledby="h-objects">
      <h2 id="h-objects">
        {words.sourceObjects} <small>{written ? words.onlyThese : words.allOfThem}</small>
      </h2>
      <ul class="objects">
        {names.map((name) => {
          const object = objects.find((each) => each.name === name);
          const isChosen = written === undefined || written.includes(name);
          return (
            <li key={name}>
              <label class="check">
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={isBroken.value}
                  onChange={({ currentTarget }) => toggle(name, currentTarget.checked)}
                />
                <code>{name}</code>
              </label>
              {object && (
                <span class="small muted">
                  <code>{object.path}</code> ·{' '}
                  {object.hasTable ? `${words.table} ${object.table}` : words.noTable}
                  {!isChosen && ` · ${words.neededAbove}`}
                  <br />
                  <Known object={object} />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

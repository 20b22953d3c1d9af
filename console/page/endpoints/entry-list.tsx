// The entries of the configuration as a tree: presets with the source objects that they make, and own endpoints.
import { signal } from '@preact/signals';
import type { EndpointEntry, ObjectEntry, Outline } from '../../contract/draft.js';
import { Icon } from '../../ui/icons.js';
import { check, difference, edit, isBroken } from '../draft/draft.js';
import { announce } from '../shell/announcer.js';
import { entryAddress, entryName, openEntry } from '../source/places.js';
import { t } from '../state/language.js';
import { startDrag, stopDrag } from './drag.js';

const unfolded = signal<ReadonlySet<string>>(new Set());

export function EntryList({ outline, open }: { outline: Outline; open: EndpointEntry | undefined }) {
  const words = t.value.source;
  const presets = outline.entries.filter(({ kind }) => kind === 'preset');
  const own = outline.entries.filter(({ kind }) => kind !== 'preset');
  return (
    <nav class="ol" aria-label={words.objects}>
      <button
        type="button"
        class="linklike add"
        disabled={isBroken.value}
        onClick={() => void addEndpoint(outline)}
      >
        <Icon name="plus" small />
        {words.endpoint}
      </button>
      <a class="add" href="/source/examples">
        <Icon name="copy" small />
        {words.examples}
      </a>
      {presets.length > 0 && <h2>{words.presets}</h2>}
      {presets.map((entry) => (
        <PresetLine key={entry.entry} outline={outline} entry={entry} open={open} />
      ))}
      {own.length > 0 && <h2>{words.ownEndpoints}</h2>}
      {own.map((entry) => (
        <Line key={entry.entry} outline={outline} entry={entry} open={open} />
      ))}
    </nav>
  );
}

interface LineProps {
  outline: Outline;
  entry: EndpointEntry;
  open: EndpointEntry | undefined;
}

function Line({ outline, entry, open }: LineProps) {
  const name = entryName(outline, entry);
  const object = outline.objects.find((each) => each.entry === entry.entry);
  return (
    <a
      href={entryAddress(name)}
      class="own"
      aria-current={open === entry ? 'true' : undefined}
      draggable={object !== undefined}
      onDragStart={(event) => object && startDrag(event, { from: object.name })}
      onDragEnd={stopDrag}
    >
      <code class="trunc">{name}</code>
      <Marks entry={entry} />
    </a>
  );
}

function PresetLine({ outline, entry, open }: LineProps) {
  const words = t.value.source;
  const name = entryName(outline, entry);
  const isOpen = unfolded.value.has(name);
  const objects = outline.objects.filter((each) => each.entry === entry.entry);
  const toggle = () => {
    const next = new Set(unfolded.value);
    if (isOpen) next.delete(name);
    else next.add(name);
    unfolded.value = next;
  };
  return (
    <>
      <div class="pre">
        <button
          type="button"
          class="fold"
          aria-expanded={isOpen}
          aria-label={words.objectsOf(name)}
          onClick={toggle}
        >
          <Icon name={isOpen ? 'down' : 'right'} small />
        </button>
        <a href={entryAddress(name)} aria-current={open === entry ? 'true' : undefined}>
          <code class="trunc">{name}</code>
          <Marks entry={entry} />
        </a>
      </div>
      {isOpen &&
        objects.map((object) => (
          <a
            href={entryAddress(object.name)}
            key={object.name}
            class={`obj l${Math.min(4, depthOf(object, objects))}`}
            draggable
            onDragStart={(event) => startDrag(event, { from: object.name })}
            onDragEnd={stopDrag}
            title={object.path}
          >
            <code class="trunc">{object.name}</code>
            {!object.hasTable && <small class="muted">{words.noTable}</small>}
          </a>
        ))}
    </>
  );
}

function depthOf(object: ObjectEntry, among: readonly ObjectEntry[]): number {
  const above = among.find(({ name }) => name === object.parent && name !== object.name);
  return above ? 1 + depthOf(above, among) : 1;
}

function Marks({ entry }: { entry: EndpointEntry }) {
  const words = t.value.source;
  const isWrong = check.value.answer?.issues.some((issue) => issue.entry === entry.entry);
  const own = (difference.value?.lines ?? []).filter(
    ({ after }) => after !== undefined && after >= entry.line && after <= entry.lastLine,
  );
  const added = own.filter(({ kind }) => kind === 'added').length;
  return (
    <small class="row">
      {isWrong && (
        <span class="bad">
          <Icon name="alert" small />
          <span class="vh">{words.hasProblems}</span>
        </span>
      )}
      {added > 0 && <b class="ok">{added === own.length ? words.new : words.edited}</b>}
    </small>
  );
}

/** A name that is free, and a path to be typed. */
export async function addEndpoint(outline: Outline): Promise<void> {
  const taken = new Set(
    outline.objects.map(({ name }) => name).concat(outline.entries.map(({ fields }) => String(fields.name))),
  );
  let number = 1;
  while (taken.has(`endpoint_${number}`)) number++;
  const name = `endpoint_${number}`;
  if (await edit([{ add: ['endpoints'], value: { name, path: '/' } }])) {
    announce(t.peek().source.added(name));
    openEntry(name);
  }
}

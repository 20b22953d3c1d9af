// The mapper of one path parameter: candidates, best first, as radios; two lists above them; and a place to drop a source
// object or one of its fields.
import { useId, useState } from 'preact/hooks';
import type {
  BindingCandidate,
  EndpointEntry,
  KeyPath,
  ObjectEntry,
  Outline,
  PathParameterEntry,
} from '../../contract/draft.js';
import { Icon } from '../../ui/icons.js';
import { Chip } from '../../ui/parts/parts.js';
import { addParents, isBroken } from '../draft/draft.js';
import { removeKey, setKey } from '../draft/edits.js';
import { announce } from '../shell/announcer.js';
import { IssueText, issuesOf } from '../source/field.js';
import { t } from '../state/language.js';
import { type Dragged, dragged, startDrag, stopDrag } from './drag.js';

interface MapperProps {
  top: KeyPath;
  entry: EndpointEntry;
  parameter: PathParameterEntry;
  outline: Outline;
  object: ObjectEntry;
}

/** Candidates that are shown at first. */
const SHOWN = 6;

export function Mapper({ top, entry, parameter, outline, object }: MapperProps) {
  const words = t.value.source;
  const id = useId();
  const { name, binding, candidates } = parameter;
  const [isOver, setOver] = useState(false);
  const [all, showAll] = useState(false);
  const path = [...top, 'parameters', name];
  const issues = issuesOf(path);
  const bound: Dragged | undefined = binding.kind === 'mapped' ? binding : undefined;
  const place = candidates.findIndex((candidate) => bound && isSame(candidate, bound));
  const shown = candidates.filter((_, at) => all || at < SHOWN || at === place);
  const bind = ({ from, field, parameter: own }: Dragged) => {
    void setKey(path, {
      from,
      ...(field !== undefined && { field }),
      ...(own !== undefined && { parameter: own }),
    });
    announce(words.mappedTo(name, from));
  };
  const drop = () => {
    const what = dragged.peek();
    setOver(false);
    if (!what || isBroken.peek()) return;
    const isWhole = what.field === undefined && what.parameter === undefined;
    bind((isWhole ? candidates.find(({ from }) => from === what.from) : undefined) ?? what);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped can be chosen by keys as well
    <div
      class={`map${isOver ? ' over' : ''}${dragged.value ? ' may' : ''}`}
      data-parameter={name}
      onDragOver={(event) => {
        if (!dragged.peek()) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        drop();
      }}
    >
      <div class="hd">
        <span class="pill">{`{${name}}`}</span>
        <span class="muted">{words.from}</span>
        <FromList parameter={parameter} outline={outline} object={object} bound={bound} bind={bind} />
        <span class="muted">·</span>
        <FieldList parameter={parameter} bound={bound} bind={bind} />
        <span class="grow" />
        <State parameter={parameter} wrong={issues.length > 0} />
        {binding.kind !== 'none' && !(binding.kind === 'mapped' && binding.implicit) && (
          <button
            type="button"
            class="linklike small"
            onClick={() => void removeKey(top, entry.fields, ['parameters', name])}
          >
            {words.unmap}
          </button>
        )}
      </div>
      {issues.map((issue) => (
        <p key={issue.message} class="bad small issue">
          <IssueText issue={issue} />
        </p>
      ))}
      {candidates.length === 0 && <p class="muted small issue">{words.noCandidates}</p>}
      {isListMissing(parameter, object) && <AddList entry={entry} />}
      <div class="cand" role="radiogroup" aria-label={words.candidates(name)}>
        {shown.map((candidate) => (
          <label
            key={keyOf(candidate)}
            draggable
            onDragStart={(event) => startDrag(event, candidate)}
            onDragEnd={stopDrag}
          >
            <input
              type="radio"
              name={`${id}-candidate`}
              checked={bound !== undefined && isSame(candidate, bound)}
              disabled={isBroken.value}
              onChange={() => bind(candidate)}
            />
            <span>
              <code>{candidate.from}</code> · <code>{fieldName(candidate, parameter)}</code>
            </span>
            <span class="why">
              {words.why[candidate.why]}
              {candidate.nullable && `, ${words.nullable}`}
            </span>
            <span class="n mono">{candidate.type}</span>
          </label>
        ))}
      </div>
      {shown.length < candidates.length && (
        <button type="button" class="linklike small issue" onClick={() => showAll(true)}>
          {words.moreCandidates(candidates.length - shown.length)}
        </button>
      )}
    </div>
  );
}

const isListMissing = ({ binding, candidates }: PathParameterEntry, { operation }: ObjectEntry): boolean =>
  binding.kind === 'none' && operation.state === 'known' && candidates.every(({ why }) => why !== 'lists-it');

/** Where nothing lists the values: the list that does, with the lists that it needs itself. */
function AddList({ entry: { entry } }: { entry: EndpointEntry }) {
  const words = t.value.source;
  const [isAdding, setAdding] = useState(false);
  const add = async () => {
    setAdding(true);
    const added = await addParents(entry);
    setAdding(false);
    if (added) announce(words.added(added.join(', ')));
  };
  return (
    <p class="issue">
      <button
        type="button"
        class="btn"
        aria-disabled={isAdding || isBroken.value}
        onClick={() => !isAdding && !isBroken.peek() && void add()}
      >
        <Icon name="plus" small />
        {words.addList}
      </button>
    </p>
  );
}

const keyOf = ({ from, field, parameter }: Dragged): string => [from, field ?? '', parameter ?? ''].join(' ');
const isSame = (one: Dragged, other: Dragged): boolean => keyOf(one) === keyOf(other);

function fieldName({ field, parameter }: Dragged, { name }: PathParameterEntry): string {
  if (parameter !== undefined) return `{${parameter}}`;
  return field ?? t.value.source.itemsOf(name);
}

interface ListProps {
  parameter: PathParameterEntry;
  bound: Dragged | undefined;
  bind: (what: Dragged) => void;
}

/** Every source object; those that have a candidate come first. */
function FromList({
  parameter,
  outline,
  object,
  bound,
  bind,
}: ListProps & { outline: Outline; object: ObjectEntry }) {
  const words = t.value.source;
  const fitting = [...new Set(parameter.candidates.map(({ from }) => from))];
  const others = outline.objects
    .map(({ name }) => name)
    .filter((name) => !fitting.includes(name) && name !== object.name);
  const choose = (from: string) => bind(parameter.candidates.find((each) => each.from === from) ?? { from });
  return (
    <select
      class="in mono"
      aria-label={words.sourceOf(parameter.name)}
      value={bound?.from ?? ''}
      disabled={isBroken.value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {!bound && <option value="">{words.chooseOne}</option>}
      {bound && ![...fitting, ...others].includes(bound.from) && <option>{bound.from}</option>}
      <optgroup label={words.fitting}>
        {fitting.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </optgroup>
      {others.length > 0 && (
        <optgroup label={words.others}>
          {others.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

function FieldList({ parameter, bound, bind }: ListProps) {
  const words = t.value.source;
  const own = parameter.candidates.filter(({ from }) => from === bound?.from);
  const offered: BindingCandidate[] | Dragged[] = own;
  const choices: Dragged[] = [...offered];
  if (bound && !choices.some((each) => isSame(each, bound))) choices.unshift(bound);
  return (
    <select
      class="in mono"
      aria-label={words.fieldOf(parameter.name)}
      value={bound ? keyOf(bound) : ''}
      disabled={!bound || isBroken.value}
      onChange={({ currentTarget }) => {
        const chosen = choices.find((each) => keyOf(each) === currentTarget.value);
        if (chosen) bind(chosen);
      }}
    >
      {!bound && <option value="">–</option>}
      {choices.map((each) => (
        <option key={keyOf(each)} value={keyOf(each)}>
          {fieldName(each, parameter)}
        </option>
      ))}
    </select>
  );
}

function State({ parameter: { binding }, wrong }: { parameter: PathParameterEntry; wrong: boolean }) {
  const words = t.value.source;
  if (binding.kind === 'none' || wrong)
    return (
      <Chip tone="warn" icon="alert">
        {words.notMapped}
      </Chip>
    );
  if (binding.kind === 'value') return <Chip tone="plain">{words.constant(binding.values.join(', '))}</Chip>;
  return (
    <Chip tone="ok" icon="check">
      {binding.implicit ? words.mappedByName : words.mapped}
    </Chip>
  );
}

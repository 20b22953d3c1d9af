// The tabs of the source, and what becomes of the draft: how much changed, whether it is valid, undo, discard, save.
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icons.js';
import {
  canRedo,
  canUndo,
  check,
  difference,
  discard,
  isBroken,
  isChanged,
  isSettled,
  outline,
  redo,
  source,
  undo,
  whenEdited,
} from '../draft/draft.js';
import { announce } from '../shell/announcer.js';
import { useShortcut } from '../shell/shortcuts.js';
import { f, t } from '../state/language.js';
import { openDialog } from './dialogs.js';
import { changeCount } from './diff-lines.js';
import { openPart, PARTS, type Part, partAddress } from './places.js';

export function Head() {
  const words = t.value.source;
  const part = openPart();
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    // On narrow screens the chosen tab may be beyond the edge.
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [part]);
  useShortcut('undo', () => void step(undo));
  useShortcut('redo', () => void step(redo));
  useShortcut('save', () => void askToSave());
  return (
    <div class="srchead">
      <nav class="tabs links" aria-label={words.parts} ref={tabs}>
        {PARTS.map((name) => (
          <a
            key={name}
            href={partAddress(name)}
            aria-current={part === name || (part === 'examples' && name === 'endpoints') ? 'page' : undefined}
          >
            {words.partNames[name]} <Badge part={name} />
          </a>
        ))}
      </nav>
      <span class="grow" />
      <div class="row save">
        <Status />
        <button
          type="button"
          class="btn quiet icon"
          aria-label={words.undo}
          title={`${words.undo} Ctrl Z`}
          disabled={!canUndo.value}
          onClick={() => void step(undo)}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="btn quiet icon"
          aria-label={words.redo}
          title={`${words.redo} Ctrl Shift Z`}
          disabled={!canRedo.value}
          onClick={() => void step(redo)}
        >
          <Icon name="redo" />
        </button>
        <button
          type="button"
          class="btn"
          aria-label={words.diff}
          disabled={!isChanged.value}
          onClick={() => open('diff')}
        >
          <Icon name="diff" />
          <span class="no-m">{words.diff}</span>
        </button>
        <button
          type="button"
          class="btn quiet"
          aria-label={words.discard}
          disabled={!isChanged.value}
          onClick={() => {
            discard();
            announce(words.discarded);
          }}
        >
          <Icon name="close" small />
          <span class="no-m">{words.discard}</span>
        </button>
        <button
          type="button"
          class="btn primary"
          title="Ctrl S"
          disabled={!isChanged.value && source.value.answer?.exists !== false}
          onClick={() => void askToSave()}
        >
          {words.save}
        </button>
      </div>
    </div>
  );
}

function open(name: 'diff' | 'save'): void {
  openDialog.value = name;
}

/** What is still in a field comes first. */
async function leaveField(): Promise<HTMLElement | undefined> {
  const field = document.activeElement;
  if (!(field instanceof HTMLInputElement)) return undefined;
  field.blur();
  await whenEdited();
  return field;
}

async function step(move: () => void): Promise<void> {
  const field = await leaveField();
  move();
  field?.focus();
}

async function askToSave(): Promise<void> {
  await leaveField();
  if (isChanged.value || source.value.answer?.exists === false) open('save');
}

function Badge({ part }: { part: Part }) {
  const { answer } = check.value;
  const found = outline.value;
  if (part === 'endpoints' && found) return <span class="muted">{f.value.count(found.entries.length)}</span>;
  const of: Partial<Record<Part, RegExp>> = {
    connection: /^(auth|region|baseUrl|tokenUrl|profile|account|connections)\b/,
    destination: /^destination\b/,
    schedule: /^schedule\b/,
  };
  const pattern = of[part];
  const isWrong = answer?.issues.some(({ key }) => key !== undefined && pattern?.test(key));
  return isWrong ? (
    <span class="bad">
      <Icon name="alert" small />
      <span class="vh">{t.value.source.hasProblems}</span>
    </span>
  ) : null;
}

function Status() {
  const words = t.value.source;
  const { answer } = check.value;
  const changes = difference.value && isChanged.value ? changeCount(difference.value) : 0;
  const problems = answer?.issues.length ?? 0;
  const state =
    !answer || !isSettled.value
      ? ''
      : isBroken.value
        ? words.noYaml
        : problems > 0
          ? words.problems(f.value.count(problems))
          : words.valid;
  return (
    <span class="small nw" role="status">
      <span class="muted">{isChanged.value ? words.changes(f.value.count(changes)) : words.noChanges}</span>
      {state && (
        <>
          <span class="muted">, </span>
          <span class={problems > 0 ? 'bad strong' : 'muted'}>{state}</span>
        </>
      )}
    </span>
  );
}

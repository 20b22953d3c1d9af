// The draft of the configuration: its text, every step that led to it, and what the server says of it. It lives as long as
// the page, and nowhere else.
import { computed, signal } from '@preact/signals';
import type { DiffAnswer, DraftCheck, Edit, Outline, SourceText } from '../../contract/draft.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { ask, ServerError } from '../state/server.js';
import { renewal } from './placeholders.js';
import { withSecrets } from './typed-secrets.js';

/** The file as it was read. */
export const source = notAsked<SourceText>();
export const text = signal('');

/** Of which text an answer is. */
type Of<T> = T & { of: string };

const checked = notAsked<Of<DraftCheck>>();
const compared = notAsked<Of<DiffAnswer>>();

export const check = computed((): Asked<DraftCheck> => checked.value);
export const difference = computed(() => compared.value.answer);

/** Of the newest text that is YAML: what the form shows stays while a person types. */
export const outline = signal<Outline | undefined>(undefined);

/** Why the last edit of the form could not be made. */
export const refused = signal<ServerError | undefined>(undefined);

export const isChanged = computed(
  () => source.value.answer !== undefined && text.value !== source.value.answer.text,
);
/** Whether the answers are those of the present text. */
export const isSettled = computed(() => checked.value.answer?.of === text.value);
/** Text that is no YAML at the moment: the form waits. */
export const isBroken = computed(
  () => checked.value.answer !== undefined && checked.value.answer.outline === undefined,
);

const past = signal<readonly string[]>([]);
const future = signal<readonly string[]>([]);
export const canUndo = computed(() => past.value.length > 0);
export const canRedo = computed(() => future.value.length > 0);

/** What a person did last, so that letters of one word are one step. */
let last = { by: '', at: 0 };
const ONE_STEP_MS = 500;
const LOOK_MS = 120;

export async function loadSource(): Promise<void> {
  await put(source, () => ask('GET /api/source', {}));
  const { answer } = source.peek();
  if (!answer) return;
  past.value = [];
  future.value = [];
  text.value = answer.text;
  look(0);
}

/** Another text. Steps `by` the same, one soon after the other, are undone together. */
export function write(next: string, by: string): void {
  if (next === text.peek()) return;
  const at = performance.now();
  const joins = by !== '' && last.by === by && at - last.at < ONE_STEP_MS && past.peek().length > 0;
  if (!joins) past.value = [...past.peek(), text.peek()];
  future.value = [];
  last = { by, at };
  text.value = next;
  look();
}

export function undo(): void {
  move(past, future);
}

export function redo(): void {
  move(future, past);
}

function move(from: typeof past, to: typeof past): void {
  const next = from.peek().at(-1);
  if (next === undefined) return;
  from.value = from.peek().slice(0, -1);
  to.value = [...to.peek(), text.peek()];
  last = { by: '', at: 0 };
  text.value = next;
  look(0);
}

/** Back to the file; undo brings the draft back. */
export function discard(): void {
  write(source.peek().answer?.text ?? '', '');
}

/**
 * Another file under the draft: the draft stays, or the file's text becomes a step of it. A draft that stays has the
 * placeholders of the file.
 */
export function rebase(file: SourceText, { keep }: { keep: boolean }): void {
  const before = source.peek().answer;
  if (before) {
    const renew = renewal(before, file);
    text.value = renew(text.peek());
    past.value = past.peek().map(renew);
    future.value = future.peek().map(renew);
  }
  source.value = { state: 'answer', answer: file };
  if (keep) look(0);
  else write(file.text, '');
}

let queue: Promise<unknown> = Promise.resolve();

/** Edits of the form, one after another, each on the newest text. False: refused, and nothing changed. */
export function edit(edits: Edit[], by = ''): Promise<boolean> {
  const done = queue.then(() => splice(edits, by));
  queue = done;
  return done;
}

/** The lists that an own endpoint lacks, and what is mapped to them. The names of what is new; undefined: refused. */
export async function addParents(entry: number): Promise<readonly string[] | undefined> {
  await queue;
  try {
    const { edits, added } = await ask('POST /api/draft/parents', { text: withSecrets(text.peek()), entry });
    return (await edit(edits)) ? added : undefined;
  } catch (error) {
    refused.value = error instanceof ServerError ? error : new ServerError('internal', String(error));
    return undefined;
  }
}

/** When every edit so far is in the draft. */
export const whenEdited = (): Promise<unknown> => queue;

async function splice(edits: Edit[], by: string): Promise<boolean> {
  try {
    let before: string;
    let after: string;
    do {
      before = text.peek();
      after = (await ask('POST /api/draft/edit', { text: before, edits })).text;
    } while (text.peek() !== before);
    refused.value = undefined;
    write(after, by);
    return true;
  } catch (error) {
    refused.value = error instanceof ServerError ? error : new ServerError('internal', String(error));
    return false;
  }
}

let looking: ReturnType<typeof setTimeout> | undefined;

/** Asks what the server says of the text, a moment after the last change. */
export function look(after = LOOK_MS): void {
  clearTimeout(looking);
  looking = setTimeout(() => {
    const of = text.peek();
    void put(checked, async () => ({
      ...(await ask('POST /api/draft/check', { text: withSecrets(of) })),
      of,
    })).then(() => {
      const { answer } = checked.peek();
      if (answer?.outline) outline.value = answer.outline;
    });
    void put(compared, async () => ({ ...(await ask('POST /api/draft/diff', { text: of })), of }));
  }, after);
}

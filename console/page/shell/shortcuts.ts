// Keys of the page: one table, from which the page that lists them is made.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { stored } from '../state/stored.js';

export const SHORTCUTS = {
  palette: 'Ctrl K',
  search: '/',
  next: 'j',
  previous: 'k',
  open: 'Enter',
  back: 'Escape',
  try: 't',
  send: 'Ctrl Enter',
  add: 'a',
  copy: 'c',
  home: 'g d',
  explore: 'g e',
  plan: 'g p',
  changes: 'g c',
  runs: 'g r',
  ledger: 'g l',
  source: 'g s',
  tables: 'g t',
  spend: 'g m',
  access: 'g a',
  undo: 'Ctrl Z',
  redo: 'Ctrl Shift Z',
  save: 'Ctrl S',
  help: 'g h',
  keys: '?',
} as const;

export type Shortcut = keyof typeof SHORTCUTS;

/** Single letters may be in the way of dictation, so they can be switched off. */
export const letters = signal(stored('shortcuts') !== 'off');

export function switchLetters(on: boolean): void {
  stored('shortcuts', on ? 'on' : 'off');
  letters.value = on;
}

/** The newest part of the page that knows a key has it. */
const handlers = new Map<Shortcut, (() => void)[]>();

export function useShortcut(name: Shortcut, run: () => void): void {
  const newest = useRef(run);
  newest.current = run;
  useEffect(() => {
    const handler = () => newest.current();
    handlers.set(name, [...(handlers.get(name) ?? []), handler]);
    return () => {
      handlers.set(name, handlers.get(name)?.filter((each) => each !== handler) ?? []);
    };
  }, [name]);
}

export function run(name: Shortcut): boolean {
  const handler = handlers.get(name)?.at(-1);
  handler?.();
  return handler !== undefined;
}

const BY_KEY: ReadonlyMap<string, Shortcut> = new Map(
  Object.entries(SHORTCUTS).map(([name, key]) => [key, name as Shortcut]),
);

let begun: { key: string; at: number } | undefined;

export function listenToKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const name = nameOf(event);
    if (name !== undefined && run(name)) event.preventDefault();
  });
}

function nameOf(event: KeyboardEvent): Shortcut | undefined {
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) {
    const pressed = `${shiftKey ? 'Shift ' : ''}${key.length === 1 ? key.toUpperCase() : key}`;
    return BY_KEY.get(`Ctrl ${pressed === 'Y' ? 'Shift Z' : pressed}`);
  }
  if (document.querySelector('dialog[open]')) return undefined;
  // An editor is left by Escape and Tab.
  if (key === 'Escape') return target instanceof HTMLElement && target.isContentEditable ? undefined : 'back';
  if (isField(target) || !letters.value || key.length !== 1) return undefined;
  const both = begun && event.timeStamp - begun.at < 1500 ? `${begun.key} ${key}` : key;
  begun = key === 'g' ? { key, at: event.timeStamp } : undefined;
  return BY_KEY.get(both) ?? BY_KEY.get(key);
}

export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

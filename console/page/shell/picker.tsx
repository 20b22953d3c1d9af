// A field with a list below it, by the pattern of a combobox: for sections, and for the palette.

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { reveal, useRowHeight, useWindow } from '../windowed/window-of-list.js';

export interface Choice {
  /** Stays when the list changes. */
  key: string;
  shown: ComponentChildren;
}

interface PickerProps {
  label: string;
  placeholder: string;
  typed: string;
  type: (text: string) => void;
  choices: readonly Choice[];
  choose: (key: string) => void;
  leave: () => void;
  none: string;
}

export function Picker({ label, placeholder, typed, type, choices, choose, leave, none }: PickerProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [active, setActive] = useState(0);
  const height = useRowHeight();
  const { first, last } = useWindow(list, choices.length, height);
  const place = Math.min(active, choices.length - 1);
  useLayoutEffect(() => field.current?.focus(), []);

  const move = (to: number) => {
    const next = Math.max(0, Math.min(choices.length - 1, to));
    setActive(next);
    reveal(list.current, next, height);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.floor((list.current?.clientHeight ?? 0) / height) - 1;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[event.key];
    if (step !== undefined) move(place + step);
    else if (event.key === 'Enter' && choices[place]) choose(choices[place].key);
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="picker">
      <input
        ref={field}
        class="in"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={choices[place] ? `${id}-${place}` : undefined}
        aria-label={label}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onKeyDown={onKeyDown}
        onInput={({ currentTarget }) => {
          setActive(0);
          if (list.current) list.current.scrollTop = 0;
          type(currentTarget.value);
        }}
      />
      {choices.length === 0 && <p class="nothing muted small">{none}</p>}
      <div class="choices" ref={list} id={id} role="listbox" aria-label={label} hidden={choices.length === 0}>
        <div role="presentation" class="all" style={{ height: `${choices.length * height}px` }}>
          {choices.slice(first, last).map(({ key, shown }, offset) => {
            const at = first + offset;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken by the field
              <div
                key={key}
                id={`${id}-${at}`}
                class="choice"
                role="option"
                tabIndex={-1}
                aria-selected={at === place}
                aria-setsize={choices.length}
                aria-posinset={at + 1}
                style={{ top: `${at * height}px` }}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(key)}
              >
                {shown}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

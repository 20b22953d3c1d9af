// Tabs, by the pattern: arrows move, the chosen one is in the tab order.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface Tab<T extends string> {
  name: T;
  label: string;
}

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly Tab<T>[];
  chosen: T;
  choose: (name: T) => void;
  children: ComponentChildren;
  beside?: ComponentChildren;
}

export function Tabs<T extends string>({ label, tabs, chosen, choose, children, beside }: TabsProps<T>) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    const place = tabs.findIndex(({ name }) => name === chosen);
    const next = tabs[(place + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    choose(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <div class="tabset">
      <div class="row">
        <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
          {tabs.map(({ name, label: text }) => (
            <button
              key={name}
              id={`${id}-${name}`}
              type="button"
              role="tab"
              aria-selected={name === chosen}
              aria-controls={`${id}-pane`}
              tabIndex={name === chosen ? 0 : -1}
              onClick={() => choose(name)}
            >
              {text}
            </button>
          ))}
        </div>
        <span class="grow" />
        {beside}
      </div>
      <div id={`${id}-pane`} role="tabpanel" aria-labelledby={`${id}-${chosen}`} class="pane-of">
        {children}
      </div>
    </div>
  );
}

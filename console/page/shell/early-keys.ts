// Keys that are pressed while the palette is still loading: they become its first letters, and trigger no shortcut.
let typed = '';
let stop = () => {};

/** From now on, until `takeKeys`. Escape ends it, and calls `leave`. */
export function collectKeys(leave: () => void): void {
  stop();
  typed = '';
  const collect = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.key === 'Escape') {
      stop();
      leave();
    } else if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
  };
  window.addEventListener('keydown', collect, { capture: true });
  stop = () => window.removeEventListener('keydown', collect, { capture: true });
}

/** The letters so far. */
export function takeKeys(): string {
  stop();
  return typed;
}

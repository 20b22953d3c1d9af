// What opens over any screen by a key: the palette, and the list of keys.
import { signal } from '@preact/signals';
import { collectKeys, takeKeys } from './early-keys.js';
import { lazy } from './lazy.js';
import { useShortcut } from './shortcuts.js';

const Palette = lazy(async () => (await import('./palette.js')).Palette);
const Keys = lazy(async () => (await import('./help.js')).KeysDialog);

const open = signal<'palette' | 'keys' | undefined>(undefined);

const close = () => {
  takeKeys();
  open.value = undefined;
};

export function Overlays() {
  useShortcut('palette', () => {
    if (open.value === 'palette') return close();
    collectKeys(close);
    open.value = 'palette';
  });
  useShortcut('keys', () => {
    open.value = 'keys';
  });
  if (open.value === 'palette') return <Palette close={close} />;
  if (open.value === 'keys') return <Keys close={close} />;
  return null;
}

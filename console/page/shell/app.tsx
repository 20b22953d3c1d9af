// The whole page: the frame, and the screen that the address names.
import { useEffect } from 'preact/hooks';
import { IconShapes } from '../../ui/icons.js';
import { Explore } from '../explore/explore.js';
import { go, listAddress, openOperation, screen } from '../state/address.js';
import { t } from '../state/language.js';
import { Announcer } from './announcer.js';
import { Bottom, Rail, Topbar } from './frame.js';
import { lazy } from './lazy.js';
import { Overlays } from './overlays.js';
import { useShortcut } from './shortcuts.js';

const Access = lazy(async () => (await import('../access/access.js')).Access);
const Changes = lazy(async () => (await import('../changes/changes.js')).Changes);
const Help = lazy(async () => (await import('./help.js')).Help);

export function App() {
  useShortcut('explore', () => go(listAddress.value));
  useShortcut('changes', () => go('/explore/changes'));
  useShortcut('access', () => go('/access'));
  useShortcut('help', () => go('/help'));
  useTitle();
  return (
    <div class="shell">
      <IconShapes all />
      <a class="skip" href="#main">
        {t.value.skip}
      </a>
      <Rail />
      <Topbar />
      <main id="main" tabIndex={-1}>
        <Screen />
      </main>
      <Bottom />
      <Announcer />
      <Overlays />
    </div>
  );
}

function Screen() {
  switch (screen.value) {
    case 'access':
      return <Access />;
    case 'changes':
      return <Changes />;
    case 'help':
      return <Help />;
    case 'unknown':
      return (
        <div class="page">
          <p>{t.value.unknownPage}</p>
          <p>
            <a href="/explore">{t.value.screens.explore}</a>
          </p>
        </div>
      );
    default:
      return <Explore />;
  }
}

function useTitle(): void {
  const open = openOperation.value;
  const name = screen.value === 'operation' || screen.value === 'unknown' ? 'explore' : screen.value;
  const title = open ? `${open.method} ${open.path}` : t.value.screens[name];
  useEffect(() => {
    document.title = `${title} · source-ovhcloud`;
  }, [title]);
}

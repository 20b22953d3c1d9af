// The whole page: the frame, and the screen that the address names.
import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { IconShapes } from '../../ui/icons.js';
import { Explore } from '../explore/explore.js';
import { go, openOperation, place, screen, screenAddress } from '../state/address.js';
import { t } from '../state/language.js';
import { SCREEN_NAMES, type ScreenName } from '../state/screens.js';
import { Announcer } from './announcer.js';
import { Bottom, More, Rail, Topbar } from './frame.js';
import { lazy } from './lazy.js';
import { Overlays } from './overlays.js';
import { loadSheet, showSheet } from './sheet.js';
import { useShortcut } from './shortcuts.js';

const PARTS: Record<ScreenName, ComponentType> = {
  home: lazy(async () => {
    const [{ Home }] = await Promise.all([import('../home/home.js'), loadSheet('home')]);
    return Home;
  }),
  explore: Explore,
  changes: lazy(async () => (await import('../changes/changes.js')).Changes),
  runs: lazy(async () => {
    const [{ Runs }] = await Promise.all([import('../runs/runs.js'), loadSheet('runs')]);
    return Runs;
  }),
  ledger: lazy(async () => {
    const [{ Ledger }] = await Promise.all([import('../ledger/ledger.js'), loadSheet('runs')]);
    return Ledger;
  }),
  tables: lazy(async () => {
    const [{ Tables }] = await Promise.all([import('../tables/tables.js'), loadSheet('tables')]);
    return Tables;
  }),
  spend: lazy(async () => {
    const [{ Spend }] = await Promise.all([import('../spend/spend.js'), loadSheet('spend')]);
    return Spend;
  }),
  plan: lazy(async () => {
    const [{ Plan }] = await Promise.all([import('../plan/plan.js'), loadSheet('plan')]);
    return Plan;
  }),
  source: lazy(async () => {
    const [{ Source }] = await Promise.all([import('../source/source.js'), loadSheet('source')]);
    return Source;
  }),
  access: lazy(async () => (await import('../access/access.js')).Access),
  help: lazy(async () => (await import('./help.js')).Help),
};

export function App() {
  for (const name of SCREEN_NAMES) useShortcut(name, () => go(screenAddress(name)));
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
      <More />
      <Announcer />
      <Overlays />
    </div>
  );
}

/** Style sheets that screens have of their own. */
const SHEETS: Partial<Record<ScreenName, string>> = {
  home: 'home',
  runs: 'runs',
  ledger: 'runs',
  tables: 'tables',
  spend: 'spend',
  plan: 'plan',
  source: 'source',
};

function Screen() {
  const Part = PARTS[place.value];
  useLayoutEffect(() => showSheet(SHEETS[place.value]), [place.value]);
  if (screen.value !== 'unknown') return <Part />;
  return (
    <div class="page">
      <p>{t.value.unknownPage}</p>
      <p>
        <a href="/explore">{t.value.screens.explore}</a>
      </p>
    </div>
  );
}

function useTitle(): void {
  const open = openOperation.value;
  const title = open ? `${open.method} ${open.path}` : t.value.screens[place.value];
  useEffect(() => {
    document.title = `${title} · source-ovhcloud`;
  }, [title]);
}

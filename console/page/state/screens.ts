// The screens of the page, in the order of the rail: one table, from which rail, palette, keys and addresses are made.
import type { IconName } from '../../ui/icons.js';

interface ScreenEntry {
  path: string;
  icon: IconName;
  /** Whether addresses below the path are the screen's own. */
  below?: true;
}

const TABLE = {
  home: { path: '/', icon: 'home' },
  explore: { path: '/explore', icon: 'search' },
  changes: { path: '/explore/changes', icon: 'diff' },
  source: { path: '/source', icon: 'source', below: true },
  plan: { path: '/plan', icon: 'plan' },
  runs: { path: '/runs', icon: 'runs', below: true },
  ledger: { path: '/ledger', icon: 'ledger' },
  tables: { path: '/tables', icon: 'tables', below: true },
  spend: { path: '/spend', icon: 'euro', below: true },
  access: { path: '/access', icon: 'key' },
  help: { path: '/help', icon: 'help' },
} satisfies Record<string, ScreenEntry>;

export type ScreenName = keyof typeof TABLE;

export const SCREENS: Readonly<Record<ScreenName, ScreenEntry>> = TABLE;

export const SCREEN_NAMES = Object.keys(TABLE) as ScreenName[];

/** What the bar at 390 px has room for; the others are behind its last entry. */
const IN_BAR: readonly string[] = ['home', 'explore', 'source', 'runs', 'tables'];

/** Entries of the bar at 390 px, and those that it has no room for. */
export function barEntries(): { shown: ScreenName[]; more: ScreenName[] } {
  if (SCREEN_NAMES.length <= IN_BAR.length) return { shown: SCREEN_NAMES, more: [] };
  const isShown = (name: ScreenName) => IN_BAR.includes(name);
  return { shown: SCREEN_NAMES.filter(isShown), more: SCREEN_NAMES.filter((name) => !isShown(name)) };
}

/** The screen at a path without what stands below an operation. */
export function screenAt(path: string): ScreenName | undefined {
  return SCREEN_NAMES.find((name) => {
    const { path: own, below } = SCREENS[name];
    return path === own || (below && path.startsWith(`${own}/`));
  });
}

/** What an address has below the path of its screen, by segment: `/runs/R1/bills` has `R1` and `bills`. */
export function segmentsBelow(path: string, name: ScreenName): string[] {
  const own = SCREENS[name].path;
  if (!path.startsWith(`${own}/`)) return [];
  return path
    .slice(own.length + 1)
    .split('/')
    .filter(String)
    .map(decoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

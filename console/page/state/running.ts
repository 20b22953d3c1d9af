// Whether a load runs in this console, for the bar above every screen: asked at the beginning, and again while one does.
import { signal } from '@preact/signals';
import type { LoadView } from '../../contract/run.js';
import { ask } from './server.js';

export const runningLoad = signal<LoadView | undefined>(undefined);

const EVERY_MS = 2_000;

let timer: ReturnType<typeof setTimeout> | undefined;
/** Tells the other tabs of this browser that a load was started. */
const others =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('source-ovhcloud loads');

export function watchLoads(): void {
  if (others) others.onmessage = () => void look();
  document.addEventListener('visibilitychange', () => void look());
  void look();
}

export function loadStarted(): void {
  others?.postMessage('started');
  void look();
}

async function look(): Promise<void> {
  clearTimeout(timer);
  if (document.visibilityState === 'hidden') return;
  try {
    const { loads } = await ask('GET /api/run/now', {});
    [runningLoad.value] = loads;
  } catch {
    // The screen that is shown says what is wrong.
    runningLoad.value = undefined;
  }
  clearTimeout(timer);
  if (runningLoad.value) timer = setTimeout(() => void look(), EVERY_MS);
}

// The Chromium of a test file. It ends with the file and its pages with each test, whatever became of them.
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startBrowser } from './chromium.mjs';

export interface BrowserUse {
  /** More arguments of Chromium. */
  args?: readonly string[];
  /** False: none is started. */
  isWanted?: boolean;
}

/** How long a browser may take to start: installed where there is none, on a machine that does other things as well. */
export const START_TIMEOUT = 300_000;

/** Call it where tests are declared; what it returns gives the browser to them and to hooks that are declared later. */
export function useBrowser({ args, isWanted = true }: BrowserUse = {}): () => Browser {
  let starting: Promise<Browser> | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (isWanted) starting = startBrowser(args);
    browser = await starting;
  }, START_TIMEOUT);
  afterEach(async () => {
    for (const page of browser?.contexts().flatMap((context) => context.pages()) ?? []) await page.close();
  });
  // A start that took too long failed the tests, and may still succeed.
  afterAll(async () => (await starting?.catch(() => undefined))?.close(), START_TIMEOUT);
  return () => {
    if (!browser) throw new Error('there is no browser: not wanted, or not started yet');
    return browser;
  };
}

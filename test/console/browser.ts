// The console in a real Chromium: a page with a session, and what the browser complained of.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { START_TIMEOUT, useBrowser } from '../browser/use-browser.js';
import { type ConsolePlace, consolePlace, type PlaceOptions } from './place.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface ConsoleInBrowser {
  readonly place: ConsolePlace;
  browser(): Browser;
  /** A page of its own, with a session that pages of the same options share, at an address of the console. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** What no page may do: requests to elsewhere, violations of the policy, errors. Empty at the end of every test file. */
  readonly complaints: string[];
  close(): Promise<void>;
}

const OPTIONS: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };
/** A machine that does other things as well takes its time. */
const PATIENCE_MS = 60_000;

/**
 * The console that the tests of a file share. Call it where tests are declared: it opens before them, pages are closed after
 * each, and it ends after the last, whatever became of them.
 */
export function useConsole(options: PlaceOptions = {}, { isWanted = true } = {}): ConsoleInBrowser {
  const browser = useBrowser({ isWanted });
  let opened: ConsoleInBrowser | undefined;
  beforeAll(async () => {
    if (isWanted) opened = await consoleIn(browser(), options);
  }, START_TIMEOUT);
  afterAll(() => opened?.close());
  const shown = (): ConsoleInBrowser => {
    if (!opened) throw new Error('there is no console: not wanted, or not started yet');
    return opened;
  };
  return {
    get place() {
      return shown().place;
    },
    get complaints() {
      return shown().complaints;
    },
    browser,
    open: (path, own) => shown().open(path, own),
    close: () => shown().close(),
  };
}

/** A console that has its own account, in a browser that is there. Close it. */
export async function consoleIn(browser: Browser, options: PlaceOptions = {}): Promise<ConsoleInBrowser> {
  const place = await consolePlace({ ...options, builtPage: true });
  const complaints: string[] = [];
  const contexts = new Map<string, BrowserContext>();
  return {
    place,
    complaints,
    browser: () => browser,
    open: async (path, own = {}) => {
      const key = JSON.stringify(own);
      const context = contexts.get(key) ?? (await browser.newContext({ ...OPTIONS, ...own }));
      if (!contexts.has(key)) {
        contexts.set(key, context);
        context.setDefaultTimeout(PATIENCE_MS);
        const first = await context.newPage();
        await first.goto(place.listening.newAddress());
        await first.close();
      }
      const page = await context.newPage();
      findOnlyWhatIsSeen(page);
      watch(page, place.origin, complaints);
      await page.goto(`${place.origin}${path}`);
      return page;
    },
    close: async () => {
      try {
        for (const context of contexts.values()) await context.close();
      } finally {
        await place.close();
      }
    },
  };
}

/** What is announced to people who hear the page stands in it once more, for as long as nothing else is announced. */
function findOnlyWhatIsSeen(page: Page): void {
  const all = page.getByText.bind(page);
  page.getByText = (text, options) => all(text, options).and(page.locator(':not(.vh[role=status])'));
}

/** A refusal of the server is part of a test; the browser writes it to its console as well. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;

function watch(page: Page, origin: string, complaints: string[]): void {
  page.on('console', (message) => {
    const text = message.text();
    if (!REFUSAL.test(text)) complaints.push(`${message.type()}: ${text}`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) complaints.push(`request to ${url}`);
  });
}

/** What axe finds, of any weight. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
  });
}

interface AxeResults {
  violations: { id: string; nodes: { html: string }[] }[];
}

/** Whether the page itself, or all of a screen, scrolls sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, .x, .lst, .doc, .xop, .page')].some(
      (part) =>
        part.scrollWidth > part.clientWidth &&
        (part.matches('html') || /auto|scroll/.test(getComputedStyle(part).overflowX)),
    ),
  );

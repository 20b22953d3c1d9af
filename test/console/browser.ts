// The console in a real Chromium: a page with a session, and what the browser complained of.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startBrowser } from '../browser/chromium.mjs';
import { type ConsolePlace, consolePlace, type PlaceOptions } from './place.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface ConsoleInBrowser {
  place: ConsolePlace;
  browser: Browser;
  /** A page of its own context, with a session of its own, at an address of the console. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** What no page may do: requests to elsewhere, violations of the policy, errors. Empty at the end of every test file. */
  complaints: string[];
  close(): Promise<void>;
}

const OPTIONS: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };

export async function consoleInBrowser(options: PlaceOptions = {}): Promise<ConsoleInBrowser> {
  const place = await consolePlace({ ...options, builtPage: true });
  const browser = await startBrowser();
  const complaints: string[] = [];
  const contexts = new Map<string, BrowserContext>();
  return {
    place,
    browser,
    complaints,
    open: async (path, own = {}) => {
      const key = JSON.stringify(own);
      const context = contexts.get(key) ?? (await browser.newContext({ ...OPTIONS, ...own }));
      if (!contexts.has(key)) {
        contexts.set(key, context);
        const first = await context.newPage();
        await first.goto(place.listening.newAddress());
        await first.close();
      }
      const page = await context.newPage();
      watch(page, place.origin, complaints);
      await page.goto(`${place.origin}${path}`);
      return page;
    },
    close: async () => {
      await browser.close();
      await place.close();
    },
  };
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

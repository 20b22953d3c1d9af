// Pictures of the report for the docs: `npm run pictures` makes them anew, from the synthetic account at its fixed time.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { renderReport } from '../../reports/page/render-report.js';
import type { PageOptions } from '../../reports/report/page-options.js';
import { useBrowser } from '../browser/use-browser.js';
import { reportData } from './fixture.js';

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures');

interface Picture extends PageOptions {
  width: number;
  height: number;
  /** What stands at the top. */
  from?: string;
  media?: 'print';
}

const PICTURES: Record<string, Picture> = {
  'report-proof': { width: 1280, height: 1010, theme: 'light' },
  'report-spend': { width: 1280, height: 1010, theme: 'dark', from: '#spend' },
  'report-outlook': { width: 1280, height: 1010, theme: 'light', from: '#outlook' },
  'report-phone': { width: 390, height: 1010, theme: 'light' },
  'report-phone-fr': { width: 390, height: 1010, theme: 'dark', language: 'fr', from: '#spend' },
};

const isWriting = process.env.WRITE_PICTURES === '1';
const writing = isWriting ? test : test.skip;
const browser = useBrowser({ isWanted: isWriting });

writing('pictures are made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-pictures-'));
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, { width, height, from, theme, language }] of Object.entries(PICTURES)) {
    const file = join(folder, `${name}.html`);
    writeFileSync(file, renderReport(reportData(), { theme, language }));
    const page = await browser().newPage({ viewport: { width, height } });
    await page.goto(pathToFileURL(file).href);
    const y =
      from === undefined
        ? 0
        : await page.evaluate(
            (id) => (document.querySelector(id)?.getBoundingClientRect().top ?? 0) + scrollY,
            from,
          );
    await page.screenshot({
      path: join(FOLDER, `${name}.png`),
      fullPage: true,
      clip: { x: 0, y, width, height },
    });
    await page.close();
  }
  rmSync(folder, { recursive: true });
});

test.each(Object.entries(PICTURES))('%s is there, in its size', (name, { width, height }) => {
  const png = readFileSync(join(FOLDER, `${name}.png`));
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height]);
});

// Home: what its addresses say after a load, and in a browser what a person sees and starts there.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import { isLong, longTest } from '../extent.js';
import { findings, useConsole } from './browser.js';
import { type ConsolePlace, consolePlace, type PlaceOptions } from './place.js';

const OPTIONS: PlaceOptions = {
  sandbox: { bills: 40, edges: true, seed: 'demo' },
  config: 'schedule: { cron: "0 6 * * *", timeZone: Europe/Paris }\n',
  endpoints: '  - preset: bills\n  - preset: debts\n',
};

const load = ({ file, folder }: ConsolePlace) =>
  loadSource(openSource(file, { env: {}, home: folder, cwd: folder }));

describe('its addresses', () => {
  let place: ConsolePlace;

  beforeAll(async () => {
    place = await consolePlace(OPTIONS);
  });

  afterAll(async () => {
    expect(place.faults).toEqual([]);
    await place.close();
  });

  test('before a load: the next run, and why there is no report', async () => {
    const { answer } = await place.ask('GET /api/home');
    const [pipeline, ...others] = answer.pipelines;
    expect(others).toEqual([]);
    expect(pipeline?.next).toMatch(/T0[45]:00:00\.000Z$/);
    const report = await place.ask('GET /api/home/report');
    expect(report.answer.none?.code).toBe('destination-empty');
  });

  test('after a load: health, proof and sums are those of the report, to the last digit', async () => {
    const loaded = await load(place);
    const { answer } = await place.ask('GET /api/home/report');
    const [account] = answer.accounts;
    const missing = loaded.sources.reduce(
      (sum, { ledger }) => sum + ledger.refused + ledger.rejected + ledger.failed,
      0,
    );
    expect(missing).toBeGreaterThan(0);
    expect(account?.run).toMatchObject({ outcome: 'incomplete', missing });
    expect(account?.run?.rows).toBe(loaded.sources.reduce((sum, { rows }) => sum + rows, 0));
    const [money] = answer.currencies;
    expect(money?.spend?.months.at(-1)).toBe(answer.month);
    for (const amount of money?.spend?.total ?? []) expect(amount).toMatch(/^-?\d+(\.\d+)?$/);
    const wrong = await place.ask('GET /api/home/report', { month: 'now' });
    expect(wrong.status).toBe(400);
  });
});

describe('in a browser', () => {
  const shown = useConsole(OPTIONS, { isWanted: isLong });

  longTest(
    'connect, choose, load before the first load; then what is not loaded, and a retry of it',
    async () => {
      const page = await shown.open('/');
      await page.getByRole('heading', { name: 'Nothing is loaded yet' }).waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByRole('link', { name: 'Load now' }).press('Enter');
      await page.getByRole('button', { name: /^Start · (at least )?\d/ }).press('Enter');
      await page.waitForURL(/\/runs\/(?!new)/);
      await page.waitForFunction(
        async () => (await (await fetch('/api/run/now')).json()).loads.length === 0,
        undefined,
        { polling: 200 },
      );
      await page.goto(`${shown.place.origin}/`);
      await page.getByRole('heading', { name: /objects? (is|are) not loaded$/ }).waitFor();
      await page
        .getByText('sum of the', { exact: false })
        .or(page.getByText('loaded document'))
        .first()
        .waitFor();
      expect(await findings(page)).toEqual([]);
      await page.getByRole('link', { name: /^Retry these/ }).press('Enter');
      await page.waitForURL('**/runs/new?kind=retry&run=last');
      await page
        .getByText(/\d+ objects/)
        .first()
        .waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('e');
      await page
        .getByText(/operations$/)
        .first()
        .waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('d');
      await page.getByRole('heading', { name: 'What needs you' }).waitFor();
      expect(shown.complaints).toEqual([]);
    },
  );
});

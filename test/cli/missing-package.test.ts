// A budget in Redis without its package: refused once and before the first call, however many connections there are.
import { expect, test } from '@jest/globals';
import { keyVariables, placeWith } from './command.js';

const SAID =
  /source\.yaml:\d+(:\d+)?: budget\.shared: an address of Redis needs a package more\. Run `npm install redis`/g;

test('load, check and serve end with exit code 2 and one message; what needs no call runs', async () => {
  const place = await placeWith({ edges: false });
  try {
    for (const name of ['ACME', 'GLOBEX']) Object.assign(place.env, keyVariables(place.sandbox, name));
    place.env.GLOBEX_OVH_CONSUMER_KEY = 'another';
    const source = (accounts: string) =>
      place.file(
        'source.yaml',
        `${accounts}
budget: { shared: "redis://u:hidden-one@127.0.0.1:1" }
schedule: { cron: "0 6 1 1 *", timeZone: UTC }
endpoints: [{ preset: bills }]
`,
      );
    const common = `region: eu, baseUrl: "${place.sandbox.url}"`;
    const several = `connections: [{ name: acme, ${common} }, { name: globex, ${common} }]`;
    for (const accounts of [several, `region: eu\nbaseUrl: "${place.sandbox.url}"`]) {
      source(accounts);
      for (const command of ['load', 'check', 'serve']) {
        const { code, all } = await place.run(command);
        expect([command, code, all.match(SAID)?.length]).toEqual([command, 2, 1]);
        expect(all).not.toMatch(/hidden-one|FAILED/);
      }
      expect((await place.run('plan')).code).toBe(0);
    }
    expect((await place.stats()).total).toBe(0);
  } finally {
    await place.close();
  }
});

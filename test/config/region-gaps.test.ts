// What a region does not have: refused where it is certain, told where it is not.
import { describe, expect, test } from '@jest/globals';
import { openWithoutKeys } from '../../connector/app/open.js';
import { presetYaml } from '../../connector/cli/actions/examples.js';
import { configText } from '../../connector/cli/actions/init.js';
import { locatedDefinitions, readEntries } from '../../connector/config/definition-list.js';
import { Issues } from '../../connector/config/file/issues.js';
import { Positions } from '../../connector/config/file/positions.js';
import { OvhConf } from '../../connector/config/keys/ovh-conf.js';
import { refuseMissing } from '../../connector/config/region-gaps.js';
import { findRegion, type Region } from '../../connector/model/region.js';
import { gapNotes, gapsOf } from '../../connector/model/region-gaps.js';
import { PRESETS } from '../../endpoints/presets.js';
import { REGIONS } from '../../endpoints/regions.js';
import { issuesOf, machine, PRESETS as OWN } from './fixtures.js';

const US: Region = {
  name: 'us',
  aliases: [],
  origin: 'https://us.example',
  v2: true,
  createTokenUrl: 'https://us.example/createToken/',
  lacks: [{ what: 'lines of bills', routes: ['/me/bill/{}/details'], verified: true, by: 'OVHcloud' }],
};

function refused(entries: object[], lacks = US.lacks): string[] {
  return issuesOf(() => {
    const issues = new Issues(new Positions('configuration object'));
    const values = { endpoints: entries };
    const environment = machine();
    const read = readEntries(entries, {
      ...{ values, written: values, presets: OWN, environment, conf: new OvhConf(environment, issues) },
      ...{
        nowMs: 0,
        keysRequired: false,
        profile: undefined,
        connections: [],
        connectionsAreKnown: true,
        unsetVariable: () => undefined,
        issues,
      },
    });
    refuseMissing(locatedDefinitions(read), { ...US, lacks }, issues);
    issues.throwIfAny();
    throw new Error('accepted');
  });
}

describe('routes that a region lacks for certain', () => {
  const bills = { preset: 'bills' };
  const all = [{ what: 'bills', routes: ['/me/bill'], verified: true, by: 'OVHcloud' }];

  test('a preset that needs them is refused, in words', () => {
    expect(refused([bills], all)).toEqual([
      'configuration object: endpoints[0]: the us region has no bills: leave out preset bills',
    ]);
    expect(refused([{ name: 'x', path: '/me' }, bills])).toEqual([
      'configuration object: endpoints[1]: the us region has no lines of bills: leave out preset bills, or name others of it with `only`',
    ]);
  });

  test.each([
    ['the rest of the preset', [{ preset: 'bills', only: ['bills'] }], US.lacks],
    [
      'a definition of your own',
      [{ name: 'x', path: '/me/bill/{id}/details', parameters: { id: 'a' } }],
      US.lacks,
    ],
    ['what is not verified', [bills], all.map((gap) => ({ ...gap, verified: false }))],
  ])('%s is not', (_, entries, lacks) => {
    expect(() => refused(entries, lacks)).toThrow('accepted');
  });
});

test('a route is met by a template, with its branch, and by nothing that only begins like it', () => {
  const met = (path: string) => gapsOf(US, [{ name: 'x', path }]).length;
  expect(
    ['/me/bill/{billId}/details', '/v1/me/bill/{b}/details/{d}', '/1.0/me/bill/{b}/details'].map(met),
  ).toEqual([1, 1, 1]);
  expect(['/me/bill/{billId}', '/me/bill/{b}/detailsOf', '/v2/me/bill/{b}/details'].map(met)).toEqual([
    0, 0, 0,
  ]);
});

describe('the regions as they are', () => {
  const prepaid = /the us region has no prepaid accounts, by a public client .* June 2024 \(not verified\)/i;
  const preset = (name: string) => PRESETS.filter((each) => each.name === name);

  test('every gap is one of a preset', () => {
    for (const region of REGIONS) {
      const endpoints = PRESETS.flatMap((each) => each.endpoints);
      expect(gapsOf(region, endpoints).map(({ gap }) => gap)).toEqual(region.lacks ?? []);
    }
  });

  test('what is not verified is a warning of the plan, in its region only', () => {
    const warningsIn = (region: string) =>
      openWithoutKeys(
        { region, endpoints: [{ preset: 'prepaid_accounts' }, { preset: 'bills' }] },
        { env: {}, home: '/nowhere', cwd: '/nowhere' },
      ).plan.warnings;
    expect(warningsIn('eu')).toEqual([]);
    const warnings = warningsIn('us');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.code).toBe('region-gap');
    expect(warnings[0]?.message).toMatch(prepaid);
    expect(warnings[0]?.message).toMatch(/needed by ovh_account_ids, ovh_accounts, /);
  });

  test('it is a note of the preset, also in a new configuration of the region', () => {
    const [accounts] = preset('prepaid_accounts');
    if (!accounts) throw new Error('no preset');
    expect(presetYaml(accounts)).toMatch(prepaid);
    expect(configText('us', [accounts], 'x.json')).toMatch(prepaid);
    expect(configText('eu', [accounts], 'x.json')).not.toMatch(/has no/);
    const us = REGIONS.filter((region) => region === findRegion(REGIONS, 'us'));
    expect(gapNotes(us, preset('deposits')[0]?.endpoints ?? [])).toEqual([
      'The us region has no lines of deposits, by a public client made from its documents in June 2024 (not verified): deposit_detail_ids, deposit_details.',
    ]);
  });
});

// The fields of a form: each key of the schema has one, with its help, choices and default.
import { describe, expect, test } from '@jest/globals';
import { configReference } from '../../connector/config/config-reference.js';
import { type FormField, formFields } from '../../connector/config/form/fields.js';
import { DESTINATIONS } from '../../connector/destinations/registry.js';
import { INVALIDATES } from '../../connector/model/definition.js';

const fields = formFields();
const keysOf = (found: readonly FormField[]) => found.map(({ key }) => key);

describe('fields of a form', () => {
  test('are those of a definition, in its groups', () => {
    const groups = new Map(fields.definition.map(({ group, fields: each }) => [group, each]));
    expect([...groups.keys()]).toEqual(['', 'table', 'read', 'sync', 'write', 'accept']);
    for (const [group, options] of Object.entries(INVALIDATES))
      expect(keysOf(groups.get(group) ?? [])).toEqual(expect.arrayContaining(Object.keys(options)));
    expect(keysOf(groups.get('') ?? [])).toEqual(
      'name method path parameters query headers body connections'.split(' '),
    );
    expect(groups.get('read')?.find(({ key }) => key === 'strategy')).toMatchObject({
      kind: 'choice',
      choices: ['auto', 'single', 'expanded', 'batch'],
    });
    expect(groups.get('')?.find(({ key }) => key === 'method')).toMatchObject({
      default: 'GET',
      required: false,
    });
    expect(groups.get('read')?.find(({ key }) => key === 'timeout')).toMatchObject({
      kind: 'number',
      range: { least: 1 },
    });
  });

  test('are those of every destination, schedule and connection; secrets are secret', () => {
    expect(fields.destinations.map(({ type }) => type)).toEqual([...DESTINATIONS.keys()]);
    for (const { type, fields: found } of fields.destinations) {
      const options = DESTINATIONS.get(type)?.options ?? [];
      expect(keysOf(found)).toEqual(options.map(({ name }) => name));
      for (const { name, is } of options)
        expect(found.find(({ key }) => key === name)?.kind === 'secret').toBe(is === 'secret');
    }
    expect(keysOf(fields.schedule)).toEqual(
      expect.arrayContaining(['cron', 'timeZone', 'jitter', 'overlap']),
    );
    const auth = fields.connection.find(({ group }) => group === 'auth')?.fields ?? [];
    expect(auth.filter(({ kind }) => kind !== 'secret').map(({ key }) => key)).toEqual(['clientId']);
    expect(fields.regions).toContain('eu');
  });

  test('have the words of the reference page', () => {
    const reference = configReference();
    const all = [...fields.definition, ...fields.presetUse].flatMap((group) => group.fields);
    const wordless = all.filter(
      ({ help }) => help !== '' && !reference.includes(help.replaceAll('|', '\\|')),
    );
    expect(wordless.map(({ key }) => key)).toEqual([]);
    const places = ['parameters', 'query', 'headers', 'body'];
    expect(all.filter(({ help, key }) => help === '' && !places.includes(key)).map(({ key }) => key)).toEqual(
      [],
    );
  });
});

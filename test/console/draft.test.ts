// The Source form: the file without its secrets, and a draft that is checked, edited and saved.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ConsolePlace, configOf, consolePlace } from './place.js';

let place: ConsolePlace;

beforeAll(async () => {
  place = await consolePlace({ sandbox: { bills: 12 } });
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

function expectNoKeys(text: string): void {
  for (const key of Object.values(place.sandbox.keys)) expect(text).not.toContain(key);
}

describe('the file', () => {
  test('is shown as it is, but for its secrets', async () => {
    const { status, answer, text } = await place.ask('GET /api/source');
    expect(status).toBe(200);
    expect(answer).toMatchObject({ file: place.file, exists: true });
    expect(answer.notSavable).toBeUndefined();
    expect(answer.hidden.map(({ key }) => key)).toEqual([
      'auth.applicationKey',
      'auth.applicationSecret',
      'auth.consumerKey',
    ]);
    const withPlaceholders = answer.hidden.reduce(
      (shown, { placeholder }, at) => shown.replace(Object.values(place.sandbox.keys)[at] ?? '', placeholder),
      configOf(place),
    );
    expect(answer.text).toBe(withPlaceholders);
    expectNoKeys(text);
    expect((await place.ask('GET /api/source')).answer).toEqual(answer);
  });
});

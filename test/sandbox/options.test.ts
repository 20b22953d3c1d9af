/** The options: declared, read and refused; and the command that runs with them. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { OptionError, runSandbox, sandboxOptions, startSandbox } from '../../sandbox/main.js';
import { readOptions } from '../../sandbox/options/option-values.js';

describe('options', () => {
  test('every default is a value that the option accepts', () => {
    for (const spec of sandboxOptions)
      expect(readOptions({ [spec.name]: spec.default })[spec.name]).toEqual(spec.default);
    expect(new Set(sandboxOptions.map(({ name }) => name)).size).toBe(sandboxOptions.length);
  });

  test('texts of a command line become values', () => {
    const given = { bills: '5', faultRate: '0.5', edges: 'false', faults: '500,reset', seed: 7 };
    expect(readOptions(given)).toMatchObject({
      bills: 5,
      faultRate: 0.5,
      edges: false,
      faults: ['500', 'reset'],
      seed: '7',
    });
  });

  test.each([
    [{ bills: -1 }, 'option bills is at least 0'],
    [{ bills: 1.5 }, 'option bills is a whole number'],
    [{ bills: '' }, 'option bills is a whole number'],
    [{ faultRate: 1.1 }, 'option faultRate is at most 1'],
    [{ faults: ['flood'] }, 'option faults: flood is not one of 429, 500'],
    [{ edges: 'maybe' }, 'option edges is true or false'],
    [{ colour: 'red' }, 'unknown option colour'],
    [{ host: '0.0.0.0' }, 'option host: 0.0.0.0 is not one of 127.0.0.1, ::1, localhost'],
    [{ rules: ['everything'] }, 'option rules: everything is not a method and a path'],
  ])('%j is refused', async (given, message) => {
    const starting = startSandbox(given as object);
    await expect(starting).rejects.toThrow(OptionError);
    await expect(starting).rejects.toThrow(message);
  });

  test('a port in use is an error, not a crash', async () => {
    const first = await startSandbox();
    await expect(startSandbox({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
  });
});

describe('the command', () => {
  const { write } = process.stdout;

  afterEach(() => {
    process.stdout.write = write;
  });

  async function runUntilSignal(
    options: Record<string, unknown>,
    signal: 'SIGTERM' | 'SIGINT',
  ): Promise<string> {
    let printed = '';
    process.stdout.write = (text: unknown) => {
      printed += String(text);
      return true;
    };
    const running = runSandbox(options);
    while (printed === '') await new Promise((resolve) => setTimeout(resolve, 5));
    process.emit(signal);
    await running;
    return printed;
  }

  test('prints one JSON line and ends on SIGTERM', async () => {
    const printed = await runUntilSignal({ json: true, seed: 's' }, 'SIGTERM');
    expect(printed.split('\n')).toHaveLength(2);
    const told = JSON.parse(printed) as { url: string };
    expect(Object.keys(told).toSorted()).toEqual([
      'applicationKey',
      'applicationSecret',
      'bearerToken',
      'clientId',
      'clientSecret',
      'consumerKey',
      'port',
      'url',
    ]);
    await expect(fetch(told.url)).rejects.toThrow();
  });

  test('prints lines for people and ends on SIGINT', async () => {
    const printed = await runUntilSignal({}, 'SIGINT');
    expect(printed).toMatch(/export OVH_APPLICATION_KEY=[0-9a-f]{16}\n/);
    expect(printed).toMatch(/http:\/\/127\.0\.0\.1:\d+\/1\.0\/me\/bill/);
  });
});

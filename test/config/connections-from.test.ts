// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// Connections that a program prints, and those that are sections of an ovh.conf.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { CommandCall, CommandOutput } from '../../connector/config/connections/command-output.js';
import {
  CommandFailed,
  commandOutput,
  commandsOnce,
  outputOf,
} from '../../connector/config/connections/command-output.js';
import { HiddenSecrets } from '../../connector/config/file/hidden-secrets.js';
import { readConfigs, readConfigsWithoutKeys } from '../../connector/config/read-configs.js';
import type { Credentials } from '../../connector/model/region.js';
import { EMBEDDED, ENTRY, issuesOf, machine, PRESETS } from './fixtures.js';

const DEFAULTS =
  'connectionDefaults: { region: eu, auth: { applicationKey: app, applicationSecret: "${APP_SECRET}" } }\n';
const ENV = { APP_SECRET: 'hidden', ACME_KEY: 'acme-key' };

function read(
  from: string,
  {
    files = {},
    output,
    keys = true,
  }: { files?: Record<string, string>; output?: CommandOutput; keys?: boolean } = {},
) {
  const all = { '/project/source.yaml': `connectionsFrom: ${from}\n${DEFAULTS}${ENTRY}`, ...files };
  const environment = { ...machine(all, ENV), commandOutput: output };
  const options = { presets: PRESETS };
  return keys
    ? readConfigs('source.yaml', environment, options)
    : readConfigsWithoutKeys('source.yaml', environment, options);
}

const consumerOf = (credentials: Credentials | undefined) =>
  credentials?.kind === 'keys' ? credentials.consumerKey?.reveal() : undefined;

describe('a program', () => {
  test('what it prints is read as a CSV file is: variables, labels, defaults', () => {
    const calls: CommandCall[] = [];
    const output: CommandOutput = (call) => {
      calls.push(call);
      return 'name,consumerKey,customer\nacme,${ACME_KEY},"Acme, Ltd"\nglobex,k-2,${X}\n';
    };
    const found = read('{ command: [./list, --all, "a b; c"], timeout: 5 }', { output });
    expect(found.map(({ connection, labels }) => [connection, labels])).toEqual([
      ['acme', { customer: 'Acme, Ltd' }],
      ['globex', { customer: '${X}' }],
    ]);
    expect(found.map(({ credentials }) => consumerOf(credentials))).toEqual(['acme-key', 'k-2']);
    expect(found[1]?.keys.at(-1)).toEqual({ name: 'consumerKey', from: 'output of ./list' });
    expect(calls).toEqual([
      { command: ['/project/list', '--all', 'a b; c'], cwd: '/project', env: ENV, timeout: 5 },
    ]);
  });

  test('a row that is wrong is named with its number', () => {
    const output = () => 'name,consumerKey,region\nacme,k,mars\n';
    expect(issuesOf(() => read('{ command: [list] }', { output })).join()).toMatch(
      /^output of list:2:1: connections\[0\]\.region: .*mars/,
    );
    expect(issuesOf(() => read('{ command: [list] }', { output: () => 'acme,k\n' })).join()).toMatch(
      /output of list:1:1: the first row names the columns/,
    );
    for (const nothing of ['', '\n', ' \r\n'])
      expect(issuesOf(() => read('{ command: [list] }', { output: () => nothing }))).toEqual([
        'source.yaml:1:20: connectionsFrom.command: list: ended with 0, but printed nothing on standard output: a CSV is expected there',
      ]);
  });

  test.each<[string, RegExp]>([
    ['{ command: list }', /connectionsFrom\.command: .*allowed: a list of texts/],
    ['{ command: [] }', /connectionsFrom\.command: .*at least one entry/],
    ['{ command: [list, 1] }', /connectionsFrom\.command\[1\]/],
    ['{ comand: [list] }', /connectionsFrom\.comand: unknown key \(did you mean "command"/],
    ['{ command: [list], timeout: 0 }', /connectionsFrom\.timeout: .*1 to 3600/],
    ['{ command: [list], sections: "a*" }', /connectionsFrom.*sections/],
    ['{ command: [list, "${ACME_KEY}"] }', /command\[1\]: holds "\$\{", and variables are not replaced here/],
    ['{ command: [list, --token, canary-1] }', /command\[2\]: holds what looks like a key \(not shown\)/],
    ['{ command: [list, --secret-key=canary-1] }', /command\[1\]: holds what looks like a key \(not shown\)/],
    [
      '{ command: [list, "https://me:canary-1@vault"] }',
      /command\[1\]: holds what looks like a key \(not shown\)/,
    ],
    [
      '{ command: [list, --header=x-0123456789abcdef0123456789abcdef] }',
      /command\[1\]: holds what looks like a key/,
    ],
    [
      '{ command: [list, 0123456789abcdef0123456789abcdef] }',
      /command\[1\]: holds what looks like a key \(not shown\)/,
    ],
    ['{ ovhConf: a.conf }', /connectionsFrom\.sections: .*missing/],
    ['[accounts.csv]', /connectionsFrom: .*allowed: the name of a CSV file, a group with "command"/],
  ])('%s is refused, and nothing is run', (from, words) => {
    const output = () => {
      throw new Error('it was run');
    };
    const issues = issuesOf(() => read(from, { output, keys: false })).join('\n');
    expect(issues).toMatch(words);
    expect(issues).not.toContain('canary-1');
  });

  test('a failure is an issue of its own, with the reason', () => {
    const output = () => {
      throw new CommandFailed('ended with exit code 3, and said: no vault');
    };
    expect(issuesOf(() => read('{ command: [list] }', { output }))).toEqual([
      'source.yaml:1:20: connectionsFrom.command: list: ended with exit code 3, and said: no vault',
    ]);
  });
});

test('an argument that is refused as a key is hidden where the text is shown', () => {
  const text = 'connectionsFrom: { command: [list, --token, canary-1, --all, "--api-key=canary-2"] }\n';
  const hidden = new HiddenSecrets(text, new Uint8Array(32));
  expect(hidden.shown).not.toContain('canary');
  expect(hidden.shown).toMatch(
    /^connectionsFrom: \{ command: \[list, --token, <hidden-\w+>, --all, "<hidden-\w+>"\] \}\n$/,
  );
  expect(hidden.restore(hidden.shown).text).toBe(text);
});

describe('running it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'listed-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function script(text: string): string {
    const file = join(folder, `list-${Math.random().toString(36).slice(2)}`);
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  const env = { PATH: process.env.PATH, PWD: folder, VAULT_TOKEN: 'canary-in-env' };
  const run = (command: [string, ...string[]], timeout = 60) =>
    commandOutput({ command, cwd: folder, env, timeout });
  const failure = (command: [string, ...string[]], timeout?: number) => {
    try {
      return run(command, timeout);
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      return error.message;
    }
  };

  test('no shell sees its arguments; it has the folder and the environment, and no input', () => {
    expect(run([script('cat; pwd -P; echo "$1|$VAULT_TOKEN"'), '$(id); *'])).toBe(
      `${run([script('pwd -P')])}$(id); *|canary-in-env\n`,
    );
  });

  test('exit code and last words', () => {
    expect(failure([script('echo first >&2; echo "cannot reach the vault" >&2; exit 7')])).toBe(
      'ended with exit code 7, and said: first / cannot reach the vault',
    );
    expect(failure([script('exit 7')])).toBe('ended with exit code 7');
    expect(failure([script('kill -9 $$')])).toBe('was ended by SIGKILL');
    expect(failure(['no-such-program-here'])).toMatch(/^there is no such program/);
    expect(failure([join(folder, 'no-such-program')])).toMatch(/^there is no such program/);
    const lost = script('exit 0');
    for (const first of ['#!/nope', '#!/bin/sh\r']) {
      writeFileSync(lost, `${first}\n`);
      expect(failure([lost])).toMatch(/^cannot be run: what its first line names after "#!" .* is not there/);
      expect(failure([`./${basename(lost)}`])).toMatch(/^cannot be run: what its first line names/);
    }
    expect(failure([folder])).toBe('cannot be run: permission denied');
    expect(failure([script("printf 'name\\n\\377'")])).toBe(
      'its standard output is not UTF-8 text; save it as UTF-8',
    );
    expect(failure([script('yes name,region')])).toBe('printed more than 1 MB, and was stopped');
  });

  test('the time limit ends it', () => {
    expect(failure([script('echo waiting >&2; exec sleep 600')], 0.3)).toBe(
      'did not end within 0.3 seconds, and was stopped, and said: waiting; "timeout" is the limit',
    );
  });

  const isRunning = (pid: string) => {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
    return stdout.trim() !== '' && !stdout.startsWith('Z');
  };

  test.each([
    ['the time limit', 'sleep 600 & echo $! > FILE; wait'],
    ['the limit of its output', 'sleep 600 & echo $! > FILE; yes name,region'],
  ])('%s ends what it has started, too', (_, text) => {
    const file = join(folder, `pid-${Math.random().toString(36).slice(2)}`);
    const call = { command: [script(text.replace('FILE', file))] as const, cwd: folder, env, timeout: 1 };
    expect(() => outputOf({ ...call, command: [...call.command] }, true)).toThrow(CommandFailed);
    const pid = readFileSync(file, 'utf8').trim();
    expect(pid).toMatch(/^\d+$/);
    for (let looks = 0; looks < 100 && isRunning(pid); looks++)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    expect(isRunning(pid)).toBe(false);
  });

  test.each<[string, string]>([
    ['of the environment', 'echo "using $VAULT_TOKEN" >&2'],
    ['of a row', 'printf "name,consumerKey\\na,canary-of-a-row-0\\n"; echo "row a: canary-of-a-row-0" >&2'],
    ['of an argument', 'echo "$2" >&2'],
    [
      'of an address',
      'echo "https://me:canary-in-url@vault/" | tee /dev/stderr; echo "no https://vault token: canary-in-url" >&2',
    ],
    ['by its name', 'echo "client_secret=canary-1, password: canary-2; Authorization: Bearer canary-3" >&2'],
    ['by its form', 'echo "bad 0canary456789ABCDEFxyz" >&2'],
    ['of an address that it has itself', 'echo "cannot connect to postgres://bob:canaryPw@db/inv" >&2'],
    ['of one with / and @', 'echo "cannot connect to postgres://bob:canary/p@canary@db/inv" >&2'],
    ['of one without a scheme', 'echo "cannot connect to postgres//bob:canaryPw@db/inv" >&2'],
    ['that is an application key', 'echo "row: acme,eu,canary7S9Nt7ZSVx" >&2'],
    ['that is a consumer key', 'echo "row: acme,eu,canary7S9Nt7ZSVxcanary7S9Nt7ZSVx" >&2'],
  ])('a secret %s is not in the message', (_, text) => {
    const message = failure([script(`${text}; exit 1`), '--token', 'canary-in-argument']);
    expect(message).toMatch(/^ended with exit code 1, and said: .*\*\*\*/);
    expect(message).not.toMatch(/canary/);
  });

  test('of an address its server stays, and a word of 16 letters', () => {
    expect(
      failure([script('echo "ConnectionFailed: no postgres://bob:pw-of-bob@db.example/inv" >&2; exit 1')]),
    ).toBe('ended with exit code 1, and said: ConnectionFailed: no postgres://***@db.example/inv');
  });

  test('a path in a message stays', () => {
    expect(
      failure([script('echo "File /usr/lib/python3.11/site-packages/x.py, line 12" >&2; exit 1')]),
    ).toContain('/usr/lib/python3.11/site-packages/x.py, line 12');
    expect(failure(['cat', join(folder, 'none.csv')])).toContain(`cat: ${folder}/none.csv: No such file`);
  });

  test('once: further readings have the same output; a failure is tried again', () => {
    let runs = 0;
    const once = commandsOnce(() => {
      runs += 1;
      if (runs === 1) throw new CommandFailed('not yet');
      return `run ${runs}`;
    });
    const call = { command: ['list'] as const, cwd: '/', env: {}, timeout: 1 } as unknown as CommandCall;
    expect(() => once(call)).toThrow('not yet');
    expect([once(call), once(call), once.known({ ...call, cwd: '/other' })]).toEqual([
      'run 2',
      'run 2',
      undefined,
    ]);
  });
});

describe('sections of an ovh.conf', () => {
  const CONF = `[default]
endpoint=ovh-eu
[customer-a]
endpoint=ovh-ca
application_key=a-key
application_secret=a-\${secret
consumer_key=a-consumer
[profile:customer-b]
consumer_key="b-consumer"
[other]
consumer_key=o
`;
  const files = { '/project/customers.conf': CONF };
  const from = (sections: string) => `{ ovhConf: customers.conf, sections: "${sections}" }`;

  test('each that matches is a connection with its keys; the rest comes from the defaults', () => {
    const found = read(from('customer-*'), { files });
    expect(found.map(({ connection, region }) => [connection, region.name])).toEqual([
      ['customer-a', 'ca'],
      ['customer-b', 'eu'],
    ]);
    const [a, b] = found.map(({ credentials }) => credentials);
    expect(consumerOf(a)).toBe('a-consumer');
    expect(a?.kind === 'keys' && a.applicationSecret.reveal()).toBe('a-${secret');
    expect(consumerOf(b)).toBe('b-consumer');
    expect(found[1]?.keys).toEqual([
      { name: 'applicationKey', from: 'source.yaml' },
      { name: 'applicationSecret', from: 'APP_SECRET' },
      { name: 'consumerKey', from: 'customers.conf' },
    ]);
  });

  test('`${` is no variable in it: a key that is one is refused, and named by its file', () => {
    const own = { '/project/customers.conf': '[a]\nconsumer_key=${ACME_KEY}\n' };
    for (const keys of [true, false])
      expect(issuesOf(() => read(from('*'), { files: own, keys }))).toEqual([
        'customers.conf:1:1: connections[0].auth.consumerKey: the value (not shown) is a variable in braces, and none is replaced here: write the key itself',
      ]);
    const partly = { '/project/customers.conf': '[a]\nconsumer_key=${ACME_KEY}x\n' };
    const [a] = read(from('*'), { files: partly });
    expect([consumerOf(a?.credentials), a?.keys.at(-1)?.from]).toEqual(['${ACME_KEY}x', 'customers.conf']);
  });

  test('a misspelt key is refused in the sections that are listed; what resembles nothing stays', () => {
    const own = {
      '/project/customers.conf': `[a]
aplication_key=a
consumerkey=canary-1
endpont=ovh-ca
default_cloud_project=p
note=n
[other]
aplication_key=a
`,
    };
    const said = (key: string, line: number, meant: string) =>
      `customers.conf:${line}: ${key}: unknown key (did you mean "${meant}"?)`;
    expect(issuesOf(() => read(from('a'), { files: own, keys: false }))).toEqual([
      said('aplication_key', 2, 'application_key'),
      said('consumerkey', 3, 'consumer_key'),
      said('endpont', 4, 'endpoint'),
    ]);
  });

  const KEYS = [
    ...['1019e0d64d6e07f371917a8f29f1f4c3', 'a019e0d64d6e07f371917a8f29f1f4c3'],
    ...Object.values(EMBEDDED),
  ];

  test.each(KEYS)(
    'a section whose name looks like a key (%s) is refused, and its name never shown',
    (key) => {
      const own = { '/project/customers.conf': `[a]\nconsumer_key=k\n[profile:${key}]\nconsumer_key=l\n` };
      const listed = issuesOf(() => read(from('*'), { files: own, keys: false })).join('\n');
      expect(listed).toMatch(
        /^customers\.conf:3:1: the name of this section looks like a key \(not shown\): /,
      );
      const none = issuesOf(() => read(from('z*'), { files: own })).join('\n');
      expect(none).toMatch(/matches: it has a, .*\*\*\*/);
      expect(listed + none).not.toContain(key);
      expect(listed + none).not.toMatch(/aaaabbbb/i);
    },
  );

  test('one character by ?, all but [default] by *', () => {
    expect(read(from('customer-?'), { files })).toHaveLength(2);
    expect(read(from('*'), { files }).map(({ connection }) => connection)).toEqual([
      'customer-a',
      'customer-b',
      'other',
    ]);
    const dots = { files: { '/project/customers.conf': '[other]\nconsumer_key=k\n' } };
    expect(issuesOf(() => read(from('ot.er'), dots)).join()).toMatch(/no section of customers\.conf matches/);
  });

  test.each<[string, string, Record<string, string>, RegExp]>([
    [
      'no section',
      'clients-*',
      files,
      /connectionsFrom\.sections: no section of customers\.conf matches: it has default, customer-a/,
    ],
    ['no file', 'customer-*', {}, /connectionsFrom\.ovhConf: there is no such file/],
    [
      'a line that is none',
      '*',
      { '/project/customers.conf': '[a]\nconsumer_key\n' },
      /customers\.conf:2: this line is not understood/,
    ],
    [
      'a name that is none',
      '*',
      { '/project/customers.conf': '[Customer A]\nconsumer_key=k\n' },
      /^customers\.conf:1:1: connections\[0\]\.name/,
    ],
    [
      'a region that is none',
      '*',
      { '/project/customers.conf': '[a]\nendpoint=canary-1\nconsumer_key=k\n' },
      /^customers\.conf:1:1: connections\[0\]\.region/,
    ],
    [
      'a name twice',
      '*',
      { '/project/customers.conf': '[a]\nconsumer_key=k\n[profile:a]\nconsumer_key=l\n' },
      /^customers\.conf:3:1: connections\[1\]\.name: .*taken/,
    ],
  ])('%s', (_, sections, own, words) => {
    const issues = issuesOf(() => read(from(sections), { files: own })).join('\n');
    expect(issues).toMatch(words);
    expect(issues).not.toContain('canary-1');
  });
});

// Attacks on the console from pages in a real browser: a rebound name, another port of this machine, old addresses and cookies.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response as Answer, BrowserContext, Page, Request } from 'playwright-core';
import { listen } from '../../console/server/listen.js';
import { useBrowser } from '../browser/use-browser.js';
import { longTest } from '../extent.js';
import { type ConsolePlace, configOf, consolePlace } from './place.js';

let place: ConsolePlace;
const browser = useBrowser({ args: ['--host-resolver-rules=MAP evil.test 127.0.0.1'] });
let attacker: Server;
/** A page of another port of this machine. */
let otherPort: string;
/** Cookies that its server was sent. */
const cookiesSeen: string[] = [];
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  place = await consolePlace();
  attacker = createServer((request, response) => {
    cookiesSeen.push(request.headers.cookie ?? '');
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>other</title><body></body>');
  });
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve));
  otherPort = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`;
});

afterAll(async () => {
  attacker?.closeAllConnections();
  attacker?.close();
  await place?.close();
});

beforeEach(async () => {
  context = await browser().newContext();
  page = await context.newPage();
  await page.goto(place.listening.newAddress());
});

afterEach(async () => {
  await context.close();
});

test('the printed address opens the page: clean, with its script, and no cookie that a script can read', async () => {
  expect(page.url()).toBe(`${place.origin}/`);
  await page.waitForFunction(() => document.title === 'ran');
  expect(await page.evaluate(() => document.cookie)).toBe('');
  const boot = await page.evaluate(() => JSON.parse(document.getElementById('boot')?.textContent ?? '{}'));
  expect(boot.styleNonce).toMatch(/^[\w+/=]{24}$/);
  const answered = await page.evaluate(async () => {
    const response = await fetch('/api/session');
    return { status: response.status, text: await response.text() };
  });
  expect(answered.status).toBe(200);
  for (const key of Object.values(place.sandbox.keys)) expect(answered.text).not.toContain(key);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

longTest('its policy: no script from markup, no request elsewhere, no form', async () => {
  const found = await page.evaluate(async (other) => {
    const thrown = (work: () => unknown) => {
      try {
        work();
        return 'nothing';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.effectiveDirective),
    );
    const markup = thrown(() => {
      document.body.innerHTML = '<img src=x onerror="window.ran = 1">';
    });
    const made = thrown(() => {
      document.createElement('script').text = 'window.ran = 1';
    });
    const evaluated = thrown(() => setTimeout('window.ran = 1' as never));
    const elsewhere = await fetch(other).then(
      () => 'answered',
      () => 'blocked',
    );
    const image = document.createElement('img');
    image.src = other;
    document.body.append(image);
    const form = document.createElement('form');
    form.action = other;
    document.body.append(form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 200));
    return {
      markup,
      made,
      evaluated,
      elsewhere,
      ran: 'ran' in window,
      violations: [...new Set(violations)].sort(),
    };
  }, otherPort);
  expect(found).toMatchObject({ markup: 'TypeError', made: 'TypeError', elsewhere: 'blocked', ran: false });
  expect(found.evaluated).toMatch(/EvalError|TypeError/);
  for (const directive of ['connect-src', 'form-action', 'img-src', 'require-trusted-types-for'])
    expect(found.violations).toContain(directive);
});

describe('a rebound name', () => {
  test('reaches nothing, with or without a session elsewhere', async () => {
    const name = `http://evil.test:${place.listening.port}`;
    const opened = await page.goto(`${name}/`);
    expect(opened?.status()).toBe(421);
    expect(await page.content()).not.toContain('boot');
    const statuses = await page.evaluate(async () => {
      const ask = (path: string, options?: RequestInit) => fetch(path, options).then(({ status }) => status);
      const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
      return [
        await ask('/api/session'),
        await ask('/api/account', json),
        await ask('/assets/main.js'),
        await ask('/open?token=x'),
      ];
    });
    expect(statuses).toEqual([421, 421, 421, 421]);
  });

  longTest('a token in its address is not used up', async () => {
    const address = new URL(place.listening.newAddress());
    const fresh = await (await browser().newContext()).newPage();
    await fresh.goto(`http://evil.test:${address.port}${address.pathname}${address.search}`);
    expect((await fresh.goto(address.href))?.status()).toBe(200);
  });
});

describe('a page of another local port, in a browser that has a session', () => {
  const add = JSON.stringify({ method: 'GET', path: '/me/bill/{billId}', parameters: {}, query: {} });

  /** What the console answered while the page did its work. */
  async function statusesOf(work: () => Promise<unknown>): Promise<number[]> {
    const statuses: number[] = [];
    const underWay = new Set<Request>();
    const begin = (request: Request) => underWay.add(request);
    const end = (request: Request) => underWay.delete(request);
    const note = (response: Answer) => {
      if (response.url().startsWith(place.origin)) statuses.push(response.status());
    };
    context.on('request', begin).on('requestfinished', end).on('requestfailed', end).on('response', note);
    await work();
    while (underWay.size > 0) await page.waitForTimeout(10);
    context.off('request', begin).off('requestfinished', end).off('requestfailed', end).off('response', note);
    return statuses;
  }

  beforeEach(async () => {
    await page.goto(otherPort);
  });

  test('fetch with every kind of body and credentials: refused, unread, and nothing is done', async () => {
    const before = configOf(place);
    const target = `${place.origin}/api/endpoint/add`;
    const outcomes: unknown[] = [];
    const statuses = await statusesOf(async () => {
      outcomes.push(
        ...(await page.evaluate(
          async ({ target, add, session }) => {
            const tries: [string, RequestInit][] = [
              [target, { method: 'POST', body: add, mode: 'no-cors', credentials: 'include' }],
              [target, { method: 'POST', body: add, credentials: 'include' }],
              [
                target,
                {
                  method: 'POST',
                  body: add,
                  credentials: 'include',
                  headers: { 'content-type': 'application/json' },
                },
              ],
              [
                target,
                {
                  method: 'POST',
                  body: new URLSearchParams({ a: add }),
                  mode: 'no-cors',
                  credentials: 'include',
                },
              ],
              [session, { credentials: 'include' }],
              [session, { credentials: 'include', mode: 'no-cors' }],
              [session, {}],
            ];
            const found: string[] = [];
            for (const [address, options] of tries)
              found.push(
                await fetch(address, options).then(
                  async (response) => `${response.type} ${(await response.text()).length}`,
                  () => 'failed',
                ),
              );
            return found;
          },
          { target, add, session: `${place.origin}/api/session` },
        )),
      );
    });
    // Opaque answers show nothing of what is in them; a policy of resources turns them into failures.
    for (const outcome of outcomes) expect(['failed', 'opaque 0']).toContain(outcome);
    expect(outcomes).toHaveLength(7);
    for (const status of statuses) expect([401, 403, 405]).toContain(status);
    expect(configOf(place)).toBe(before);
  });

  longTest('a cookie comes to every port, and is not enough', async () => {
    const before = cookiesSeen.length;
    await page.goto(otherPort);
    expect(cookiesSeen.slice(before).join()).toContain(`source-ovhcloud-${place.listening.port}=`);
    await page.evaluate(
      (address) =>
        fetch(address, { method: 'POST', body: '{}', mode: 'no-cors', credentials: 'include' }).catch(
          () => undefined,
        ),
      `${place.origin}/api/account`,
    );
    const stats = await (await fetch(`${place.sandbox.url}/__sandbox/stats`)).text();
    expect(stats).not.toContain('currentCredential');
  });

  longTest('images, scripts, styles, frames, event streams and sockets get nothing', async () => {
    const found = await page.evaluate(async (origin) => {
      const loads = (make: () => HTMLElement) =>
        new Promise<string>((resolve) => {
          const element = make();
          element.onload = () => resolve('loaded');
          element.onerror = () => resolve('failed');
          document.body.append(element);
        });
      const element = (name: string, attributes: Record<string, string>) => () => {
        const made = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
        return made;
      };
      const stream = new EventSource(`${origin}/api/session`, { withCredentials: true });
      const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/session`);
      const closed = (target: EventTarget) =>
        new Promise((resolve) => target.addEventListener('error', () => resolve('failed')));
      const results = await Promise.all([
        loads(element('img', { src: `${origin}/api/session` })),
        loads(element('script', { src: `${origin}/assets/main.js` })),
        loads(element('script', { src: `${origin}/assets/main.js`, type: 'module' })),
        loads(element('link', { href: `${origin}/assets/main.css`, rel: 'stylesheet' })),
        closed(stream),
        closed(socket),
      ]);
      stream.close();
      return { results, title: document.title };
    }, place.origin);
    expect(found).toEqual({ results: Array(6).fill('failed'), title: 'other' });
    const statuses = await statusesOf(() =>
      page.evaluate((origin) => {
        const frame = document.createElement('iframe');
        frame.src = `${origin}/`;
        document.body.append(frame);
        return new Promise((resolve) => {
          frame.onload = resolve;
        });
      }, place.origin),
    );
    expect(statuses).toEqual([403]);
  });

  longTest('forms and navigation do nothing', async () => {
    const before = configOf(place);
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const statuses = await statusesOf(async () => {
        await page.evaluate(
          ({ action, enctype, add }) => {
            const form = document.createElement('form');
            Object.assign(form, { method: 'POST', action, enctype });
            const field = document.createElement('input');
            field.name = add.slice(0, -1);
            field.value = '"}';
            form.append(field);
            document.body.append(form);
            form.submit();
          },
          { action: `${place.origin}/api/endpoint/add`, enctype, add },
        );
        await page.waitForURL(/endpoint/);
      });
      expect(statuses).toEqual([403]);
      await page.goto(otherPort);
    }
    for (const path of ['/api/call', '/api/endpoint/add', '/api/session']) {
      const statuses = await statusesOf(async () => {
        await page.evaluate((address) => location.assign(address), `${place.origin}${path}`);
        await page.waitForURL(/api/);
      });
      expect(statuses).toEqual([403]);
      await page.goto(otherPort);
    }
    expect(configOf(place)).toBe(before);
  });

  longTest('a window that it opens is not in its hands', async () => {
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((address) => {
        Object.assign(window, { opened: window.open(address) });
      }, `${place.origin}/`),
    ]);
    await opened.waitForURL(`${place.origin}/`);
    // The address of a new window comes after the window.
    await page.waitForFunction(() => (window as unknown as { opened: Window }).opened.closed);
    expect(await opened.evaluate(() => window.opener)).toBeNull();
  });

  longTest('a cookie of the same name that it sets does not lock anybody out', async () => {
    await page.evaluate((port) => {
      // biome-ignore lint/suspicious/noDocumentCookie: this is how a page sets one
      document.cookie = `source-ovhcloud-${port}=x; path=/api`;
    }, place.listening.port);
    await page.goto(`${place.origin}/`);
    expect(await page.evaluate(() => fetch('/api/session').then(({ status }) => status))).toBe(200);
  });
});

describe('old addresses and cookies', () => {
  longTest('an address that was opened opens nothing again, in this browser or another', async () => {
    const address = place.listening.newAddress();
    const first = await (await browser().newContext()).newPage();
    expect((await first.goto(address))?.status()).toBe(200);
    const second = await (await browser().newContext()).newPage();
    expect((await second.goto(address))?.status()).toBe(401);
    expect(await second.textContent('body')).toContain('press Enter');
  });

  longTest('after a restart on the same port an old cookie is nothing', async () => {
    const first = await listen(0, () => new Response('in'));
    await page.goto(first.newAddress());
    expect(await page.textContent('body')).toBe('in');
    await first.close();
    const second = await listen(first.port, () => new Response('in'));
    try {
      expect((await page.goto(`http://127.0.0.1:${first.port}/`))?.status()).toBe(401);
    } finally {
      await second.close();
    }
  });
});

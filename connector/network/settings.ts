// How connections leave this machine: through a proxy or not, and which certificate authorities they trust.
import { X509Certificate } from 'node:crypto';
import { percentDecoded } from '../model/percent.js';
import { Secret } from '../model/secret.js';

export interface NetworkSettings {
  /** Address of the proxy. It may hold a password. Undefined: connections are direct. */
  proxy?: Secret;
  /** Hosts that are reached without the proxy, in the words of NO_PROXY. */
  noProxy: readonly string[];
  /** Certificates of authorities that are trusted beside Node's own, each one PEM text. */
  authorities: readonly string[];
}

/** No proxy, and the authorities that Node trusts. */
export const DIRECT: NetworkSettings = { noProxy: [], authorities: [] };

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

export const PROXY_ALLOWED = 'the address of an HTTP proxy such as http://proxy.example.com:3128, or none';

/** In the order in which they count. Everything of ours but loopback is https, for which HTTP_PROXY is the second choice. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** Variables that hold a proxy which cannot be used. Their values are not for showing: they may hold a password. */
export function unusableProxyVariables(env: EnvironmentVariables): string[] {
  return PROXY_VARIABLES.filter((name) => env[name] && !isProxy(env[name]));
}

/**
 * The proxy by its key, else by the environment. `none` as the key means no proxy, also where the environment has one.
 *
 * @param proxy valid by `isProxy`
 * @param authorities PEM texts, by `certificatesIn`
 */
export function networkSettings(
  env: EnvironmentVariables,
  { proxy, authorities = [] }: { proxy?: string; authorities?: readonly string[] } = {},
): NetworkSettings {
  const found = proxy ?? PROXY_VARIABLES.map((name) => env[name]).find(Boolean);
  const address = found === undefined || found === 'none' ? undefined : proxyAddress(found);
  const exceptions = env.no_proxy || env.NO_PROXY || '';
  return {
    ...(address ? { proxy: new Secret(address.href) } : {}),
    noProxy: exceptions.split(/[\s,]+/).filter(Boolean),
    authorities,
  };
}

/** True for what may stand for `proxy`, in the configuration and in the environment. */
export function isProxy(text: string): boolean {
  return text === 'none' || proxyAddress(text) !== undefined;
}

/** An address without a scheme is one of http, as other programs take it. */
function proxyAddress(text: string): URL | undefined {
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (/[\s\\]/.test(text) || !URL.canParse(written)) return undefined;
  const url = new URL(written);
  const isPlain = url.pathname === '/' && url.search === '' && url.hash === '';
  return /^https?:$/.test(url.protocol) && url.hostname !== '' && isPlain ? url : undefined;
}

/** What no text may show of them. */
export function networkSecrets({ proxy }: NetworkSettings): Secret[] {
  if (!proxy) return [];
  const { username, password } = new URL(proxy.reveal());
  if (password === '') return [];
  const credentials = proxyCredentials(proxy) ?? '';
  return [
    new Secret(percentDecoded(password)),
    new Secret(`${username}:${password}`),
    new Secret(credentials),
  ];
}

/** User and password in the form of a `Proxy-Authorization: Basic` header. */
export function proxyCredentials(proxy: Secret): string | undefined {
  const { username, password } = new URL(proxy.reveal());
  if (username === '' && password === '') return undefined;
  return Buffer.from(`${percentDecoded(username)}:${percentDecoded(password)}`, 'utf8').toString('base64');
}

const PEM = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** The certificates in the text of a PEM file; none where there are none that can be read. */
export function certificatesIn(text: string): string[] {
  const found = text.match(PEM) ?? [];
  return found.every(isCertificate) ? found : [];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

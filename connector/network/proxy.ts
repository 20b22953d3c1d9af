// Whether an address is reached through the proxy.
import { BlockList, isIP } from 'node:net';
import type { Secret } from '../model/secret.js';
import { isLoopback } from './loopback.js';
import type { NetworkSettings } from './settings.js';

/** The proxy for an address; undefined for a direct connection. This machine itself is never reached through one. */
export function proxyFor(address: URL, { proxy, noProxy }: NetworkSettings): Secret | undefined {
  if (!proxy || isLoopback(address.hostname)) return undefined;
  const host = bare(address.hostname);
  const port = address.port || (address.protocol === 'https:' ? '443' : '80');
  return noProxy.some((exception) => covers(exception.toLowerCase(), host, port)) ? undefined : proxy;
}

/**
 * One entry of NO_PROXY: `*`; a host, which covers the hosts below it, with or without a dot or `*.` before it; an IP
 * address; a range such as 10.0.0.0/8. `:port` behind a host or an address limits it to that port.
 */
function covers(exception: string, host: string, port: string): boolean {
  if (exception === '*') return true;
  const [, name = '', range, onlyPort] =
    /^(\[[^\]]*\]|[^:/]*|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)(?:\/(\d+))?(?::(\d+))?$/.exec(exception) ?? [];
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const wanted = bare(name.replace(/^\*?\./, ''));
  if (range !== undefined) return isInRange(host, wanted, Number(range));
  return wanted !== '' && (host === wanted || (isIP(host) === 0 && host.endsWith(`.${wanted}`)));
}

function isInRange(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, bits, kind);
  return list.check(host, kind);
}

/** Without the brackets of IPv6 and without a final dot. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

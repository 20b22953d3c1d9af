// Which user of this machine is at the other end of a connection: other users of it are strangers.
import { readFileSync } from 'node:fs';

export interface ConnectionEnds {
  localPort?: number;
  remotePort?: number;
}

/**
 * Whether another user connects. Cookies know no ports, so that a server of theirs may have been sent ours; and they may see
 * the address that a browser is started with. Only Linux says it; the user root may see everything anyway.
 */
export function isStranger(ends: ConnectionEnds, read: (file: string) => string = readTable): boolean {
  const own = process.getuid?.();
  const uid = own === undefined ? undefined : peerOf(ends, read);
  return uid !== undefined && uid !== own && uid !== 0;
}

/** The user id of the socket at the other end; undefined where the system does not say it. */
export function peerOf(
  { localPort, remotePort }: ConnectionEnds,
  read: (file: string) => string = readTable,
): number | undefined {
  if (localPort === undefined || remotePort === undefined) return undefined;
  for (const file of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const line of read(file).split('\n').slice(1)) {
      // `sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid ...`
      const [, local, remote, , , , , uid] = line.trim().split(/\s+/);
      if (portOf(local) === remotePort && portOf(remote) === localPort && uid !== undefined)
        return Number(uid);
    }
  }
  return undefined;
}

/** `0100007F:1F90`. */
function portOf(address = ''): number {
  return Number.parseInt(address.slice(address.lastIndexOf(':') + 1), 16);
}

function readTable(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

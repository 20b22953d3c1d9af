// Addresses of this machine: the only ones that may be called without TLS, and never through a proxy.

/** @param host as in `URL.hostname`: in small letters, IPv6 in brackets */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** True where nobody can listen: https, or http that does not leave this machine. */
export function isConfidential({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

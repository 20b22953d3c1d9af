/** A self-signed certificate, built by hand, so that clients that speak only TLS can be tested. */
import { generateKeyPairSync, sign } from 'node:crypto';

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const whole = (...bytes: readonly number[]): Buffer => der(0x02, Buffer.from(bytes));
const time = (instant: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(instant).toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const DAY = 86_400_000;

interface CertificateOptions {
  /** Host names beside 127.0.0.1. */
  hosts?: readonly string[];
  /** Milliseconds since 1970. Default: yesterday and tomorrow. */
  from?: number;
  to?: number;
}

export function makeCertificate({
  hosts = [],
  from = Date.now() - DAY,
  to = Date.now() + DAY,
}: CertificateOptions = {}): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const ecdsaSha256 = sequence(oid('2a8648ce3d040302'));
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('sandbox')))));
  const alternative = sequence(
    oid('551d11'),
    der(
      0x04,
      sequence(der(0x87, Buffer.from([127, 0, 0, 1])), ...hosts.map((host) => der(0x82, Buffer.from(host)))),
    ),
  );
  const authority = sequence(oid('551d13'), der(0x04, sequence(der(0x01, Buffer.from([0xff])))));
  const content = sequence(
    der(0xa0, whole(2)),
    whole(1),
    ecdsaSha256,
    name,
    sequence(time(from), time(to)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternative, authority)),
  );
  const signature = sign('sha256', content, privateKey);
  const bytes = sequence(content, ecdsaSha256, der(0x03, Buffer.from([0]), signature));
  const lines = bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

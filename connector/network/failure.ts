// A call without a whole reply, and what its code means for the user.
import type { StopCode } from '../model/codes/codes.js';

/** There was no whole reply. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';

  /**
   * @param code of Node, of undici, or one of ours: `timeout`, `reply-too-large`, `proxy-refused`, `proxy-credentials`
   * @param sent false only when the request cannot have reached the server
   */
  constructor(
    readonly code: string,
    message: string,
    readonly sent: boolean,
  ) {
    super(message);
  }
}

/** Why a certificate was not accepted: the connection ended before anything was sent. */
const UNTRUSTED =
  /^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_UNTRUSTED|INVALID_CA)$/;
const OUT_OF_DATE = /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/;
const OF_ANOTHER_HOST = /^ERR_TLS_CERT_ALTNAME_INVALID$/;

export function isOfCertificate(code: string): boolean {
  return [UNTRUSTED, OUT_OF_DATE, OF_ANOTHER_HOST].some((pattern) => pattern.test(code));
}

interface Meaning {
  code: RegExp;
  advice: string;
  /** The next attempt will fail in the same way. */
  isLasting?: true;
  /** So will every other call to this host: the run stops with this code. */
  stops?: StopCode;
}

const MEANINGS: readonly Meaning[] = [
  {
    code: UNTRUSTED,
    isLasting: true,
    stops: 'certificate-refused',
    advice:
      "The certificate comes from an authority that this machine does not trust. Where a company inspects TLS it is the company's own: write `ca: FILE` under `http`, with the authority's certificate in PEM form, or set NODE_EXTRA_CA_CERTS",
  },
  {
    code: OUT_OF_DATE,
    isLasting: true,
    stops: 'certificate-refused',
    advice: 'The certificate is not valid at the time of this machine: check its clock first',
  },
  {
    code: OF_ANOTHER_HOST,
    isLasting: true,
    stops: 'certificate-refused',
    advice: 'The certificate belongs to another host: check `baseUrl` and the proxy',
  },
  {
    code: /^(EPROTO|ERR_SSL_.*)$/,
    advice: 'The other side does not speak TLS as expected: check `baseUrl`, its port, and the proxy',
  },
  {
    code: /^proxy-credentials$/,
    isLasting: true,
    stops: 'proxy-credentials',
    advice:
      'Write user and password into the address of the proxy: http://USER:PASSWORD@HOST:PORT, special characters percent-encoded',
  },
  {
    code: /^proxy-refused$/,
    advice: 'Ask the people who run the proxy to let this host and port through',
  },
  {
    code: /^(ENOTFOUND|EAI_AGAIN)$/,
    advice:
      'The name of the host is not known here: check the network, and set HTTPS_PROXY if this machine needs a proxy',
  },
  {
    code: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    advice:
      'Nothing answers at this address: check `baseUrl`, the network, firewalls, and whether a proxy is needed',
  },
  {
    code: /^reply-too-large$/,
    isLasting: true,
    advice: 'Ask for less at once (`pageSize`, a shorter period), or raise `http.maxReply`',
  },
];

/** What the user can do about a failure, where the code tells. */
export function adviceOn({ code }: NetworkError): string | undefined {
  return meaningOf(code)?.advice;
}

/** Why no call to this host can succeed; undefined where others may. */
export function stopCodeOf({ code }: NetworkError): StopCode | undefined {
  return meaningOf(code)?.stops;
}

/** Whether another attempt will fail in the same way. */
export function isLasting({ code }: NetworkError): boolean {
  return meaningOf(code)?.isLasting ?? false;
}

function meaningOf(code: string): Meaning | undefined {
  return MEANINGS.find((meaning) => meaning.code.test(code));
}

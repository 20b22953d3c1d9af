/** PDFs of billing documents: links to them, and the files themselves. */
import type { IncomingHttpHeaders } from 'node:http';
import type { PdfFaultKind, PdfOptions } from '../../options/pdf-options.js';
import { SeededRandom } from '../../random.js';
import type { WireObject } from '../../wire/json.js';
import { isObject, RawNumber } from '../../wire/json.js';
import { failure, htmlPage, ok, type Reply } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';

/** The routes of objects that have a link, by the first part of its path. */
const kinds: Readonly<Record<string, { readonly path: string; readonly id: string }>> = {
  bill: { path: '/me/bill/{billId}', id: 'billId' },
  refund: { path: '/me/refund/{refundId}', id: 'refundId' },
  correctiveInvoice: { path: '/me/correctiveInvoice/{correctiveInvoiceId}', id: 'correctiveInvoiceId' },
  order: { path: '/me/order/{orderId}', id: 'orderId' },
};
const mostInRow = 3;

/** The routes, with links that lead here while the option says so. */
export function linkedPdfs(routes: readonly Route[], options: () => PdfOptions): Route[] {
  const paths = Object.values(kinds).map(({ path }) => path);
  return routes.map((route) => {
    if (route.method !== 'GET' || !paths.includes(route.path)) return route;
    const answer: Route['answer'] = (call) => {
      const reply = route.answer(call);
      if (!options().pdfs || call.origin === '' || !isObject(reply.body)) return reply;
      const { pdfUrl, password } = reply.body;
      if (typeof pdfUrl !== 'string' || typeof password !== 'string') return reply;
      const [kind, { id = '' } = {}] =
        Object.entries(kinds).find(([, { path }]) => path === route.path) ?? [];
      const file = `${encodeURIComponent(call.params[id] ?? '')}.pdf?passwd=${encodeURIComponent(password)}`;
      return ok({ ...reply.body, pdfUrl: `${otherHost(call.origin)}/${kind}/${file}` });
    };
    return { ...route, answer };
  });
}

function otherHost(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  return `${protocol}//${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}`;
}

/** True for a target that only a link of a PDF has. */
export function isPdfTarget(raw: string): boolean {
  return /^\/(bill|refund|correctiveInvoice|order)\/[^/?]+\.pdf(\?|$)/.test(raw);
}

export interface PdfRequest {
  readonly raw: string;
  readonly headers: IncomingHttpHeaders;
  readonly origin: string;
}

/** Answers links of PDFs, and counts the calls that bring credentials, which belong to the API alone. */
export class Pdfs {
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #attempts = new Map<string, { made: number; inRow: number }>();
  /** Calls that brought credentials. */
  leaks = 0;

  constructor(
    routes: readonly Route[],
    private readonly options: () => PdfOptions & { readonly seed: string },
  ) {
    this.#routes = new Map(
      routes.filter(({ method }) => method === 'GET').map((route) => [route.path, route]),
    );
  }

  answer({ raw, headers, origin }: PdfRequest): Reply {
    if (Object.keys(headers).some((name) => /^(authorization|cookie|x-ovh-)/.test(name))) {
      this.leaks += 1;
      return failure(400, 'Client::BadRequest', 'Credentials were sent to a place that is not the API');
    }
    const { pathname, searchParams } = new URL(raw, 'http://sandbox');
    const [, kind = '', file = ''] = pathname.split('/');
    const fields = this.#fields(kind, decodeURIComponent(file.replace(/\.pdf$/, '')));
    if (!fields) return htmlPage(404, 'Not Found');
    if (searchParams.get('passwd') !== fields.password) return htmlPage(403, 'Wrong password');
    const pdf = pdfOf([
      `${kind} ${decodeURIComponent(file)}`,
      String(fields.date ?? ''),
      `Total ${totalOf(fields)}`,
    ]);
    const fault = searchParams.has('hop') ? undefined : this.#fault(pathname);
    return fault ? faulty(fault, pdf, `${origin}${raw}&hop=1`) : whole(pdf);
  }

  #fields(kind: string, id: string): WireObject | undefined {
    const known = kinds[kind];
    const route = known && this.#routes.get(known.path);
    if (!known || !route) return undefined;
    const call = {
      params: { [known.id]: id },
      body: Buffer.alloc(0),
      identity: undefined,
      application: undefined,
    };
    const reply = route.answer({ ...call, origin: '', query: undefined as never });
    return isObject(reply.body) && reply.status === 200 ? reply.body : undefined;
  }

  /** The same downloads in the same order meet the same faults. */
  #fault(path: string): PdfFaultKind | undefined {
    const { pdfFaults, pdfFaultRate, seed } = this.options();
    if (pdfFaults.length === 0) return undefined;
    const attempts = this.#attempts.get(path) ?? { made: 0, inRow: 0 };
    this.#attempts.set(path, attempts);
    attempts.made += 1;
    const random = new SeededRandom(seed, 'pdf', path, attempts.made);
    const isOver = attempts.inRow >= mostInRow && pdfFaultRate < 0.999;
    const struck = !isOver && random.chance(pdfFaultRate);
    attempts.inRow = struck ? attempts.inRow + 1 : 0;
    return struck ? pdfFaults[random.whole(0, pdfFaults.length - 1)] : undefined;
  }
}

function whole(text: string): Reply {
  return { status: 200, page: { type: 'application/pdf', text } };
}

function faulty(fault: PdfFaultKind, pdf: string, link: string): Reply {
  switch (fault) {
    case 'expired':
      return htmlPage(403, 'This link has expired');
    case 'half':
      return whole(pdf.slice(0, Math.floor(pdf.length / 2)));
    case 'html':
      return htmlPage(200, 'Please log in');
    case 'busy':
      return {
        status: 200,
        page: { type: 'text/plain', text: 'Too much requests, please try again in a while.' },
      };
    case '500':
      return htmlPage(500, 'Internal Server Error');
    case 'redirect':
      return { status: 302, headers: { Location: link }, page: { type: 'text/html', text: 'Moved' } };
    case 'plain':
      return {
        status: 302,
        headers: { Location: 'http://billing.example/plain.pdf' },
        page: { type: 'text/html', text: 'Moved' },
      };
  }
}

function totalOf(fields: WireObject): string {
  const price = fields.priceWithTax;
  const value = isObject(price) ? price.value : undefined;
  return value instanceof RawNumber ? value.token : '';
}

/** A page with these lines. Plain ASCII, so that its length in characters is its length in bytes. */
function pdfOf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${line.replace(/[^ -~]/g, '?').replace(/[\\()]/g, '\\$&')}) Tj T*`);
  const content = `BT /F1 12 Tf 14 TL 72 760 Td ${shown.join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}

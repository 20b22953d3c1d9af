// A CONNECT proxy on loopback that leads every host to one local port, and a TLS front for a plain server.
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from '../sandbox/certificate.js';

export interface ProxyServer {
  url: string;
  port: number;
  /** `host:port` of each CONNECT, in their order. */
  connects: string[];
  /** `Proxy-Authorization` of each. */
  credentials: (string | undefined)[];
  /** Every byte that went through it to the target, as Latin-1. */
  seen(): string;
  close(): Promise<void>;
}

interface ProxyOptions {
  /** Port of this machine that stands for every host. */
  port: number;
  /** Answers in place of a tunnel; undefined: a tunnel. */
  refuse?: (request: IncomingMessage, socket: Socket) => string | undefined;
  /** The proxy itself speaks TLS. */
  certificate?: Certificate;
}

export async function startProxy({ port, refuse, certificate }: ProxyOptions): Promise<ProxyServer> {
  const connects: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  let seen = '';
  const server: Server = certificate ? createHttpsServer(certificate) : createHttpServer();
  server.on('connect', (request, stream, head) => {
    const client = stream as Socket;
    connects.push(String(request.url));
    credentials.push(request.headers['proxy-authorization']);
    client.on('error', () => undefined);
    const refusal = refuse?.(request, client);
    if (refusal !== undefined) return client.end(refusal);
    const target = connect(port, '127.0.0.1');
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) target.write(head);
    client.on('data', (chunk: Buffer) => {
      seen += chunk.toString('latin1');
    });
    return client.pipe(target).pipe(client);
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const own = (server.address() as AddressInfo).port;
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${own}`,
    port: own,
    connects,
    credentials,
    seen: () => seen,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface TlsFront {
  port: number;
  close(): Promise<void>;
}

/** TLS for a server of this machine that has none. */
export async function startTlsFront(port: number, certificate: Certificate): Promise<TlsFront> {
  const sockets = new Set<Socket>();
  const server = createTlsServer(certificate, (outside) => {
    const inside = connect(port, '127.0.0.1');
    inside.on('error', () => outside.destroy());
    outside.on('error', () => inside.destroy());
    sockets.add(outside);
    outside.on('close', () => sockets.delete(outside));
    outside.pipe(inside).pipe(outside);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

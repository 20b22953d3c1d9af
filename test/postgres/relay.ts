// A relay between a process and PostgreSQL that can hide from the process that its lock's session has ended.
import { connect, createServer, type Socket } from 'node:net';
import type { Server } from './server.mjs';

export interface Relay {
  url: string;
  /** Ends the sessions that hold locks through this relay. The processes do not hear of it. */
  cutLocks(): Promise<void>;
  /** Lets the processes hear of it. */
  hangUp(): void;
  close(): void;
}

/** The name by which a session of locks begins. */
const NAME = 'ovh-load ';

export async function startRelay(server: Server): Promise<Relay> {
  const sockets: Socket[] = [];
  const lockPorts = new Set<number>();
  const lockSockets = new Set<Socket>();
  let isHidden = false;
  const relay = createServer((near) => {
    const far = connect(server.port, '127.0.0.1');
    let isLock = false;
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.on('data', (data) => {
      if (data.includes(NAME)) {
        isLock = true;
        lockSockets.add(near);
        lockPorts.add(far.localPort ?? 0);
      }
      if (far.writable) far.write(data);
    });
    far.on('data', (data) => {
      if (near.writable && !(isLock && isHidden)) near.write(data);
    });
    near.on('close', () => far.end());
    far.on('close', () => {
      if (!(isLock && isHidden)) near.end();
    });
  });
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done));
  const { port } = relay.address() as { port: number };
  return {
    url: `postgresql://admin@127.0.0.1:${port}/postgres`,
    cutLocks: async () => {
      isHidden = true;
      const ports = `{${[...lockPorts].join(',')}}`;
      const ended = await server.sql(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE client_port = ANY ($1::int[])',
        [ports],
      );
      if (ended.length === 0) throw new Error('no session of locks goes through the relay');
      const left = 'SELECT 1 FROM pg_stat_activity WHERE client_port = ANY ($1::int[])';
      while ((await server.sql(left, [ports])).length > 0) await new Promise((done) => setTimeout(done, 10));
      lockPorts.clear();
    },
    hangUp: () => {
      for (const socket of lockSockets) socket.destroy();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      relay.close();
    },
  };
}

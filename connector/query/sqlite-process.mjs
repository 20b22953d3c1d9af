// A process of its own that reads a SQLite file: a statement cannot be stopped inside, so the process is ended.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { addFunctions, readRows } from './sqlite-reader.mjs';

/** Looks whether the program that asks is still there, even while a statement runs. */
const WATCH_MS = 1000;

if (isMainThread) serve();
else setInterval(() => process.ppid !== workerData && process.kill(process.pid, 'SIGKILL'), WATCH_MS);
parentPort?.on('message', () => undefined);

function serve() {
  new Worker(new URL(import.meta.url), { workerData: process.ppid }).unref();
  process.on('disconnect', () => process.exit());
  let db;
  const works = {
    open: async ({ driver, file }) => {
      const { default: Database } = await import(driver);
      db = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
      db.pragma('query_only = ON');
      addFunctions(db);
    },
    // Temporary views are written, in memory; the file is open for reading.
    script: ({ sql }) => {
      db.pragma('query_only = OFF');
      db.exec(sql);
      db.pragma('query_only = ON');
    },
    read: (request) => readRows(db, request),
  };
  process.on('message', async ({ id, work, ...request }) => {
    try {
      process.send({ id, answer: await works[work](request) });
    } catch (error) {
      process.send({ id, error: { message: error.message, code: error.code } });
    }
  });
}

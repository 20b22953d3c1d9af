// What a test file leaves to the next one, or to a worker that wants to end: handles, listeners, settings of the process.
const NAMES = {
  FSEventWrap: 'watched file',
  ProcessWrap: 'child process',
  TCPServerWrap: 'listening server',
  TCPSocketWrap: 'connection',
  Timeout: 'timer',
};
/** Milliseconds in which a handle closes after it was told to. */
const PATIENCE = 5000;

function counts(names) {
  const found = {};
  for (const name of names) found[name] = (found[name] ?? 0) + 1;
  return found;
}

const handles = () => counts(process.getActiveResourcesInfo());

const listeners = () =>
  Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)]));

const settings = () => ({ cwd: process.cwd(), exitCode: process.exitCode, fetch, ...process.env });

const more = (now, before) => Object.keys(now).filter((name) => now[name] > (before[name] ?? 0));

/** Call it before a test file; what it returns, after it. */
export function watch() {
  const before = { handles: handles(), listeners: listeners(), settings: settings() };
  return async () => {
    const end = Date.now() + PATIENCE;
    while (more(handles(), before.handles).length > 0 && Date.now() < end) {
      await new Promise((done) => setTimeout(done, 10));
    }
    const now = settings();
    const changed = Object.keys({ ...now, ...before.settings }).filter(
      (name) => now[name] !== before.settings[name],
    );
    return [
      ...more(handles(), before.handles).map((name) => `a ${NAMES[name] ?? name}`),
      ...more(listeners(), before.listeners).map((name) => `a listener of ${name}`),
      ...changed.map((name) => `another ${name}`),
    ];
  };
}

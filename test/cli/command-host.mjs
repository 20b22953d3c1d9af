// A process that has the built command loaded and runs it again and again, each time in another folder with another
// environment. It spares the tests the start of a process, which costs more than most commands.
import { resetOutput } from '../../dist/connector/cli/output.js';
import { runCommand } from '../../dist/connector/cli/run-command.js';
import '../runner/optimize-later.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'];

process.on('message', async ({ id, args, cwd, env }) => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.exitCode = undefined;
  const before = new Map(SIGNALS.map((name) => [name, process.listeners(name)]));
  await runCommand(args);
  const code = process.exitCode ?? 0;
  endAsProcess(before, code);
  resetOutput();
  process.exitCode = undefined;
  process.chdir('/');
  // Writes to pipes are synchronous: all that the command printed comes before it.
  const end = `\0end ${id} ${code}\n`;
  process.stdout.write(end);
  process.stderr.write(end);
});

process.on('disconnect', () => process.exit());

/** What a process does at its end: what listens for it runs, and nothing listens any more. */
function endAsProcess(before, code) {
  for (const name of SIGNALS) {
    const added = process.listeners(name).filter((one) => !before.get(name)?.includes(one));
    if (name === 'exit') for (const listener of added) listener(code);
    for (const listener of added) process.off(name, listener);
  }
}

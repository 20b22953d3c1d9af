// Opens an address in the browser of this user.
import { spawn } from 'node:child_process';

/** Where there is none, nothing happens: the address is printed too. */
export function openInBrowser(address: string, env = process.env): void {
  const command = commandFor(process.platform, env);
  if (!command) return;
  const [program = '', ...args] = command;
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function commandFor(platform: string, env: NodeJS.ProcessEnv): string[] | undefined {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return env.DISPLAY || env.WAYLAND_DISPLAY || env.WSL_DISTRO_NAME ? ['xdg-open'] : undefined;
}

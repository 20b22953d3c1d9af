// Python environments of the interop tests: made once, outside the working copy, and used without network from then on.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const HERE = import.meta.dirname;
const MAJOR = 3;

/** Where environments are kept: a folder for each list of packages. */
export function cacheFolder(env = process.env) {
  return (
    env.INTEROP_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'source-ovhcloud', 'interop')
  );
}

/**
 * A Python of one of these minor versions, the first that is found in their order; undefined where there is none. `PYTHON`
 * names another one.
 */
export function findPython(minors, env = process.env) {
  if (env.PYTHON !== undefined && minors.includes(minorOf(env.PYTHON))) return env.PYTHON;
  const usual = [...minors.map((minor) => `python${MAJOR}.${minor}`), 'python3', 'python'];
  const known = [...usual, ...pyenvPythons(env)].map((python) => [python, minorOf(python)]);
  for (const wanted of minors) {
    const found = known.find(([, minor]) => minor === wanted);
    if (found) return found[0];
  }
  return undefined;
}

/** Versions of pyenv that are installed and not chosen: its commands of that name fail. */
function pyenvPythons(env) {
  const folder = join(env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    .map((version) => join(folder, version, 'bin', 'python3'));
}

function minorOf(python) {
  const asked = spawnSync(python, ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' });
  if (asked.status !== 0) return undefined;
  const [major, minor] = asked.stdout.trim().split(' ').map(Number);
  return major === MAJOR ? minor : undefined;
}

/**
 * The Python of an environment with these packages, made where it is not there yet.
 *
 * @param requirements a file, from the folder of this one; `options` are those of pip
 * @throws Error where pip cannot install them
 */
export function environment(requirements, python, options = [], log = console.log) {
  const wanted = readFileSync(resolve(HERE, requirements), 'utf8');
  const version = execFileSync(python, ['--version'], { encoding: 'utf8' }).trim();
  const name = basename(requirements).replace(/^requirements-|\.txt$/g, '');
  const hash = createHash('sha256').update(`${version}\n${wanted}`).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), `${name}-${hash}`);
  const own = join('bin', 'python');
  if (existsSync(join(folder, own))) return join(folder, own);
  log(`Making ${folder} (${version}): once, with network`);
  mkdirSync(dirname(folder), { recursive: true });
  // Under another name, so that what is there is complete: the Python of an environment finds it wherever it is moved.
  const making = mkdtempSync(`${folder}.`);
  try {
    execFileSync(python, ['-m', 'venv', making], { stdio: 'inherit' });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    execFileSync(join(making, own), [...pip, ...options, '--requirement', resolve(HERE, requirements)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return join(folder, own);
}

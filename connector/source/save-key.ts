// Stores a consumer key where it is told: an ovh.conf, or a file of environment variables. Others' lines stay.
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Region } from '../model/region.js';
import type { Secret } from '../model/secret.js';

/** `*.conf` is written as OVHcloud's ini file, anything else as `OVH_CONSUMER_KEY=...`. Readable by the owner only. */
export function saveConsumerKey(file: string, region: Region, key: Secret): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const after = file.endsWith('.conf') ? inIni(before, region, key) : inEnvironment(before, region, key);
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, after, { mode: 0o600 });
  chmodSync(temporary, 0o600);
  renameSync(temporary, file);
}

function inEnvironment(text: string, region: Region, key: Secret): string {
  const lines = text.split('\n').filter((line) => line !== '' && !/^(export )?OVH_CONSUMER_KEY=/.test(line));
  if (!lines.some((line) => /^(export )?OVH_ENDPOINT=/.test(line)))
    lines.push(`OVH_ENDPOINT=${sectionName(region)}`);
  return `${[...lines, `OVH_CONSUMER_KEY=${key.reveal()}`].join('\n')}\n`;
}

function inIni(text: string, region: Region, key: Secret): string {
  const section = sectionName(region);
  const lines = text === '' ? ['[default]', `endpoint=${section}`, ''] : text.replace(/\n$/, '').split('\n');
  const entry = `consumer_key=${key.reveal()}`;
  const start = lines.findIndex((line) => line.trim() === `[${section}]`);
  if (start < 0) return `${[...lines, `[${section}]`, entry].join('\n')}\n`;
  const next = lines.findIndex((line, index) => index > start && /^\s*\[/.test(line));
  const end = next < 0 ? lines.length : next;
  const old = lines.findIndex(
    (line, index) => index > start && index < end && /^\s*consumer_key\s*=/.test(line),
  );
  if (old >= 0) lines[old] = entry;
  else lines.splice(start + 1, 0, entry);
  return `${lines.join('\n')}\n`;
}

/** OVHcloud's clients call the section by the long name: `ovh-eu`. */
function sectionName(region: Region): string {
  return region.aliases.find((alias) => alias.startsWith('ovh-')) ?? region.name;
}

// The built page: its files are listed once, so that an address can name no other file.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { packageFile } from '../../connector/app/package.js';
import type { Boot, PageFiles } from '../contract/api.js';

const BOOT_MARK: PageFiles['bootMark'] = '<!--boot-->';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

export interface Asset {
  type: string;
  content: Uint8Array<ArrayBuffer>;
}

export class PageContent {
  readonly #index: string;
  readonly #assets = new Map<string, Asset>();

  /** @param folder what the build leaves: `index.html` and `assets` */
  constructor(folder: string = packageFile('dist/console/page')) {
    this.#index = readFileSync(join(folder, 'index.html'), 'utf8');
    const assets = join(folder, 'assets');
    for (const name of readdirSync(assets)) {
      const type = TYPES[extname(name)];
      if (type === undefined || !statSync(join(assets, name)).isFile()) continue;
      this.#assets.set(name, { type, content: new Uint8Array(readFileSync(join(assets, name))) });
    }
  }

  html(boot: Boot): string {
    const json = JSON.stringify(boot).replaceAll('<', '\\u003c');
    const script = `<script type="application/json" id="boot">${json}</script>`;
    return this.#index.split(BOOT_MARK).join(script);
  }

  asset(name: string): Asset | undefined {
    return this.#assets.get(name);
  }
}

// The language and the theme of the page: chosen by the person, otherwise those of the browser. Kept in this browser.
import { computed, signal } from '@preact/signals';
import { type Formats, formats, type Language } from '../../ui/formats.js';
import { useCodes } from '../notices/codes.js';
import { english, type PageTexts } from '../texts/en.js';
import { stored } from './stored.js';

export type Theme = 'system' | 'light' | 'dark';

export const language = signal<Language>('en');
export const theme = signal<Theme>('system');

const words = signal<PageTexts>(english);

/** Every word of the page. */
export const t = computed(() => words.value);
export const f = computed<Formats>(() => formats(language.value));

export async function chooseLanguage(chosen: Language): Promise<void> {
  stored('language', chosen);
  await show(chosen);
}

export function chooseTheme(chosen: Theme): void {
  stored('theme', chosen);
  theme.value = chosen;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
}

/** Before the first painting. */
export async function startLanguage(): Promise<void> {
  const kept = stored('theme');
  if (kept === 'light' || kept === 'dark') chooseTheme(kept);
  const own = stored('language') ?? navigator.language;
  await show(own.startsWith('fr') ? 'fr' : 'en');
}

async function show(chosen: Language): Promise<void> {
  if (chosen === 'fr') {
    const [{ french }, { codes }] = await Promise.all([
      import('../texts/fr.js'),
      import('../texts/fr-codes.js'),
    ]);
    words.value = french;
    useCodes(codes);
  } else {
    words.value = english;
    useCodes(undefined);
  }
  language.value = chosen;
  document.documentElement.lang = chosen;
}

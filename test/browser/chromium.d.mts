import type { Browser } from 'playwright-core';

export function startBrowser(more?: readonly string[]): Promise<Browser>;

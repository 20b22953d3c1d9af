// The console in the browser starts here.
import { render } from 'preact';
import { App } from './shell/app.js';
import { listenToKeys } from './shell/shortcuts.js';
import { followLinks } from './state/address.js';
import { loadCatalogue, loadSearch } from './state/catalogue.js';
import { startLanguage } from './state/language.js';
import { watchLoads } from './state/running.js';
import { loadSession } from './state/session.js';

async function start(): Promise<void> {
  const language = startLanguage();
  const session = loadSession();
  // The index comes when the list is painted, so that the first key finds it.
  void loadCatalogue().then(() => setTimeout(loadSearch, 50));
  // With the session, which is here in a moment, so that nothing moves when it comes.
  await Promise.race([session, new Promise((ready) => setTimeout(ready, 150))]);
  await language;
  const place = document.getElementById('app');
  if (place) render(<App />, place);
}

followLinks();
listenToKeys();
void start().then(watchLoads);

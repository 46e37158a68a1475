/** Where the face begins: finds its bridge, sets the look and the language, and draws. */
import './before-all.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { pageBridge } from './bridge/page-bridge.ts';
import { windowBridge } from './bridge/window-bridge.ts';
import { Client } from './state/client.ts';
import { FaceContext } from './state/hooks.ts';
import { Notices } from './state/notices.ts';
import { createPreferences, shareWithEngine, spokenLanguage } from './state/preferences.ts';
import { speak, startTranslations } from './text/i18n.ts';
import './styles/face.css';

const preferences = createPreferences();
const dark = window.matchMedia('(prefers-color-scheme: dark)');

function dress(): void {
  const { theme } = preferences.get();
  document.documentElement.dataset['theme'] = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
}

const language = () => spokenLanguage(preferences.get(), navigator.language);

dress();
dark.addEventListener('change', dress);
preferences.watch(() => {
  dress();
  void speak(language());
});

await startTranslations(language());
await speak(language());

const { leitz } = globalThis;
const client = new Client(leitz === undefined ? pageBridge() : windowBridge(leitz));
shareWithEngine(client, preferences);
const root = document.getElementById('face');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <FaceContext value={{ client, preferences, notices: new Notices() }}>
        <App />
      </FaceContext>
    </StrictMode>,
  );

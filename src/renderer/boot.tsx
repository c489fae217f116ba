import { createRoot } from 'react-dom/client';
import { Start } from './features/start/Start.tsx';
import { createHostClient } from './host-client.ts';
import { connectShell } from './shell.ts';
import { startScheme } from './ui/scheme.ts';
import { Theme } from './ui/Theme.tsx';
import { startLanguage } from './words/language.ts';
import './ui/theme.css';

async function boot(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
  await startLanguage();
  startScheme();
  const host = createHostClient(await connectShell());
  createRoot(root).render(
    <Theme>
      <Start host={host} />
    </Theme>,
  );
}

void boot();

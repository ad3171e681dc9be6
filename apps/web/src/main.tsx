// Starts the pages in the browser.
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './api/queries.ts';
import { App } from './app.tsx';
import { basePath } from './frame/base-path.ts';
import { loadLanguage } from './strings/strings.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw the pages into.');
await loadLanguage();
// In pieces, so that a slow phone can answer a touch between them.
startTransition(() =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        <BrowserRouter basename={basePath} useTransitions={false}>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  ),
);

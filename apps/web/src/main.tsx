// Starts the pages in the browser.
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { createQueryClient } from './api/queries.ts';
import { App } from './app.tsx';
import { basePath } from './frame/base-path.ts';
import { listenForErrors } from './frame/report-errors.ts';
import { loadLanguage } from './strings/strings.ts';
import './styles/tokens.css';
import './styles/base.css';
import './frame/header.css';
import './frame/nav.css';
import './frame/toast.css';
import './filters/filters.css';
import './results/cards.css';
import './boards/save-button.css';
import './product/similar.css';
import './results/states.css';

listenForErrors();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw the pages into.');
await loadLanguage();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <BrowserRouter basename={basePath} useTransitions={false}>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);

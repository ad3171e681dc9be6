// Starts the pages in the browser.
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';
import { createQueryClient } from './queries.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/header.css';
import './styles/filters.css';
import './styles/cards.css';
import './styles/similar.css';
import './styles/states.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root to draw the pages into.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <BrowserRouter useTransitions={false}>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);

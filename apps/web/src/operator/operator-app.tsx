// The operator's desk: its sections, each fetched when it is opened.
import { lazy, Suspense } from 'react';
import { NavLink, Route, Routes } from 'react-router';
import { MissingPage } from '../frame/missing-page.tsx';
import { PageLoading } from '../frame/page-loading.tsx';
import { usePageTitle } from '../frame/page-title.ts';
import { operatorStrings } from '../strings/operator/strings.ts';
import { ForgetToken, OperatorGate } from './operator-gate.tsx';
import './operator.css';

const ShopsPage = lazy(async () => ({ default: (await import('./shops/shops-page.tsx')).ShopsPage }));
const AddShopPage = lazy(async () => ({ default: (await import('./shops/add-shop-page.tsx')).AddShopPage }));
const RunsPage = lazy(async () => ({ default: (await import('./runs/runs-page.tsx')).RunsPage }));
const RunPage = lazy(async () => ({ default: (await import('./runs/run-page.tsx')).RunPage }));
const QueuePage = lazy(async () => ({ default: (await import('./queue/queue-page.tsx')).QueuePage }));
const HealthPage = lazy(async () => ({ default: (await import('./health/health-page.tsx')).HealthPage }));
const ModelsPage = lazy(async () => ({ default: (await import('./models/models-page.tsx')).ModelsPage }));

export function OperatorApp() {
  const { sections } = operatorStrings;
  usePageTitle(operatorStrings.title);
  return (
    <div className="page desk">
      <header className="desk-head">
        <h1 className="desk-title">{operatorStrings.title}</h1>
        <ForgetToken />
      </header>
      <nav className="desk-sections" aria-label={sections.label}>
        <NavLink to="/operator" end>
          {sections.shops}
        </NavLink>
        <NavLink to="/operator/runs">{sections.runs}</NavLink>
        <NavLink to="/operator/queue">{sections.queue}</NavLink>
        <NavLink to="/operator/health">{sections.health}</NavLink>
        <NavLink to="/operator/models">{sections.models}</NavLink>
      </nav>
      <OperatorGate>
        <Suspense fallback={<PageLoading />}>
          <Routes>
            <Route index element={<ShopsPage />} />
            <Route path="add" element={<AddShopPage />} />
            <Route path="runs" element={<RunsPage />} />
            <Route path="runs/:runId" element={<RunPage />} />
            <Route path="queue" element={<QueuePage />} />
            <Route path="health" element={<HealthPage />} />
            <Route path="models" element={<ModelsPage />} />
            <Route path="*" element={<MissingPage />} />
          </Routes>
        </Suspense>
      </OperatorGate>
    </div>
  );
}

// The frame around every page: header, routes, footer.
import { Route, Routes, useLocation } from 'react-router';
import { MissingPage } from './pages/missing-page.tsx';
import { SearchPage } from './pages/search-page.tsx';
import { SimilarPage } from './pages/similar-page.tsx';
import { CrashBarrier } from './parts/crash-barrier.tsx';
import { Footer } from './parts/footer.tsx';
import { Header } from './parts/header.tsx';
import { useScrollMemory } from './scroll-memory.ts';
import { strings } from './strings.ts';

export function App() {
  useScrollMemory();
  const { key } = useLocation();
  return (
    <>
      <a className="skip-link" href="#results">
        {strings.skipToResults}
      </a>
      <Header />
      <main id="main">
        <CrashBarrier resetKey={key}>
          <Routes>
            <Route path="/" element={<SearchPage />} />
            <Route path="/similar/:productId" element={<SimilarPage />} />
            <Route path="*" element={<MissingPage />} />
          </Routes>
        </CrashBarrier>
      </main>
      <Footer />
    </>
  );
}

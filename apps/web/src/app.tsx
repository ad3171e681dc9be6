// The frame around every page: header, routes, footer. What the first view doesn't need is fetched when it is opened.
import { lazy, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { CrashBarrier } from './frame/crash-barrier.tsx';
import { Footer } from './frame/footer.tsx';
import { Header } from './frame/header.tsx';
import { MissingPage } from './frame/missing-page.tsx';
import { PageLoading } from './frame/page-loading.tsx';
import { useScrollMemory } from './frame/scroll-memory.ts';
import { Toast } from './frame/toast.tsx';
import { PhotoDoor } from './photo-query/photo-door.tsx';
import { SimilarPage } from './product/similar-page.tsx';
import { SearchPage } from './search/search-page.tsx';
import { strings } from './strings/strings.ts';

const ProductPage = lazy(async () => ({ default: (await import('./product/product-page.tsx')).ProductPage }));
const BoardsPage = lazy(async () => ({ default: (await import('./boards/boards-page.tsx')).BoardsPage }));
const BoardPage = lazy(async () => ({ default: (await import('./boards/board-page.tsx')).BoardPage }));
const MapPage = lazy(async () => ({ default: (await import('./map/map-page.tsx')).MapPage }));
const AskPage = lazy(async () => {
  const [texts, page] = await Promise.all([import('./strings/ask/strings.ts'), import('./ask/ask-page.tsx')]);
  await texts.loadAskLanguage();
  return { default: page.AskPage };
});
const TryPage = lazy(async () => {
  const [texts, page] = await Promise.all([
    import('./strings/in-browser/strings.ts'),
    import('./in-browser/try-page.tsx'),
  ]);
  await texts.loadInBrowserLanguage();
  return { default: page.TryPage };
});
const AxisPage = lazy(async () => {
  await (await import('./strings/axis/strings.ts')).loadAxisLanguage();
  return { default: (await import('./axis/axis-page.tsx')).AxisPage };
});
const OperatorApp = lazy(async () => {
  const texts = await import('./strings/operator/strings.ts');
  await texts.loadOperatorLanguage();
  return { default: (await import('./operator/operator-app.tsx')).OperatorApp };
});

export function App() {
  useScrollMemory();
  const { key } = useLocation();
  return (
    <PhotoDoor>
      <a className="skip-link" href="#results">
        {strings.skipToResults}
      </a>
      <Header />
      <main id="main">
        <CrashBarrier resetKey={key}>
          <Suspense fallback={<PageLoading />}>
            <Routes>
              <Route path="/" element={<SearchPage />} />
              <Route path="/similar/:productId" element={<SimilarPage />} />
              <Route path="/product/:productId" element={<ProductPage />} />
              <Route path="/boards" element={<BoardsPage />} />
              <Route path="/boards/:boardId" element={<BoardPage />} />
              <Route path="/map" element={<MapPage />} />
              <Route path="/ask" element={<AskPage />} />
              <Route path="/try" element={<TryPage />} />
              <Route path="/axis" element={<AxisPage />} />
              <Route path="/operator/*" element={<OperatorApp />} />
              <Route path="*" element={<MissingPage />} />
            </Routes>
          </Suspense>
        </CrashBarrier>
      </main>
      <Footer />
      <Toast />
    </PhotoDoor>
  );
}

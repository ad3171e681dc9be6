// Asks the API what the page will ask first, and for the photos in that answer, while the page's own code is on its way.
import type { Product, ResultPage } from '../api/answers.ts';
import { lookalikesPath } from '../api/question.ts';
import { basePath } from '../frame/base-path.ts';
import { safeImagePath } from '../frame/safe-url.ts';
import { dearest, firstPictured } from '../search/pair.ts';
import { askEarly } from './early-answers.ts';
import { firstQuestions } from './first-questions.ts';

// As many as a phone shows at once; more would hold up the code that draws them.
const photosAtOnce = 4;

/** Returns at once. What fails here is asked again by the page, which says so if it fails again. */
export function askFirst({ pathname, search }: Location): void {
  if (!pathname.startsWith(`${basePath}/`)) return;
  const { paths, hasPair } = firstQuestions({ pathname: pathname.slice(basePath.length), search });
  for (const path of paths) {
    askEarly(path)
      .then((answer) => answer.json())
      .then((answer: Product | ResultPage) => askFurther(answer, hasPair))
      .catch(() => {});
  }
}

async function askFurther(answer: Product | ResultPage, hasPair: boolean): Promise<void> {
  if (!('results' in answer)) return fetchPhotos([answer]);
  const original = hasPair ? dearest(answer) : null;
  const lookalikes = original ? askEarly(lookalikesPath(original.id)) : null;
  const firstCards = answer.results.slice(0, photosAtOnce).map(({ product }) => product);
  fetchPhotos(original ? [original, ...firstCards] : firstCards);
  const lookalike = lookalikes ? firstPictured(await (await lookalikes).json()) : null;
  if (lookalike) fetchPhotos([lookalike]);
}

/** Into the browser's cache, where the page finds them. */
function fetchPhotos(products: readonly Product[]): void {
  for (const { image } of products) {
    const path = safeImagePath(image);
    if (path === null) continue;
    const photo = new Image();
    photo.fetchPriority = 'high';
    photo.src = path;
  }
}

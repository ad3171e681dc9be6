// What the API tells of the map, and asking for it.
import { useQuery } from '@tanstack/react-query';
import type { Product, ResultPage } from '../api/answers.ts';
import { requestJson } from '../api/api.ts';
import { type MapPoints, type MapPointsAnswer, unpackPoints } from './map-points.ts';

export interface MapArea {
  number: number;
  name: string | null;
  size: number;
  x: number;
  y: number;
  productId: number | null;
  image: string | null;
}

export interface MapRegion extends MapArea {
  areas: MapArea[];
}

export interface MapClusters {
  steps: number;
  regions: MapRegion[];
}

// A map that isn't drawn yet is there within a minute of the last photo.
const lookAgainMs = 5_000;

/** `null`: it isn't drawn yet. */
export function useMapPoints(filters: string) {
  return useQuery({
    queryKey: ['map', filters],
    queryFn: async ({ signal }): Promise<MapPoints | null> => {
      // The shape is the API's promise, tested on its side.
      const answer = (await requestJson(`/api/map${filters}`, { signal })) as MapPointsAnswer;
      return answer.drawnAt === null ? null : unpackPoints(answer);
    },
    refetchInterval: ({ state }) => (state.data === null ? lookAgainMs : false),
  });
}

export function useMapClusters(isDrawn: boolean) {
  return useQuery({
    queryKey: ['map-clusters'],
    enabled: isDrawn,
    queryFn: async ({ signal }) => {
      const { steps, regions } = (await requestJson('/api/map/clusters', { signal })) as MapClusters;
      const placed = <Place extends MapArea>(place: Place): Place => ({
        ...place,
        x: place.x / steps,
        y: place.y / steps,
      });
      return regions.map((region): MapRegion => ({ ...placed(region), areas: region.areas.map(placed) }));
    },
  });
}

const mostLit = 100;

/** The products that a search finds: the good matches, or all where none is good. */
export function useFoundIds(query: string) {
  return useQuery({
    queryKey: ['map-search', query],
    enabled: query !== '',
    queryFn: async ({ signal }) => {
      const params = new URLSearchParams({ q: query, limit: String(mostLit) });
      const { results } = (await requestJson(`/api/search?${params}`, { signal })) as ResultPage;
      const good = results.filter(({ match }) => match !== 'loose');
      return (good.length > 0 ? good : results).map(({ product }) => product.id);
    },
  });
}

export const mostProducts = 100;

export async function fetchMapProducts(ids: readonly number[]): Promise<Product[]> {
  const { products } = (await requestJson(`/api/map/products?ids=${ids.join()}`)) as { products: Product[] };
  return products;
}

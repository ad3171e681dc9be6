// Every product as a point: what looks alike lies together.
import { useCallback, useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { usePageTitle } from '../frame/page-title.ts';
import { Problem } from '../results/states.tsx';
import { strings } from '../strings/strings.ts';
import { type MapRegion, useFoundIds, useMapClusters, useMapPoints } from './map-answers.ts';
import { MapList } from './map-list.tsx';
import { type Box, boxOfAreas, type MapPoints } from './map-points.ts';
import { MapSearch } from './map-search.tsx';
import { MapView } from './map-view.tsx';
import { useSize } from './use-size.ts';
import './map.css';

export function MapPage() {
  const [params, setParams] = useSearchParams();
  const query = params.get('q') ?? '';
  usePageTitle(strings.map.title);
  const points = useMapPoints(filtersIn(params));
  const regions = useMapClusters(points.data !== null && points.data !== undefined).data ?? [];
  const found = useFoundIds(query);
  const lit = useMemo(
    () => (points.data && found.data && query !== '' ? numbersOf(points.data, found.data) : null),
    [points.data, found.data, query],
  );
  const [isBroken, setIsBroken] = useState(false);
  const onBroken = useCallback(() => setIsBroken(true), []);
  const [target, setTarget] = useState<Box | null>(null);
  const stage = useRef<HTMLDivElement>(null);
  const size = useSize(stage);
  const isEmpty = points.data === null || points.data?.count === 0;

  const onSearch = (wanted: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (wanted === '') after.delete('q');
      else after.set('q', wanted);
      return after;
    });
  const onShow = (region: MapRegion) => {
    if (points.data) setTarget(boxOfAreas(points.data, new Set(region.areas.map(({ number }) => number))));
    stage.current?.scrollIntoView({ block: 'center' });
  };

  return (
    <div className="page map-page" id="results">
      <div className="map-head">
        <h1>{strings.map.heading}</h1>
        {points.data && <p>{strings.map.products(points.data.count)}</p>}
        <Link className="text-link" to="/axis">
          {strings.map.lineUp}
        </Link>
        {!isEmpty && !isBroken && <MapSearch query={query} lit={lit?.length ?? null} onSearch={onSearch} />}
      </div>
      {(points.error ?? found.error) && (
        <Problem
          message={(points.error ?? found.error)?.message ?? ''}
          onRetry={() => (points.error ? points.refetch() : found.refetch())}
        />
      )}
      {isBroken ? (
        <p className="map-message">{strings.map.noWebgl}</p>
      ) : (
        <div ref={stage} className="map-stage" aria-busy={points.isPending}>
          {isEmpty && (
            <div className="map-message" role="status">
              <h2>{points.data === null ? strings.map.drawingTitle : strings.empty.title}</h2>
              {points.data === null && <p>{strings.map.drawing}</p>}
            </div>
          )}
          {points.data && !isEmpty && size && (
            <MapView
              points={points.data}
              regions={regions}
              lit={lit}
              size={size}
              target={target}
              onBroken={onBroken}
            />
          )}
        </div>
      )}
      <MapList regions={regions} onShow={isBroken ? null : onShow} />
    </div>
  );
}

function numbersOf(points: MapPoints, ids: readonly number[]): number[] {
  const numbers = new Map(Array.from(points.ids, (id, number) => [id, number]));
  return ids.flatMap((id) => numbers.get(id) ?? []);
}

const filterNames = ['minPrice', 'maxPrice', 'currency', 'shop', 'brand', 'category', 'available', 'color'];

/** The filters of the shop window narrow the map, too. */
function filtersIn(params: URLSearchParams): string {
  const filters = new URLSearchParams([...params].filter(([name]) => filterNames.includes(name)));
  return filters.size > 0 ? `?${filters}` : '';
}

// What is on the map, in words: for those who can't see it, and a table of contents for everybody else.
import { Link } from 'react-router';
import { similarAddress } from '../address/narrowing.ts';
import { Photo } from '../results/photo.tsx';
import { strings } from '../strings/strings.ts';
import type { MapArea, MapRegion } from './map-answers.ts';

interface MapListProps {
  regions: readonly MapRegion[];
  /** Null where there is no map to show it on. */
  onShow: ((region: MapRegion) => void) | null;
}

export function MapList({ regions, onShow }: MapListProps) {
  if (regions.length === 0) return null;
  return (
    <section className="map-list" aria-labelledby="map-list-heading">
      <h2 id="map-list-heading">{strings.map.contents}</h2>
      <ul>
        {regions.map((region) => (
          <li key={region.number}>
            <Region region={region} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Region({ region, onShow }: { region: MapRegion; onShow: MapListProps['onShow'] }) {
  const name = region.name ?? strings.map.unnamed;
  const areas = region.areas.filter((area) => area.name !== null);
  return (
    <article className="map-region">
      <Photo image={region.image} alt="" />
      <div>
        <h3>
          <Middle place={region} name={name} />
        </h3>
        <p className="map-region-size">{strings.map.products(region.size)}</p>
        {areas.length > 1 && (
          <ul className="map-areas" aria-label={strings.map.parts(name)}>
            {areas.map((area) => (
              <li key={area.number}>
                <Middle place={area} name={area.name ?? ''} />
              </li>
            ))}
          </ul>
        )}
        {onShow && (
          <button
            type="button"
            className="text-link"
            aria-label={strings.map.showNamed(name)}
            onClick={() => onShow(region)}
          >
            {strings.map.show}
          </button>
        )}
      </div>
    </article>
  );
}

/** Leads to what looks like the product in the middle; plain words when that is gone. */
function Middle({ place, name }: { place: MapArea; name: string }) {
  return place.productId === null ? name : <Link to={similarAddress(place.productId)}>{name}</Link>;
}

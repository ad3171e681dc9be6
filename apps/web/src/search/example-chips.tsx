// Searches to try with one click, each wearing its colours.
import { Link } from 'react-router';
import { searchAddress } from '../address/narrowing.ts';
import { strings } from '../strings/strings.ts';
import { coloursIn } from './colour-words.ts';

export function ExampleChips({ except = '' }: { except?: string }) {
  return (
    <ul className="chips" aria-label={strings.examples.label}>
      {strings.examples.queries
        .filter((query) => query !== except)
        .map((query) => (
          <li key={query}>
            <Link className="chip" to={searchAddress(query)}>
              <span className="chip-dots" aria-hidden="true">
                {coloursIn(query).map((colour) => (
                  <i key={colour} style={{ background: colour }} />
                ))}
              </span>
              {query}
            </Link>
          </li>
        ))}
    </ul>
  );
}

// The bar on top of every page: the name, the search field, and the ways to map and boards.
import { Link, NavLink, useLocation } from 'react-router';
import { coloursIn } from '../search/colour-words.ts';
import { SearchBox } from '../search/search-box.tsx';
import { strings } from '../strings/strings.ts';
import { HeartIcon, MapIcon } from './icons.tsx';
import { Logo } from './logo.tsx';

export function Header() {
  const { search } = useLocation();
  const query = new URLSearchParams(search).get('q') ?? '';
  return (
    <header className="bar">
      <div className="bar-inner">
        <Link to="/" className="bar-home">
          <Logo colours={coloursIn(query)} />
        </Link>
        <SearchBox />
        <nav className="bar-links" aria-label={strings.header.label}>
          <NavLink to="/map">
            <MapIcon />
            <span>{strings.header.map}</span>
          </NavLink>
          <NavLink to="/boards">
            <HeartIcon />
            <span>{strings.header.boards}</span>
          </NavLink>
        </nav>
      </div>
    </header>
  );
}

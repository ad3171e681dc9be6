// The bar on top of every page: the name, and the search field.
import { Link, useLocation } from 'react-router';
import { coloursIn } from '../colour-words.ts';
import { Logo } from './logo.tsx';
import { SearchBox } from './search-box.tsx';

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
      </div>
    </header>
  );
}

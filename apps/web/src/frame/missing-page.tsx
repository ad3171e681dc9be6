// For addresses and products that don't exist.
import { Link } from 'react-router';
import { ExampleChips } from '../search/example-chips.tsx';
import { strings } from '../strings/strings.ts';
import { usePageTitle } from './page-title.ts';

export function MissingPage({ message = strings.missing.page }: { message?: string }) {
  usePageTitle(strings.titles.missing);
  return (
    <div className="state" id="results" tabIndex={-1}>
      <h1>{strings.missing.title}</h1>
      <p>{message}</p>
      <ExampleChips />
      <Link className="button" to="/">
        {strings.error.home}
      </Link>
    </div>
  );
}

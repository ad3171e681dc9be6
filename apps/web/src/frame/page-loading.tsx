// What stands in a page's place while its part of the program is fetched.
import { strings } from '../strings/strings.ts';

export function PageLoading() {
  return (
    <div className="page page-loading" role="status">
      <span className="unseen">{strings.results.loading}</span>
    </div>
  );
}

// The foot of every page.
import { strings } from '../strings.ts';

export function Footer() {
  return (
    <footer className="foot">
      <p>{strings.footer.about}</p>
      <a href="/api/docs">{strings.footer.api}</a>
    </footer>
  );
}

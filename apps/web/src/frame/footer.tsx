// The foot of every page.
import { Link } from 'react-router';
import { chooseLanguage, type Language, language, languages, strings } from '../strings/strings.ts';
import { apiUrl } from './base-path.ts';

export function Footer() {
  return (
    <footer className="foot">
      <p>{strings.footer.about}</p>
      <div className="foot-links">
        <Link to="/ask">{strings.footer.ask}</Link>
        <Link to="/try">{strings.footer.try}</Link>
        <a href={apiUrl('/api/docs')}>{strings.footer.api}</a>
        <Link to="/operator">{strings.footer.operator}</Link>
        <label>
          <span className="unseen">{strings.footer.language}</span>
          {/* The options are the keys of `languages`. */}
          <select value={language} onChange={({ target }) => chooseLanguage(target.value as Language)}>
            {Object.entries(languages).map(([tag, name]) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </footer>
  );
}

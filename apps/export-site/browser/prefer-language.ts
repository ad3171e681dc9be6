// Runs before the page is drawn: English, unless the reader or their browser prefers the other language.

const key = 'lookalike:language';

/** Storage may be blocked, as it is for files: then the browser's own preference stays in force. */
function remembered(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const known = ['en', 'de'];
const wanted = [remembered(), ...navigator.languages.map((tag) => tag.split('-')[0])];
document.documentElement.lang = wanted.find((tag) => typeof tag === 'string' && known.includes(tag)) ?? 'en';

document.addEventListener('DOMContentLoaded', () => {
  const choice = document.getElementById('language-choice');
  const select = document.querySelector<HTMLSelectElement>('#language');
  if (!choice || !select) return;
  select.value = document.documentElement.lang;
  select.addEventListener('change', () => {
    document.documentElement.lang = select.value;
    document.dispatchEvent(new Event('language'));
    try {
      localStorage.setItem(key, select.value);
    } catch {
      // It holds for this page.
    }
  });
  choice.hidden = false;
});

// The wordmark: its two o's are the pair that looks alike, and wear the colours being searched for.
import { strings } from '../strings/strings.ts';

export function Logo({ colours }: { colours: string[] }) {
  const [first = 'var(--disc-1)', second = colours[0] ?? 'var(--disc-2)'] = colours;
  return (
    <svg className="logo" viewBox="0 0 172 48" role="img" aria-label={strings.siteName}>
      <text x="0" y="37" textLength="22" lengthAdjust="spacingAndGlyphs">
        L
      </text>
      <g>
        <circle className="logo-disc" cx="37" cy="24.5" r="13.5" style={{ fill: first }} />
        <circle className="logo-disc" cx="55" cy="24.5" r="13.5" style={{ fill: second }} />
        <path className="logo-lens" d="M46 14.4 a13.5 13.5 0 0 1 0 20.2 a13.5 13.5 0 0 1 0 -20.2z" />
      </g>
      <text x="73" y="37" textLength="98" lengthAdjust="spacingAndGlyphs">
        kalike
      </text>
    </svg>
  );
}

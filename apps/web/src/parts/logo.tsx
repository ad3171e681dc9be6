// The wordmark: its two o's are the pair that looks alike, and wear the colours being searched for.
import { strings } from '../strings.ts';

export function Logo({ colours }: { colours: string[] }) {
  const [first = 'var(--disc-1)', second = colours[0] ?? 'var(--disc-2)'] = colours;
  return (
    <svg className="logo" viewBox="0 0 214 48" role="img" aria-label={strings.siteName}>
      <text x="0" y="37">
        L
      </text>
      <g>
        <circle className="logo-disc" cx="37" cy="24.5" r="14" style={{ fill: first }} />
        <circle className="logo-disc" cx="55" cy="24.5" r="14" style={{ fill: second }} />
        <path className="logo-lens" d="M46 13.8 a14 14 0 0 1 0 21.4 a14 14 0 0 1 0 -21.4z" />
      </g>
      <text x="73" y="37">
        kalike
      </text>
    </svg>
  );
}

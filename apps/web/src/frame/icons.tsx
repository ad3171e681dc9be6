// The few line icons of the pages; all are decoration beside a text or a label.
import type { ReactNode } from 'react';

export const SearchIcon = () => (
  <Icon>
    <circle cx="10.5" cy="10.5" r="6.5" />
    <path d="m15.5 15.5 5 5" />
  </Icon>
);

export const CloseIcon = () => (
  <Icon>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
);

/** The pair of discs of the logo: "find similar". */
export const PairIcon = () => (
  <Icon>
    <circle cx="9" cy="12" r="6" className="icon-fill" />
    <circle cx="15.5" cy="12" r="6" />
  </Icon>
);

export const HeartIcon = () => (
  <Icon>
    <path d="M12 20C5 15 3 11.5 3 8.5a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1C21 11.5 19 15 12 20Z" />
  </Icon>
);

export const MapIcon = () => (
  <Icon>
    <circle cx="6" cy="8" r="2" className="icon-fill" />
    <circle cx="16" cy="5" r="1.5" />
    <circle cx="12" cy="13" r="2.5" />
    <circle cx="19" cy="16" r="2" className="icon-fill" />
    <circle cx="6" cy="18" r="1.5" />
  </Icon>
);

export const OutIcon = () => (
  <Icon>
    <path d="M8 16 17 7M9 7h8v8" />
  </Icon>
);

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

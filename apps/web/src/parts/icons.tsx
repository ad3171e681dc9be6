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

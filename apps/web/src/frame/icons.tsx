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

export const FilterIcon = () => (
  <Icon>
    <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
    <circle cx="15" cy="7" r="2" />
    <circle cx="9" cy="17" r="2" />
  </Icon>
);

export const OutIcon = () => (
  <Icon>
    <path d="M8 16 17 7M9 7h8v8" />
  </Icon>
);

export const CameraIcon = () => (
  <Icon>
    <path d="M4 8h3.5L9 5.5h6L16.5 8H20a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1Z" />
    <circle cx="12" cy="13" r="3.5" />
  </Icon>
);

export const CropIcon = () => (
  <Icon>
    <path d="M7 3v14h14M3 7h14v14" />
  </Icon>
);

export const TagIcon = () => (
  <Icon>
    <path d="M4 4h8l8 8-8 8-8-8Z" />
    <circle cx="8.5" cy="8.5" r="0.75" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const MinusIcon = () => (
  <Icon>
    <path d="M5 12h14" />
  </Icon>
);

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

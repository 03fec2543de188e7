import type { ReactNode } from 'react';

const Icon = ({ children }: { readonly children: ReactNode }) => (
  <svg className="icon" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    {children}
  </svg>
);

export const SpeakerIcon = () => (
  <Icon>
    <path d="M5 12v8h5l7 6V6l-7 6Z" />
    <path d="M21.500 11.500c2.500 2.500 2.500 6.500 0 9M25 8c4.500 4.500 4.500 11.500 0 16" />
  </Icon>
);
export const BiggerIcon = () => (
  <Icon>
    <path d="M4 25L11 8l7 17M6.500 19.500h9" />
    <path d="M24 11v12M18.500 17h11" />
  </Icon>
);
export const ComfortIcon = () => (
  <Icon>
    <path d="M2.500 15c7-9.500 20-9.500 27 0-7 9.500-20 9.500-27 0Z" />
    <circle cx="16" cy="15" r="4.500" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <circle cx="13" cy="9" r="5" />
    <path d="M4 28c0-8 4-12 9-12 3 0 5.500 1.500 7 4" />
    <path d="M24 28l-3.500-4c-1.500-2 .5-4.500 3.500-2 3-2.500 5 0 3.500 2Z" />
  </Icon>
);
export const LeaveIcon = () => (
  <Icon>
    <path d="M18 5H7v22h11" />
    <path d="M13 16h14m-5.500-6l6 6-6 6" />
  </Icon>
);
export const TickIcon = () => (
  <Icon>
    <path d="M6 17l7 8L27 8" />
  </Icon>
);

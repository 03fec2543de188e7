import type { ReactNode } from 'react';

/**
 * The ground of every picture: one soft shape, and lines as of a thick brush. Pictures say nothing that the words beside
 * them do not say, so a screen reader passes over them.
 */
export const Scene = ({ children }: { readonly children: ReactNode }) => (
  <svg className="art" viewBox="0 0 320 250" aria-hidden="true" focusable="false">
    <path
      className="wash"
      d="M30 128C22 66 78 22 146 20c76-3 142 32 148 98 6 70-50 118-128 120C92 241 38 196 30 128Z"
    />
    {children}
  </svg>
);

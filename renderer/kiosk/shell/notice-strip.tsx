import { seniorWords } from './senior-words.ts';

/** A service that is down, told on any step in the words of the error catalogue. */
export const NoticeStrip = ({ code }: { readonly code: string }) => (
  <p className="notice" role="status">
    {seniorWords(code)}
  </p>
);

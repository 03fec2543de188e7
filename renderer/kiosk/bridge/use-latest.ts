import { useEffect, useState } from 'react';

/** The newest value that a `listen` of the bridge told, as React state. */
export const useLatest = <T, F>(listen: (listener: (value: T) => void) => () => void, first: F): T | F => {
  const [value, setValue] = useState<T | F>(first);
  useEffect(() => listen((newest) => setValue(() => newest)), [listen]);
  return value;
};

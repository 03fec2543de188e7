import { useEffect, useState } from 'react';

const now = (): string =>
  new Date().toLocaleTimeString('zh-CN', {
    hour: 'numeric',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Asia/Shanghai',
  });

/** The time of day at the terminal, as 9:05. */
export const useClock = (): string => {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return time;
};

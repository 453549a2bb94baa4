/**
 * A fixed window per caller, in memory: one process serves all requests, and after a restart everybody starts afresh.
 * `take` counts a request and answers how many seconds to wait, 0 when it is within the limit.
 */
export const createRateLimiter = ({ requests, windowMs }: { requests: number; windowMs: number }) => {
  const windows = new Map<string, { endsAt: number; count: number }>();
  let sweepAt = 0;

  const sweep = (now: number) => {
    if (now < sweepAt) return;
    for (const [caller, window] of windows) if (window.endsAt <= now) windows.delete(caller);
    sweepAt = now + windowMs;
  };

  return {
    take(caller: string, now = Date.now()): number {
      sweep(now);
      let window = windows.get(caller);
      if (!window || window.endsAt <= now) {
        window = { endsAt: now + windowMs, count: 0 };
        windows.set(caller, window);
      }
      window.count += 1;
      return window.count <= requests ? 0 : Math.ceil((window.endsAt - now) / 1000);
    },
  };
};

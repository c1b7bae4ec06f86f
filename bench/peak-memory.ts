const sampleEveryMs = 5;

/** Watches this process's resident memory, in bytes, from now on. */
export function peakMemory() {
  globalThis.gc?.();
  const idleBytes = process.memoryUsage.rss();
  let peakBytes = idleBytes;
  const sample = () => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, sampleEveryMs);
  return {
    stop() {
      clearInterval(timer);
      sample();
      return { idleBytes, aboveIdleBytes: peakBytes - idleBytes };
    },
  };
}

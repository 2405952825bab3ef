// In: a number of bytes. Out: it in words a person reads at a glance. Knows nothing else.

export function formatBytes(sizeBytes: number): string {
  if (sizeBytes >= 1e9) return `${(sizeBytes / 1e9).toFixed(sizeBytes >= 1e10 ? 0 : 1)} GB`;
  if (sizeBytes >= 1e6) return `${Math.round(sizeBytes / 1e6)} MB`;
  return `${Math.ceil(sizeBytes / 1e3)} kB`;
}

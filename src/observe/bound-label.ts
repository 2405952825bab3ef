// In: how many values a metric label may take. Out: a function that lets so many through and calls every further one `other`, so
// that no input can grow the metrics without end.

export function boundLabel(maxValues: number): (value: string | null) => string {
  const known = new Set<string>();
  return (value) => {
    if (value === null || value === '') return 'none';
    if (known.has(value)) return value;
    if (known.size >= maxValues) return 'other';
    known.add(value);
    return value;
  };
}
